import { DataError } from "../errors";
import { checkObject } from "../options";
import { nearestName } from "../wording";

/** Throws for options that a transform does not know, so that a slip of the pen is not a silent default. */
export const checkNames = (who: string, options: object, known: readonly string[]): void => {
  const all = [...known, "allowLeakage"];
  checkObject(who, options, all);
  const stranger = Object.keys(options).find((name) => !all.includes(name));
  if (stranger === undefined) return;
  const near = nearestName(stranger, all);
  throw new DataError(
    `${who}: expected the options ${all.join(", ")}, received "${stranger}"` +
      `${near === undefined ? "; leave it out" : `; did you mean "${near}"?`}`,
  );
};

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
