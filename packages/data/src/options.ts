import { DataError } from "./errors";
import { knownOptions } from "./known-options";
import { nearestName } from "./wording";

/**
 * Refuses what is no object of options, such as the 3 of `kFold(3)`, and options that do not exist, because both would
 * silently do nothing.
 */
export const checkOptions = (who: string, options: unknown, known: readonly string[]): void => {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new DataError(
      `${who}: expected an object of options, received ${String(options)}; the options are ${known.join(", ")}`,
    );
  }
  knownOptions(who, options, known, (name) => {
    const near = nearestName(name, known);
    return near === undefined ? "; leave it out" : `; did you mean "${near}"?`;
  });
};

const show = (value: unknown): string =>
  typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);

/** One of some choices, which are mostly words; undefined may be one, and is not told. */
export const oneOf = <const T>(who: string, option: string, value: unknown, choices: readonly T[]): T => {
  if (choices.some((choice) => Object.is(choice, value))) return value as T;
  const words = choices.filter((choice) => typeof choice === "string");
  const near = typeof value === "string" ? nearestName(value, words) : undefined;
  const told = choices.filter((choice) => choice !== undefined).map(show);
  throw new DataError(
    `${who}: expected ${option} as one of ${told.join(", ")}, received ${show(value)}` +
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
