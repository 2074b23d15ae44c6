import { DataError } from "../errors";

/**
 * Throws for options that a transform does not know, so that a slip of the pen is not a silent default. Without the
 * search for the nearest name, which would weigh more than a scaler's own arithmetic.
 */
export const knownNames = (who: string, options: object, known: readonly string[]): void => {
  const all = [...known, "allowLeakage"];
  const stranger = Object.keys(options).find((name) => !all.includes(name));
  if (stranger === undefined) return;
  throw new DataError(`${who}: expected the options ${all.join(", ")}, received "${stranger}"`);
};
