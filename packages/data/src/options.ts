import { DataError } from "./errors";
import { listNames, nearestName } from "./wording";

/** Refuses what is no object of options, such as the 3 of `kFold(3)`, which would silently do nothing. */
export function checkObject(
  who: string,
  options: unknown,
  known: readonly string[],
): asserts options is object {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  throw new DataError(
    `${who}: expected an object of options, received ${String(options)}; the options are ${listNames(known, 40)}`,
  );
}

/** Refuses options that do not exist, because a misspelt one would silently do nothing. */
export const checkOptions = (who: string, options: unknown, known: readonly string[]): void => {
  checkObject(who, options, known);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw new DataError(
      `${who}: received the unknown option "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}; ` +
        `the options are ${listNames(known, 40)}`,
    );
  }
};

/** Refuses a value that is none of the choices. */
export const checkChoice = (who: string, name: string, value: unknown, choices: readonly unknown[]): void => {
  if (choices.some((choice) => Object.is(choice, value))) return;
  const show = (one: unknown): string => (typeof one === "string" ? `"${one}"` : String(one));
  throw new DataError(
    `${who}: expected ${name} to be one of ${choices.map(show).join(", ")}, received ${show(value)}`,
  );
};
