import { InvalidArgumentError } from "commander";

/** A parser of numbers within bounds, both included unless `above` or `below`. */
const numberParser =
  (expected: string, isGood: (value: number) => boolean): ((text: string) => number) =>
  (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value) && isGood(value)) return value;
    throw new InvalidArgumentError(`Expected ${expected}.`);
  };

/** A whole number of at least `min`. */
export const wholeNumber = (min: number, max: number = Number.MAX_SAFE_INTEGER): ((text: string) => number) =>
  numberParser(
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number from ${min} to ${max}`,
    (value) => Number.isSafeInteger(value) && value >= min && value <= max,
  );

/** A number above 0. */
export const positive: (text: string) => number = numberParser("a number above 0", (value) => value > 0);

/** A number of 0 or more. */
export const notNegative: (text: string) => number = numberParser(
  "a number of 0 or more",
  (value) => value >= 0,
);

/** A share from 0 to below 1. */
export const shareBelowOne: (text: string) => number = numberParser(
  "a number from 0 to below 1",
  (value) => value >= 0 && value < 1,
);

/** An error rate from 0 to 1. */
export const errorRateNumber: (text: string) => number = numberParser(
  "an error rate from 0 to 1, such as 0.02 for 2%",
  (value) => value >= 0 && value <= 1,
);
