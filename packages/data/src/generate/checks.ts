import { DataError } from "../errors";

/** Refuses counts that are no whole numbers, or too small. */
export const checkCounts = (
  who: string,
  counts: readonly (readonly [name: string, value: number, least: number])[],
): void => {
  for (const [name, value, least] of counts) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new DataError(
      `${who}: expected ${name} as a whole number of at least ${least}, received ${String(value)}`,
    );
  }
};

/** Refuses a standard deviation that makes no sense. */
export const checkNoise = (who: string, noise: number): void => {
  if (noise >= 0 && Number.isFinite(noise)) return;
  throw new DataError(
    `${who}: expected noise as a standard deviation of at least 0, received ${String(noise)}`,
  );
};
