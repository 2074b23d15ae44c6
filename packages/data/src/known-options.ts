import { DataError } from "./errors";

/**
 * Refuses options that do not exist, because a misspelt one would silently do nothing.
 *
 * @param hint What to say of the name that was probably meant. Scalers leave it out, because the search for it would
 *   weigh more than their own arithmetic; all others call `checkOptions`, which has it.
 */
export const knownOptions = (
  who: string,
  options: object,
  known: readonly string[],
  hint: (name: string) => string = () => "",
): void => {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new DataError(
      `${who}: expected the options ${known.join(", ")}, received ${JSON.stringify(name)}${hint(name)}`,
    );
  }
};
