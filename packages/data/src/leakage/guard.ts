import { LeakageError } from "../errors";
import { count } from "../wording";
import { derivePart, eachRow, type Part, type Place, placeOf } from "./provenance";

/**
 * What `fit`, `fitTransform`, `split` and `trainTestSplit` take to let leakage happen on purpose.
 *
 * @example
 * ```ts
 * standardScaler().fit(wholeTable, { allowLeakage: true });
 * ```
 */
export interface LeakageOptions {
  /** Do not throw `LeakageError`; default false. Only for showing what leakage does to a score. */
  allowLeakage?: boolean | undefined;
}

const onPurpose = "To show the lesson on purpose, pass { allowLeakage: true }.";

const someRows = (rows: readonly number[]): string => {
  const shown = rows.slice(0, 5).join(", ");
  return rows.length > 5 ? `${shown}, …` : shown;
};

/**
 * Throws when fitting on these rows would let a model learn from what is held out. What it gives back is to
 * be called when the fit has succeeded: it remembers the fit, so that a later split can tell.
 */
export const guardFit = (data: object, nRows: number, who: string, allowLeakage: boolean): (() => void) => {
  const place = placeOf(data, nRows);
  if (allowLeakage) return () => {};
  const { scope } = place;
  const part = scope.heldOutPart();
  if (part !== undefined) {
    throw new LeakageError(
      `${who}: expected the train part to fit on, received the ${part} part of ${scope.name} (${count(nRows, "row")}). ` +
        `What is learned from ${part} makes its score worthless. Right way: ${who}.fit(train), then ${who}.transform(${part}). ${onPurpose}`,
    );
  }
  const rows = new Uint8Array(scope.nRows);
  const held: number[] = [];
  eachRow(place, nRows, (row) => {
    rows[row] = 1;
    if (scope.heldOut?.[row] === 1) held.push(row);
  });
  if (held.length > 0) {
    throw new LeakageError(
      `${who}: expected the train part to fit on, received ${count(nRows, "row")} of ${scope.name} of which ${held.length} ` +
        `were held out as dev or test by a split (rows ${someRows(held)}, counted from 0). What is learned from them makes the score worthless. ` +
        `Right way: ${who}.fit(train), then ${who}.transform(dev) and ${who}.transform(test). ${onPurpose}`,
    );
  }
  return () => scope.fits.push({ by: who, rows });
};

/** Throws when a transform was already fitted on rows that this split is about to hold out. */
export const guardSplit = (place: Place, heldOut: ArrayLike<number>, who: string): void => {
  for (const fit of place.scope.fits) {
    const leaked: number[] = [];
    for (let i = 0; i < heldOut.length; i++) {
      const row = place.rows === undefined ? heldOut[i]! : place.rows[heldOut[i]!]!;
      if (fit.rows[row] === 1) leaked.push(row);
    }
    if (leaked.length === 0) continue;
    throw new LeakageError(
      `${who}: expected data on which nothing was fitted yet, received ${place.scope.name}, on which ${fit.by} was fitted: ` +
        `it has seen ${count(leaked.length, "row")} that this split would hold out (rows ${someRows(leaked)}, counted from 0). ` +
        `Right way: split first, then ${fit.by}.fit(train) and ${fit.by}.transform(dev). ${onPurpose}`,
    );
  }
};

/** Notes a split: every part knows what it is, and the source knows which of its rows are held out. */
export const recordSplit = (
  place: Place,
  parts: readonly { part: Part; rows: ArrayLike<number>; data: object }[],
): void => {
  const { scope } = place;
  scope.heldOut ??= new Uint8Array(scope.nRows);
  for (const { part, rows, data } of parts) {
    derivePart(data, place, rows, part);
    if (part === "train") continue;
    for (let i = 0; i < rows.length; i++) {
      scope.heldOut[place.rows === undefined ? rows[i]! : place.rows[rows[i]!]!] = 1;
    }
  }
};
