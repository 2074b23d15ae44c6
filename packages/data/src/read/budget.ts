import { DataError } from "../errors";

/** The most bytes that what a file unpacks to may take when nobody says: for small and for large files. */
const leastBudget = 256 * 1024 * 1024;
const budgetPerByte = 64;

/** Keeps account of the memory that a file asks for, so that a few bytes cannot ask for all of it. */
export interface Budget {
  /** Throws when these bytes, with those taken before, are more than the budget. */
  take(bytes: number, forWhat: string): void;
  /** How many bytes are left. */
  left(): number;
}

/** The account for a source of so many bytes. */
export const openBudget = (
  who: string,
  name: string,
  sourceBytes: number,
  maxBytes: number | undefined,
): Budget => {
  if (maxBytes !== undefined && !(maxBytes > 0)) {
    throw new DataError(`${who}: expected maxBytes to be a positive number of bytes, received ${maxBytes}`);
  }
  const most = maxBytes ?? Math.max(leastBudget, budgetPerByte * sourceBytes);
  let taken = 0;
  return {
    take: (bytes, forWhat) => {
      taken += bytes;
      if (taken <= most) return;
      throw new DataError(
        `${name}: expected data that take at most ${most} bytes of memory, received ${forWhat}, which makes it ${taken}; ` +
          `if the file is right, pass { maxBytes: ${taken} } or more`,
      );
    },
    left: () => most - taken,
  };
};
