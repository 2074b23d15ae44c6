import { sortNumbers } from "./sort-numbers";

// Columns of numbers as categories, without a boxed cell for each row.

/** Whole numbers that lie so near to each other are looked up in a table. */
const tableSize = 1 << 16;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** The range of numbers that are all whole and near enough for a table; undefined when they are not. */
const wholeRange = (numbers: ArrayLike<number>): Range | undefined => {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Number.isNaN(value)) continue;
    if (Math.floor(value) !== value) return undefined;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high && high - low < tableSize ? { low, high } : undefined;
};

/** The distinct numbers in rising order, NaN last when there is any. */
export const distinctNumbers = (numbers: Float64Array): number[] => {
  const range = wholeRange(numbers);
  const found: number[] = [];
  let missing = false;
  if (range !== undefined) {
    const seen = new Uint8Array(range.high - range.low + 1);
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i]!;
      if (Number.isNaN(value)) missing = true;
      else seen[value - range.low] = 1;
    }
    for (let i = 0; i < seen.length; i++) if (seen[i] === 1) found.push(i + range.low);
  } else {
    const seen = new Set<number>();
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i]!;
      if (Number.isNaN(value)) missing = true;
      else seen.add(value);
    }
    for (const value of sortNumbers(Float64Array.from(seen))) found.push(value);
  }
  if (missing) found.push(Number.NaN);
  return found;
};

/**
 * The place of each number among the categories, -1 for none of them. `places` has the categories that are numbers,
 * `missing` the place of the missing one or -1.
 */
export const numericCodes = (
  numbers: Float64Array,
  places: ReadonlyMap<unknown, number>,
  missing: number,
): Int32Array => {
  const codes = new Int32Array(numbers.length);
  const known = [...places.keys()].filter((key): key is number => typeof key === "number");
  const range = wholeRange(known);
  if (range !== undefined) {
    const table = new Int32Array(range.high - range.low + 1).fill(-1);
    for (const value of known) table[value - range.low] = places.get(value)!;
    for (let i = 0; i < codes.length; i++) {
      const value = numbers[i]!;
      // A place outside of the table is undefined; one that was rounded to a whole number is none.
      const place = value - range.low;
      if (Number.isNaN(value)) codes[i] = missing;
      else codes[i] = place + range.low === value ? (table[place] ?? -1) : -1;
    }
    return codes;
  }
  for (let i = 0; i < codes.length; i++) {
    const value = numbers[i]!;
    codes[i] = Number.isNaN(value) ? missing : (places.get(value) ?? -1);
  }
  return codes;
};
