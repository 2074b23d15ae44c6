import type { Cell } from "../cell";
import { DataError } from "../errors";
import { guardSplit, type LeakageOptions } from "../leakage/guard";
import { derivePart, placeOf } from "../leakage/provenance";
import { checkOptions } from "../options";
import { labelsIn, refuseMissing, type Stratify } from "./labels";
import { type Entries, entriesOf, rowsOf, type Splittable, type SplittableRecord } from "./splittable";

/**
 * The rows of one fold (counted from 0).
 *
 * @example
 * ```ts
 * const [first]: Iterable<FoldIndices> = kFold({ nSplits: 2 }).indices(4);
 * ```
 */
export interface FoldIndices {
  /** The rows to fit on. */
  readonly train: Int32Array;
  /** The rows to judge by. */
  readonly test: Int32Array;
}

/**
 * One fold: its parts in the form in which the data came in.
 *
 * @example
 * ```ts
 * for (const { train, test } of kFold().split({ x, y })) {
 *   const scaler = standardScaler().fit(train.x);
 *   scaler.transform(test.x);
 * }
 * ```
 */
export interface Fold<T> {
  /** To fit on. */
  readonly train: T;
  /** To judge by: fitting a transform on it throws `LeakageError`. */
  readonly test: T;
  /** Which rows of the data the two are. */
  readonly rows: FoldIndices;
}

/**
 * What a splitter has to know of the rows besides their number.
 *
 * @example
 * ```ts
 * stratifiedKFold().indices(table, { y: "species" });
 * groupKFold({ nSplits: 3 }).indices(6, { groups: ["a", "a", "b", "b", "c", "c"] });
 * ```
 */
export interface FoldLabels {
  /** The classes to stratify by: a column name, the name of one of several arrays, or one label a row. */
  readonly y?: Stratify | undefined;
  /** What must not be torn: a column name, the name of one of several arrays, or one label a row. */
  readonly groups?: Stratify | undefined;
}

/**
 * Options of a splitter's `split`.
 *
 * @example
 * ```ts
 * const options: FoldOptions = { y: "species" };
 * ```
 */
export interface FoldOptions extends FoldLabels, LeakageOptions {}

/**
 * Deals rows into folds for cross-validation, made by `kFold` and its like. It holds settings only, so one
 * splitter serves any data; with a `randomState` it deals the same folds each time.
 *
 * @example
 * ```ts
 * const splitter: Splitter = kFold({ nSplits: 3 });
 * [...splitter.indices(6)][0].test; // Int32Array [0, 1]
 * ```
 */
export interface Splitter {
  /** The name of the function that made it. */
  readonly name: string;
  /**
   * How many folds it deals.
   *
   * @param data What is to be folded, or its number of rows; only those need it whose number of folds follows
   *   from the data.
   * @param options `y` and `groups`, where they matter.
   */
  getNSplits(data?: number | Splittable | SplittableRecord, options?: FoldLabels): number;
  /**
   * The rows of each fold.
   *
   * @param data What is to be folded, or its number of rows.
   * @param options `y` (needed by stratified splitters) and `groups` (needed by those for groups).
   * @throws DataError at once, before the first fold, for data that cannot be folded so.
   */
  indices(
    data: number | Splittable | SplittableRecord,
    options?: FoldLabels,
  ): Generator<FoldIndices, void, undefined>;
  /**
   * The folds themselves, one at a time: tables, arrays, or an object of several that are split alike. The
   * parts remember where they came from. Fitting a transform on a test part throws `LeakageError`, and so
   * does folding data on which something was fitted before. When all folds are done, fitting the chosen model
   * on the whole is right practice and does not throw.
   *
   * @param data A table or array, or an object of several.
   * @param options As those of `indices`, and `allowLeakage`.
   * @throws DataError for data that cannot be folded so, LeakageError when a transform was already fitted on
   *   rows of a test part; both at once, before the first fold.
   */
  split<T extends Splittable>(data: T, options?: FoldOptions): Generator<Fold<T>, void, undefined>;
  split<T extends SplittableRecord>(data: T, options?: FoldOptions): Generator<Fold<T>, void, undefined>;
}

/** The rows to fold, with the labels that the splitter needs; those that it does not need are empty. */
export interface FoldRows {
  readonly n: number;
  readonly y: readonly Cell[];
  readonly groups: readonly Cell[];
}

/** What makes one splitter differ from another. */
export interface SplitterPlan {
  readonly name: string;
  readonly needsY?: boolean;
  readonly needsGroups?: boolean;
  readonly allowLeakage?: boolean | undefined;
  /** The number of folds; a function of the rows when it follows from them. */
  readonly nSplits: number | ((rows: FoldRows) => number);
  /** Checks the rows, then gives the folds one by one. */
  folds(rows: FoldRows): Generator<FoldIndices, void, undefined>;
}

const groupSplitters = "groupKFold, stratifiedGroupKFold, groupShuffleSplit or leaveOneGroupOut";

class PlannedSplitter implements Splitter {
  readonly name: string;
  private readonly plan: SplitterPlan;

