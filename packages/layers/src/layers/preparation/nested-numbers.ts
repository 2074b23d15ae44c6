import { isTensor, type Nested, type TensorLike, tensor } from "@wellfit/core";
import { show } from "../../common/options";

/**
 * A number or nested arrays of numbers, as files hold them.
 *
 * @throws RangeError for what is not a finite number.
 */
export function nestedNumbers(where: string, name: string, value: unknown): Nested {
  const other = typeof value === "object" && value !== null && !Array.isArray(value);
  const read = isTensor(value) || other ? tensor(value as TensorLike).toArray() : value;
  const good = (x: unknown): boolean => (Array.isArray(x) ? x.every(good) : Number.isFinite(x));
  if (good(read)) return read as Nested;
  throw new RangeError(
    `${where}: received ${name} ${show(value)}, expected a finite number or an array of them`,
  );
}
