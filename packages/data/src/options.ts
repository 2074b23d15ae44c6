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

/** Refuses a value that is none of the choices. */
export const checkChoice = (who: string, name: string, value: unknown, choices: readonly unknown[]): void => {
  if (choices.some((choice) => Object.is(choice, value))) return;
  const show = (one: unknown): string => (typeof one === "string" ? `"${one}"` : String(one));
  throw new DataError(
    `${who}: expected ${name} to be one of ${choices.map(show).join(", ")}, received ${show(value)}`,
  );
};
