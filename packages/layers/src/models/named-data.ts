import { isTensor, type TensorLike } from "@wellfit/core";
import { didYouMean } from "../common/names";
import { show } from "../common/options";

/** Data for one input or output, an array of it for several, or an object by their names. */
export type InputData = TensorLike | readonly TensorLike[] | Readonly<Record<string, TensorLike>>;

/**
 * Something for each input or output in order, from what users pass.
 *
 * @param what - What is passed, such as "x".
 * @param names - What the inputs or outputs are called.
 * @throws TypeError or RangeError when there are too few, too many, or a name that does not exist.
 */
export function inOrderOf(
  where: string,
  what: string,
  value: unknown,
  names: readonly string[],
): readonly unknown[] {
  if (isByName(value)) {
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new TypeError(
        `${where}: received ${what} for ${JSON.stringify(unknown)}${didYouMean(unknown, names)}, expected one of ` +
          names.map((name) => JSON.stringify(name)).join(", "),
      );
    }
    return names.map((name) => value[name]);
  }
  if (names.length === 1) {
    // A list of one input, as models take whose inputs were given as a list.
    return Array.isArray(value) && value.length === 1 && isArrayOfItsOwn(value[0]) ? value : [value];
  }
  if (Array.isArray(value) && value.length === names.length) return value;
  throw new RangeError(
    `${where}: received ${Array.isArray(value) ? `${value.length} entries` : show(value)} as ${what}, expected an array of ` +
      `${names.length}: ${names.join(", ")}; or an object by these names`,
  );
}

/** Whether it is a plain object of entries, and not one array of numbers. */
export function isByName(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return !isArrayOfItsOwn(value);
}

/** Whether it is a tensor or numbers with a shape, and not a row of numbers. */
function isArrayOfItsOwn(value: unknown): boolean {
  if (isTensor(value)) return true;
  if (typeof value !== "object" || value === null || !("data" in value && "shape" in value)) return false;
  return ArrayBuffer.isView(value.data);
}
