import { LeakageError } from "../errors";
import { count } from "../wording";
import { derivePart, type Part, type Place, placeOf, type Scope, traceRows } from "./provenance";
import { sealFor } from "./seal";

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

const onesOf = (marks: Uint8Array): number[] => {
  const rows: number[] = [];
  for (let row = 0; row < marks.length; row++) if (marks[row] === 1) rows.push(row);
  return rows;
};

const both = (a: Uint8Array, b: Uint8Array | undefined): number[] =>
  b === undefined ? [] : onesOf(a).filter((row) => b[row] === 1);

/** What the rows to fit on are, when they are not simply rows of this scope. */
const madeFrom = (own: Scope, scope: Scope): string => (own === scope ? "" : `${own.name}, made from `);

/**
 * Throws when fitting on these rows would let a model learn from what is held out. What it gives back is to
 * be called when the fit has succeeded: it remembers the fit, so that a later split can tell. Rows that were
 * computed from others (a summary of groups, a join) count as all that they were computed from.
 */
export const guardFit = (data: object, nRows: number, who: string, allowLeakage: boolean): (() => void) => {
  const place = placeOf(data, nRows);
  if (allowLeakage) return () => {};
  const trace = traceRows(place, nRows, true);
  for (const [scope, marks] of trace) {
    if (scope !== place.scope && !marks.includes(1)) continue;
    const from = madeFrom(place.scope, scope);
    const rows = (): string => count(from === "" ? nRows : onesOf(marks).length, "row");
    const part = scope.heldOutPart();
    if (part !== undefined) {
      throw new LeakageError(
        `${who}: expected the train part to fit on, received ${from}the ${part} part of ${scope.name} (${rows()}). ` +
          `What is learned from ${part} makes its score worthless. Right way: ${who}.fit(train), then ${who}.transform(${part}). ${onPurpose}`,
      );
    }
    const held = both(marks, scope.heldOut);
    if (held.length === 0) continue;
    throw new LeakageError(
      `${who}: expected the train part to fit on, received ${from}${rows()} of ${scope.name} of which ${held.length} ` +
        `were held out as dev or test by a split (rows ${someRows(held)}, counted from 0). What is learned from them makes the score worthless. ` +
        `Right way: ${who}.fit(train), then ${who}.transform(dev) and ${who}.transform(test)` +
        `${from === "" ? "" : "; summarise and join the train part alone"}. ${onPurpose}`,
    );
  }
  return () => {
    for (const [{ fits }, rows] of trace) {
      fits[who] = fits[who]?.map((before, row) => before | rows[row]!) ?? rows;
    }
  };
};

/** Throws when what one part would hold stands in the other too, or was computed from it. */
const guardOverlap = (place: Place, heldOut: ArrayLike<number>, who: string): void => {
  const { scope, rows, also } = place;
  if (rows === undefined && also === undefined && scope.origins.length === 0) return;
  const nRows = rows?.length ?? scope.nRows;
  const isHeld = new Uint8Array(nRows);
  for (let i = 0; i < heldOut.length; i++) isHeld[heldOut[i]!] = 1;
  const kept = Int32Array.from(isHeld.keys()).filter((row) => isHeld[row] === 0);
  const held = traceRows(place, heldOut, false);
  for (const [source, marks] of traceRows(place, kept, false)) {
    const twice = both(marks, held.get(source));
    if (twice.length === 0) continue;
    throw new LeakageError(
      `${who}: expected each row of ${source.name} once, received ${count(twice.length, "row")} of it several times, in train as well as in what is held out ` +
        `(rows ${someRows(twice)}, counted from 0). The model would be judged by rows that it has learned. ` +
        `Right way: split first, then repeat rows of train alone; or split by group, so that copies stay together. ${onPurpose}`,
    );
  }
  if (also === undefined) return;
  for (const [source, marks] of traceRows(place, kept, true)) {
    const seen = both(marks, held.get(source));
    if (seen.length === 0) continue;
    throw new LeakageError(
      `${who}: expected columns that were computed from their own row or part, received columns that ${also.map(({ by }) => by).join(" and ")} brought in, ` +
        `which were computed from ${count(seen.length, "row")} of ${source.name} that this split would hold out (rows ${someRows(seen)}, counted from 0). ` +
        `Right way: split first, summarise train alone, then join that summary to train, dev and test. ${onPurpose}`,
    );
  }
};

/**
 * Throws when a transform was already fitted on rows that this split is about to hold out, or when train
 * would hold copies of them or columns computed from them.
 */
export const guardSplit = (place: Place, heldOut: ArrayLike<number>, who: string): void => {
  for (const [scope, marks] of traceRows(place, heldOut, false)) {
    for (const [by, rows] of Object.entries(scope.fits)) {
      const leaked = both(rows, marks);
      if (leaked.length === 0) continue;
      throw new LeakageError(
        `${who}: expected data on which nothing was fitted yet, received ${madeFrom(place.scope, scope)}${scope.name}, on which ${by} was fitted: ` +
          `it has seen ${count(leaked.length, "row")} that this split would hold out (rows ${someRows(leaked)}, counted from 0). ` +
          `Right way: split first, then ${by}.fit(train) and ${by}.transform(dev). ${onPurpose}`,
      );
    }
  }
  guardOverlap(place, heldOut, who);
};

/** Notes a split: every part knows what it is, and the source knows which of its rows are held out. */
export const recordSplit = (
  place: Place,
  parts: readonly { part: Part; rows: ArrayLike<number>; data: object }[],
): void => {
  for (const { part, rows, data } of parts) {
    derivePart(data, place, rows, part, part === "test" ? sealFor(rows, place.scope.name) : undefined);
    if (part === "train") continue;
    for (const [scope, marks] of traceRows(place, rows, false)) {
      scope.heldOut ??= new Uint8Array(scope.nRows);
      for (let row = 0; row < marks.length; row++) scope.heldOut[row]! |= marks[row]!;
    }
  }
  place.scope.heldOut ??= new Uint8Array(place.scope.nRows);
};
