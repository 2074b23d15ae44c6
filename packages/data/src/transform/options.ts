import { DataError } from "../errors";
import { nearestName } from "../wording";

/** One of some words. */
export const oneOf = <T extends string>(
  who: string,
  option: string,
  value: unknown,
  words: readonly T[],
): T => {
  if (words.includes(value as T)) return value as T;
  const near = typeof value === "string" ? nearestName(value, words) : undefined;
  throw new DataError(
    `${who}: expected ${option} as one of ${words.map((word) => `"${word}"`).join(", ")}, received ${JSON.stringify(value) ?? String(value)}` +
      `${near === undefined ? "; choose one of them" : `; did you mean "${near}"?`}`,
  );
};

/** A whole number of at least `least`. */
export const wholeNumber = (who: string, option: string, value: unknown, least: number): number => {
  if (Number.isInteger(value) && (value as number) >= least) return value as number;
  throw new DataError(
    `${who}: expected ${option} as a whole number of at least ${least}, received ${String(value)}; give for example ${Math.max(least, 2)}`,
  );
};