  constructor(plan: SplitterPlan) {
    this.name = plan.name;
    this.plan = plan;
  }

  private entries(data: number | Splittable | SplittableRecord): Omit<Entries, "n"> & { n: number } {
    if (typeof data !== "number") return entriesOf(data, this.name);
    if (Number.isInteger(data) && data >= 1) return { single: true, names: [], arrays: [], n: data };
    throw new DataError(
      `${this.name}: expected data or a number of rows of at least 1, received ${data}; give a table, an array or its number of rows`,
    );
  }

  private labels(entries: Entries, options: FoldLabels, which: "y" | "groups", needed: boolean): Cell[] {
    if (!needed) return [];
    const labels = labelsIn(options[which], entries, this.name, which);
    if (labels === undefined) {
      const say = which === "y" ? "the classes to stratify by" : "the groups to keep together";
      throw new DataError(
        `${this.name}: expected ${say}, received none; pass them, such as { ${which}: ${which === "y" ? '"species"' : '"patient"'} } for a column of the table, or one label a row`,
      );
    }
    refuseMissing(labels, this.name, which === "y" ? "a class in every row" : "a group in every row");
    return labels;
  }

  private rows(entries: Entries, options: FoldOptions): FoldRows {
    const { needsY = false, needsGroups = false } = this.plan;
    checkOptions(this.name, options, ["y", "groups", "allowLeakage"]);
    if (!needsGroups && options.groups !== undefined) {
      throw new DataError(
        `${this.name}: expected no groups, because this splitter would tear them, received groups; use ${groupSplitters}, or leave groups out`,
      );
    }
    return {
      n: entries.n,
      y: this.labels(entries, options, "y", needsY),
      groups: this.labels(entries, options, "groups", needsGroups),
    };
  }

  getNSplits(data?: number | Splittable | SplittableRecord, options: FoldLabels = {}): number {
    const { nSplits } = this.plan;
    if (typeof nSplits === "number") return nSplits;
    // Groups alone tell how many rows there are.
    const source = data ?? (typeof options.groups === "string" ? undefined : options.groups);
    if (source !== undefined) return nSplits(this.rows(this.entries(source), options));
    throw new DataError(
      `${this.name}: expected the data or its number of rows, from which the number of folds follows, received none; call getNSplits(data)`,
    );
  }

  indices(
    data: number | Splittable | SplittableRecord,
    options: FoldLabels = {},
  ): Generator<FoldIndices, void, undefined> {
    return this.plan.folds(this.rows(this.entries(data), options));
  }

  split<T>(
    data: T & (Splittable | SplittableRecord),
    options: FoldOptions = {},
  ): Generator<Fold<T>, void, undefined> {
    const entries = entriesOf(data, this.name);
    const folds = this.plan.folds(this.rows(entries, options));
    const places = entries.arrays.map((array) => placeOf(array, entries.n));
    const guarded = (options.allowLeakage ?? this.plan.allowLeakage) !== true;
    const guard = (rows: FoldIndices | undefined): void => {
      if (!guarded || rows === undefined) return;
      for (const place of places) guardSplit(place, rows.test, this.name);
    };
    const part = (rows: Int32Array, name: "train" | "test"): T => {
      const parts = entries.arrays.map((array, i) => {
        const taken = rowsOf(array, rows);
        derivePart(taken, places[i]!, rows, name);
        return taken;
      });
      if (entries.single) return parts[0] as T;
      return Object.fromEntries(entries.names.map((key, i) => [key, parts[i]])) as T;
    };
    // The first fold is dealt now, so that mistakes are told where `split` is called.
    const first = folds.next();
    guard(first.value ?? undefined);
    const deal = function* (): Generator<Fold<T>, void, undefined> {
      for (let step = first; step.done !== true; step = folds.next()) {
        // What was fitted on the whole since the last fold would leak into this one.
        guard(step.value);
        yield {
          train: part(step.value.train, "train"),
          test: part(step.value.test, "test"),
          rows: step.value,
        };
      }
    };
    return deal();
  }
}

/** A splitter that follows a plan. */
export const makeSplitter = (plan: SplitterPlan): Splitter => new PlannedSplitter(plan);

const share = (foldOfRow: Int32Array, fold: number, train: Int32Array, test: Int32Array): void => {
  let inTest = 0;
  let inTrain = 0;
  for (let row = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row] === fold) test[inTest++] = row;
    else train[inTrain++] = row;
  }
};

/** The folds of rows that each lie in the test part of one fold: row `i` in that of `foldOfRow[i]`. */
export function* foldsOf(foldOfRow: Int32Array, nFolds: number): Generator<FoldIndices, void, undefined> {
  const sizes = new Int32Array(nFolds);
  for (const fold of foldOfRow) if (fold >= 0) sizes[fold]!++;
  for (let fold = 0; fold < nFolds; fold++) {
    const test = new Int32Array(sizes[fold]!);
    const train = new Int32Array(foldOfRow.length - test.length);
    share(foldOfRow, fold, train, test);
    yield { train, test };
  }
}
