import { show } from "../../common/options";

/** A string, or strings in evenly nested arrays. */
export type Strings = string | readonly Strings[];

/**
 * The strings in row-major order, and the length of every axis.
 *
 * @throws TypeError for what is no string, RangeError where arrays have different lengths.
 */
export function readStrings(
  where: string,
  x: Strings,
): { readonly values: readonly string[]; readonly shape: readonly number[] } {
  const shape: number[] = [];
  for (let at: Strings | undefined = x; Array.isArray(at); at = at[0]) shape.push(at.length);
  const values: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value) && depth < shape.length) {
      if (value.length !== shape[depth]) {
        throw new RangeError(
          `${where}: received arrays of ${shape[depth]} and of ${value.length} strings, expected equal lengths; fill the shorter ` +
            "ones up with a token such as the maskToken",
        );
      }
      for (const one of value) walk(one, depth + 1);
    } else if (typeof value === "string" && depth === shape.length) values.push(value);
    else {
      throw new TypeError(
        `${where}: received ${show(value)}, expected a string, or strings in evenly nested arrays; numbers have integerLookup`,
      );
    }
  };
  walk(x, 0);
  return { values, shape };
}

/** Strings in nested arrays of a shape. */
export function nestStrings(values: readonly string[], shape: readonly number[]): Strings {
  const [length, ...rest] = shape;
  if (length === undefined) return values[0] as string;
  const size = rest.reduce((n, m) => n * m, 1);
  return Array.from({ length }, (_, i) => nestStrings(values.slice(i * size, (i + 1) * size), rest));
}
