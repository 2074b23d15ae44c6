import type { Cell } from "../cell";
import { guardSplit, type LeakageOptions, recordSplit } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import { checkOptions } from "../options";
import { type DealOptions, dealWhole } from "./deal";
import { labelsIn } from "./labels";
import { type PartSizeOptions, type PartSizes, partSizes, type SplitPreset } from "./presets";
import { entriesOf, rowsOf, type Splittable, type SplittableRecord } from "./splittable";
import { trainTestRows } from "./train-test-split";

/**
 * Options of {@link split}.
 *
 * @example
 * ```ts
 * const options: SplitOptions = { train: 0.6, dev: 0.2, test: 0.2, stratify: "species", randomState: 1 };
 * ```
 */
export interface SplitOptions extends PartSizeOptions, DealOptions, LeakageOptions {
  /**
   * The three shares by name. Default, when no size is given either: 60/20/20 up to 50,000 rows, then 10,000
   * rows each in dev and test (98/1/1 of a million), and 0.25% each from four million rows on; see
   * `explainSplit`.
   */
  preset?: SplitPreset | undefined;
}

/**
 * Options of {@link split} for train and dev alone.
 *
 * @example
 * ```ts
 * const options: TrainDevOptions = { preset: "70/30", randomState: 1 };
 * ```
 */
export interface TrainDevOptions extends DealOptions, LeakageOptions {
  /** 70% train and 30% dev, and no test part. */
  preset: "70/30";
}

/**
 * The parts of a split without a test part.
 *
 * @example
 * ```ts
 * const { train, dev }: TrainDev<Table> = split(table, { preset: "70/30" });
 * ```
 */
export interface TrainDev<T> {
  /** To fit on. */
  readonly train: T;
  /** To choose by. */
  readonly dev: T;
}

/**
 * The three parts of a split.
 *
 * @example
 * ```ts
 * const { train, dev, test }: Parts<Table> = split(table);
 * ```
 */
export interface Parts<T> {
  /** To fit on. */
  readonly train: T;
  /** To choose by. */
  readonly dev: T;
  /** To judge by, once. */
  readonly test: T;
}

const names = ["train", "dev", "test"] as const;
type Name = (typeof names)[number];
type Rows = Readonly<Record<Name, Int32Array>>;

const optionNames = [
  ...names,
  "preset",
  "stratify",
  "groups",
  "time",
  "randomState",
  "shuffle",
  "allowLeakage",
];

/** The rows of the three parts: test is split off first, then dev from what is left. */
const partRows = (n: number, sizes: PartSizes, labels: Cell[] | undefined, options: DealOptions): Rows => {
  const common = { shuffle: options.shuffle, randomState: options.randomState };
  const sizesOf = (train: number, test: number) => ({ ...common, trainSize: train, testSize: test });
  if (sizes.test === 0) {
    const { train, test } = trainTestRows(n, labels, sizesOf(sizes.train, sizes.dev), "split");
    return { train, dev: test, test: new Int32Array(0) };
  }
  const first = trainTestRows(n, labels, sizesOf(sizes.train + sizes.dev, sizes.test), "split");
  const rest = first.train;
  const left = labels === undefined ? undefined : [...rest].map((row) => labels[row]!);
  const second = trainTestRows(rest.length, left, sizesOf(sizes.train, sizes.dev), "split");
  const outer = (rows: Int32Array): Int32Array => rows.map((row) => rest[row]!);
  return { train: outer(second.train), dev: outer(second.test), test: first.test };
};

/**
 * Splits into train, dev and test. The parts remember what they are: fitting a transform on dev or test, or
 * on the whole, throws `LeakageError`.
 *
 * The rows are those of scikit-learn's `train_test_split` called twice with the same `random_state`: first
 * `test_size=nTest, train_size=nTrain + nDev` on all rows, then `test_size=nDev, train_size=nTrain` on that
 * train part (stratified by the same labels), where nTest = ceil(test · n), nDev = ceil(dev · n) and nTrain
 * is the rest.
 *
 * With `groups` no group is torn, with `time` train is earlier than dev and dev earlier than test; parts then
 * come as near to their sizes as groups and moments allow.
 *
 * @param data A table or array, or an object of several that are split alike.
 * @param options Sizes (of two given the third is the rest) or a `preset`, by default chosen by the number of
 *   rows (`explainSplit` says how and why); `stratify`, `groups` or `time`; `randomState`.
 * @throws DataError for sizes that do not fit, classes too small to stratify, or too few groups or times;
 *   LeakageError when a transform
 *   was already fitted on rows that would be held out.
 * @example
 * ```ts
 * const { train, dev, test } = split(table, { train: 0.6, dev: 0.2, test: 0.2, stratify: "species" });
 * const parts = split({ x, y }, { train: 60, dev: 20, test: 20, randomState: 1 });
 * parts.train.x;
 * split(table, { preset: "98/1/1", groups: "patient", randomState: 1 });
 * split(table, { time: "day" });
 * ```
 */
export function split<T extends Splittable>(data: T, options: TrainDevOptions): TrainDev<T>;
export function split<T extends SplittableRecord>(data: T, options: TrainDevOptions): TrainDev<T>;
export function split<T extends Splittable>(data: T, options?: SplitOptions): Parts<T>;
export function split<T extends SplittableRecord>(data: T, options?: SplitOptions): Parts<T>;
export function split(
  data: Splittable | SplittableRecord,
  options: SplitOptions | TrainDevOptions = {},
): unknown {
  checkOptions("split", options, optionNames);
  const entries = entriesOf(data, "split");
  const { single, arrays, n } = entries;
  const sizes = partSizes(n, options, "split");
  const parts = sizes.test === 0 ? names.slice(0, 2) : names;
  const whole = dealWhole(
    options,
    entries,
    parts.map((part) => sizes[part]),
    "split",
  );
  const rows: Rows =
    whole === undefined
      ? partRows(n, sizes, labelsIn(options.stratify, entries, "split", "stratify"), options)
      : { train: whole[0]!, dev: whole[1]!, test: whole[2] ?? new Int32Array(0) };
  const places = arrays.map((array) => placeOf(array, n));
  if (options.allowLeakage !== true) {
    const held = [...rows.dev, ...rows.test];
    for (const place of places) guardSplit(place, held, "split");
  }
  const out: Record<string, Record<string, Splittable>> = {};
  for (const part of parts) out[part] = {};
  entries.names.forEach((key, i) => {
    for (const part of parts) out[part]![key] = rowsOf(arrays[i]!, rows[part]);
    recordSplit(
      places[i]!,
      parts.map((part) => ({ part, rows: rows[part], data: out[part]![key]! })),
    );
  });
  if (!single) return out;
  return Object.fromEntries(parts.map((part) => [part, out[part]!.data]));
}
