import type { Cell } from "../cell";
import { DataError } from "../errors";
import { guardSplit, type LeakageOptions, recordSplit } from "../leakage/guard";
import { type Part, placeOf } from "../leakage/provenance";
import type { RandomStateLike } from "../random/random-state";
import { labelsIn, type Stratify } from "./labels";
import { entriesOf, rowsOf, type Splittable } from "./splittable";
import { trainTestRows } from "./train-test-split";

/**
 * Options of {@link split}.
 *
 * @example
 * ```ts
 * const options: SplitOptions = { train: 0.6, dev: 0.2, test: 0.2, stratify: "species", randomState: 1 };
 * ```
 */
export interface SplitOptions extends LeakageOptions {
  /** A fraction (rounded down) or a count; default: what dev and test leave, or 0.6. */
  train?: number | undefined;
  /** A fraction (rounded up) or a count; default: what train and test leave, or 0.2. */
  dev?: number | undefined;
  /** A fraction (rounded up) or a count; default: what train and dev leave, or 0.2. */
  test?: number | undefined;
  /** Keep the proportions of these classes in all parts: a column name or one label a row; default: no. */
  stratify?: Stratify | null | undefined;
  /** The seed; default: another split each time. */
  randomState?: RandomStateLike;
  /** Deal the rows in random order; default true. false keeps their order: train, then dev, then test. */
  shuffle?: boolean | undefined;
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
const defaults: Readonly<Record<Part, number>> = { train: 0.6, dev: 0.2, test: 0.2 };

const refuse = (received: string, mend: string): DataError =>
  new DataError(
    `split: expected train, dev and test as fractions that sum to 1 or as counts, received ${received}; ${mend}`,
  );

const partSizes = (n: number, options: SplitOptions): Record<Part, number> => {
  const given = names.filter((name) => options[name] !== undefined);
  const asked = given.length === 0 ? defaults : options;
  const written = names.map((name) => `${name} ${String(options[name])}`).join(", ");
  const sizes: Partial<Record<Part, number>> = {};
  let fractions = 0;
  for (const name of names) {
    const size = asked[name];
    if (size === undefined) continue;
    const fraction = size > 0 && size < 1;
    if (!fraction && !(Number.isInteger(size) && size >= 1)) {
      throw refuse(written, `give ${name} at least one row; for two parts only use trainTestSplit`);
    }
    if (fraction) fractions += size;
    // The rounding error of a product such as 0.07 * 100 must not move a row that nobody asked for.
    const exact = size * n;
    sizes[name] = !fraction ? size : name === "train" ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9);
  }
  if (fractions > 1 + 1e-9) throw refuse(written, `they sum to ${fractions}; lower one of them`);
  const open = names.filter((name) => sizes[name] === undefined);
  if (open.length > 1) throw refuse(written, "give at least two of the three; the third is the rest");
  const taken = names.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  if (open.length === 1) sizes[open[0]!] = n - taken;
  else if (Math.abs(fractions - 1) < 1e-9) sizes.train = n - sizes.dev! - sizes.test!;
  const total = sizes.train! + sizes.dev! + sizes.test!;
  if (total > n || names.some((name) => sizes[name]! < 1)) {
    throw refuse(
      `${written} of ${n} rows, which makes train ${sizes.train}, dev ${sizes.dev}, test ${sizes.test}`,
      "every part needs a row and together they cannot have more than there are",
    );
  }
  return sizes as Record<Part, number>;
};

/** The rows of the three parts: test is split off first, then dev from what is left. */
const partRows = (
  n: number,
  sizes: Record<Part, number>,
  labels: Cell[] | undefined,
  options: SplitOptions,
): Record<Part, Int32Array> => {
  const common = { shuffle: options.shuffle, randomState: options.randomState };
  const first = trainTestRows(
    n,
    labels,
    { ...common, trainSize: sizes.train + sizes.dev, testSize: sizes.test },
    "split",
  );
  const rest = first.train;
  const left = labels === undefined ? undefined : [...rest].map((row) => labels[row]!);
  const second = trainTestRows(
    rest.length,
    left,
    { ...common, trainSize: sizes.train, testSize: sizes.dev },
    "split",
  );
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
 * @param data A table or array, or an object of several that are split alike.
 * @param options Sizes (default 0.6, 0.2, 0.2; of two given the third is the rest), `stratify`, `randomState`.
 * @throws DataError for sizes that do not fit or classes too small to stratify; LeakageError when a transform
 *   was already fitted on rows that would be held out.
 * @example
 * ```ts
 * const { train, dev, test } = split(table, { train: 0.6, dev: 0.2, test: 0.2, stratify: "species" });
 * const parts = split({ x, y }, { train: 60, dev: 20, test: 20, randomState: 1 });
 * parts.train.x;
 * ```
 */
export function split<T extends Splittable>(data: T, options?: SplitOptions): Parts<T>;
export function split<T extends Readonly<Record<string, Splittable>>>(
  data: T,
  options?: SplitOptions,
): Parts<T>;
export function split(
  data: Splittable | Readonly<Record<string, Splittable>>,
  options: SplitOptions = {},
): Parts<unknown> {
  const entries = entriesOf(data, "split");
  const { single, arrays, n } = entries;
  const sizes = partSizes(n, options);
  const labels = labelsIn(options.stratify, entries, "split", "stratify");
  const rows = partRows(n, sizes, labels, options);
  const places = arrays.map((array) => placeOf(array, n));
  if (options.allowLeakage !== true) {
    const held = [...rows.dev, ...rows.test];
    for (const place of places) guardSplit(place, held, "split");
  }
  const parts: Record<Part, Record<string, Splittable>> = { train: {}, dev: {}, test: {} };
  entries.names.forEach((key, i) => {
    for (const part of names) parts[part][key] = rowsOf(arrays[i]!, rows[part]);
    recordSplit(
      places[i]!,
      names.map((part) => ({ part, rows: rows[part], data: parts[part][key]! })),
    );
  });
  const pick = (part: Part): unknown => (single ? parts[part].data : parts[part]);
  return { train: pick("train"), dev: pick("dev"), test: pick("test") } as Parts<unknown>;
}
