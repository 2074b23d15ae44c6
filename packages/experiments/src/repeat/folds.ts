import type { Fold, FoldIndices, FoldLabels, SplittableRecord, Splitter } from "@wellfit/data";
import { checkOptions } from "../common/options";

/** What to fold, and how. */
export interface CrossValidation<T = object> extends FoldLabels {
  /** A table, an array, or several arrays by name, such as { x, y }. */
  readonly data: T;
  /** What deals the folds: `kFold()` and its like. */
  readonly splitter: Splitter;
}

/** A fold with its number. */
export interface NumberedFold<T = unknown> extends Fold<T> {
  /** Which it is, counted from 0. */
  readonly index: number;
}

/** What a function on a worker thread gets of a fold: which rows, for it makes the data itself. */
export interface FoldOfRows {
  /** Which it is, counted from 0. */
  readonly index: number;
  /** The rows to fit on and those to judge by, counted from 0. */
  readonly rows: FoldIndices;
}

/** Throws unless a splitter deals the folds. */
export function checkSplitter(where: string, splitter: unknown): void {
  if (typeof (splitter as Splitter | null)?.split === "function") return;
  throw new TypeError(`${where}: received the splitter ${String(splitter)}, expected one such as kFold()`);
}

/**
 * All folds at once, so that every configuration and every seed meets the same ones.
 *
 * @param travels Whether they go to threads, which gets the rows alone: tables cannot travel, and leakage is guarded by
 *   what cannot either.
 */
export function foldsOf(
  where: string,
  { data, splitter, y, groups }: CrossValidation<object | number>,
  travels: boolean,
): readonly (NumberedFold | FoldOfRows)[] {
  checkSplitter(where, splitter);
  const labels = { ...(y === undefined ? {} : { y }), ...(groups === undefined ? {} : { groups }) };
  if (travels)
    return Array.from(splitter.indices(data as SplittableRecord | number, labels), (rows, index) => ({
      index,
      rows,
    }));
  if (typeof data === "number") {
    throw new TypeError(
      `${where}: received ${data} in place of data, which is enough for a module only, expected a table, an array or { x, y }`,
    );
  }
  const folds = splitter.split(data as SplittableRecord, labels);
  return Array.from(folds, (fold, index) => ({ ...fold, index }));
}

/** Reads the option `crossValidation` of a search. */
export function readFolds(
  where: string,
  option: CrossValidation<object | number> | undefined,
  travels: boolean,
): readonly (NumberedFold | FoldOfRows)[] | undefined {
  if (option === undefined) return undefined;
  checkOptions(`${where}: crossValidation`, option, ["data", "splitter", "y", "groups"]);
  return foldsOf(where, option, travels);
}
