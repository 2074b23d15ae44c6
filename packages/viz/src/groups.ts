import { describeValue, toList } from "./arrays";
import { isDrawable } from "./domain";

/** Checks a list of things with a name each, such as the cases of a comparison; `what` says what is expected. */
export function readGroups<T extends { readonly name: string }>(
  kind: string,
  value: unknown,
  what: string,
): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TypeError(
      `${kind}: expected a list of ${what}, at least one, received ${describeValue(value)}`,
    );
  }
  value.forEach((one: unknown, i) => {
    if (typeof one !== "object" || one === null || typeof (one as { name?: unknown }).name !== "string") {
      throw new TypeError(`${kind}: expected ${what}, received ${describeValue(one)} at index ${i}`);
    }
  });
  return value as readonly T[];
}

/** A list of numbers, where one that cannot be drawn becomes NaN; at least one. */
export function readNumbers(kind: string, value: unknown, name: string): Float64Array {
  const list = toList<unknown>(value, `${kind}: ${name}`);
  if (list.length === 0)
    throw new RangeError(`${kind}: expected at least one number in ${name}, received none`);
  return Float64Array.from({ length: list.length }, (_, i) => {
    const number = list[i] ?? Number.NaN;
    if (typeof number !== "number") {
      throw new TypeError(
        `${kind}: expected ${name} to hold numbers, received ${describeValue(number)} at index ${i}`,
      );
    }
    return isDrawable(number) ? number : Number.NaN;
  });
}

/** Checks that a list is as long as another. */
export function checkLength(
  kind: string,
  name: string,
  length: number,
  expected: number,
  asMany: string,
): void {
  if (length === expected) return;
  throw new RangeError(
    `${kind}: expected as many values in ${name} as ${asMany}, ${expected}, received ${length}`,
  );
}

/** The least and the largest of all numbers that can be drawn; undefined where there is none. */
export function extentOf(lists: Iterable<ArrayLike<number>>): [low: number, high: number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, Number.isNaN(list[i]!) ? low : list[i]!);
      high = Math.max(high, Number.isNaN(list[i]!) ? high : list[i]!);
    }
  }
  return low > high ? undefined : [low, high];
}
