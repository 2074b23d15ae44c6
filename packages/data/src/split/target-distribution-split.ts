import { type Cell, showCell } from "../cell";
import { DataError } from "../errors";
import { guardSplit, type LeakageOptions, recordSplit } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import { checkOptions } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { labelsIn, refuseMissing, type Stratify } from "./labels";
import { entriesOf, rowsOf, type Splittable, type SplittableRecord } from "./splittable";
import { type TargetReport, targetReport } from "./target-report";

/**
 * Options of {@link targetDistributionSplit}.
 *
 * @example
 * ```ts
 * const options: TargetDistributionOptions = { source: "camera", target: "phone", dev: 2000, test: 2000 };
 * ```
 */
export interface TargetDistributionOptions extends LeakageOptions {
  /** Where each row comes from: a column name, the name of one of several arrays, or one label a row. */
  source: Stratify;
  /** The source, or the sources, that the network will meet. */
  target: Cell | readonly Cell[];
  /** A fraction of the target's rows (rounded up) or a count; default 0.25. */
  dev?: number | undefined;
  /** A fraction of the target's rows (rounded up) or a count; default 0.25. */
  test?: number | undefined;
  /**
   * A fraction (rounded up) or a count of the rows that are left to train on, 0 for none; default: as many as
   * dev, but no more than a tenth of them.
   */
  trainDev?: number | undefined;
  /** The seed; default: another split each time. */
  randomState?: RandomStateLike;
}

/**
 * The parts of {@link targetDistributionSplit}.
 *
 * @example
 * ```ts
 * const parts: TargetParts<Table> = targetDistributionSplit(table, { source: "camera", target: "phone" });
 * ```
 */
export interface TargetParts<T> {
  /** To fit on: all of the other sources, and what dev and test leave of the target. */
  readonly train: T;
  /** Held out of train, from the same mixture: what is worse on dev than here is due to the distribution. */
  readonly trainDev: T;
  /** To choose by: the target only. */
  readonly dev: T;
  /** To judge by, once: the target only. */
  readonly test: T;
  /** How many rows of the target each part holds. */
  readonly report: TargetReport;
}

const who = "targetDistributionSplit";
const names = ["train", "trainDev", "dev", "test"] as const;
const optionNames = ["source", "target", "dev", "test", "trainDev", "randomState", "allowLeakage"];

const sizeOf = (option: string, size: number, of: number, least: number): number => {
  if (size > 0 && size < 1) return Math.ceil(size * of - 1e-9);
  if (Number.isInteger(size) && size >= least) return size;
  throw new DataError(
    `${who}: expected ${option} as a fraction between 0 and 1 or a count of at least ${least}, received ${String(size)}; give for example 0.25`,
  );
};

/** 1 for each row of the target. */
const marksOf = (labels: readonly Cell[], target: Cell | readonly Cell[]): Uint8Array => {
  const wanted = new Set<Cell>(Array.isArray(target) ? (target as readonly Cell[]) : [target as Cell]);
  const sources = new Set(labels);
  for (const one of wanted) {
    if (sources.has(one)) continue;
    const shown = [...sources].slice(0, 8).map(showCell).join(", ");
    throw new DataError(
      `${who}: expected target to be one of the sources (${shown}), received ${showCell(one)}, of which there is no row; name the source that the network will meet`,
    );
  }
  return Uint8Array.from(labels, (label) => (wanted.has(label) ? 1 : 0));
};

const dealRows = (
  isTarget: Uint8Array,
  options: TargetDistributionOptions,
): Record<(typeof names)[number], Int32Array> => {
  const n = isTarget.length;
  const all = Int32Array.from({ length: n }, (_, row) => row);
  const ofTarget = all.filter((row) => isTarget[row] === 1);
  const test = sizeOf("test", options.test ?? 0.25, ofTarget.length, 1);
  const dev = sizeOf("dev", options.dev ?? 0.25, ofTarget.length, 1);
  if (test + dev > ofTarget.length) {
    throw new DataError(
      `${who}: expected dev and test to hold at most the ${ofTarget.length} rows of the target, received ${dev} and ${test}; ` +
        "lower one of them, or collect more of what the network will meet",
    );
  }
  const random = randomState(options.randomState);
  const dealt = random.shuffle(ofTarget);
  const held = new Uint8Array(n);
  for (const row of dealt.subarray(0, test + dev)) held[row] = 1;
  const pool = random.shuffle(all.filter((row) => held[row] === 0));
  const trainDev =
    options.trainDev === undefined
      ? Math.min(dev, Math.floor(pool.length / 10))
      : sizeOf("trainDev", options.trainDev, pool.length, 0);
  if (trainDev >= pool.length) {
    throw new DataError(
      `${who}: expected rows for train, received ${pool.length} besides dev and test of which trainDev would take ${trainDev}; lower dev, test or trainDev`,
    );
  }
  return {
    train: pool.slice(trainDev),
    trainDev: pool.slice(0, trainDev),
    dev: dealt.slice(test, test + dev),
    test: dealt.slice(0, test),
  };
};

/**
 * Splits data of several sources when only one of them is what the network will meet, as 8,000 pictures from
 * phones among 108,000 of which the others come from web pages. Dev and test hold the target only; train holds
 * all of the others and the rest of the target. A shuffle would put 148 phone pictures into a dev part of
 * 2,000, and one would steer by the others.
 *
 * A part `trainDev` is held out of train, with the same mixture. A model that is much worse on it than on train
 * overfits; one that is good on it and worse on dev has learned another distribution.
 *
 * @param data A table or array, or an object of several that are split alike.
 * @param options `source` and `target` tell which rows are which; `dev` and `test` (default a quarter of the
 *   target's rows each), `trainDev`, `randomState`.
 * @returns The four parts, and a `report` of how many rows of the target each holds.
 * @throws DataError for a source that is not there, and for sizes that do not fit; LeakageError when a transform
 *   was already fitted on rows that would be held out.
 * @example
 * ```ts
 * const camera = Array.from({ length: 108000 }, (_, i) => (i < 100000 ? "web" : "phone"));
 * const sizes = { dev: 2000, test: 2000 };
 * const { train, dev, report } = targetDistributionSplit({ camera }, { source: "camera", target: "phone", ...sizes });
 * report.dev; // { rows: 2000, target: 2000, share: 1 }
 * report.shuffled.dev.target; // 148
 * ```
 */
export function targetDistributionSplit<T extends Splittable>(
  data: T,
  options: TargetDistributionOptions,
): TargetParts<T>;
export function targetDistributionSplit<T extends SplittableRecord>(
  data: T,
  options: TargetDistributionOptions,
): TargetParts<T>;
export function targetDistributionSplit(
  data: Splittable | SplittableRecord,
  options: TargetDistributionOptions,
): unknown {
  checkOptions(who, options ?? {}, optionNames);
  const entries = entriesOf(data, who);
  const labels = labelsIn(options?.source, entries, who, "source");
  if (labels === undefined || options.target === undefined) {
    throw new DataError(
      `${who}: expected the options source and target, which tell the rows that the network will meet, received ${labels === undefined ? "no source" : "no target"}; ` +
        'pass for example { source: "camera", target: "phone" }',
    );
  }
  refuseMissing(labels, who, "a source in every row");
  const isTarget = marksOf(labels, options.target);
  const rows = dealRows(isTarget, options);
  const places = entries.arrays.map((array) => placeOf(array, entries.n));
  if (options.allowLeakage !== true) {
    const held = [...rows.trainDev, ...rows.dev, ...rows.test];
    for (const place of places) guardSplit(place, held, who);
  }
  const out: Record<string, unknown> = { report: targetReport(rows, isTarget) };
  for (const part of names) {
    const taken = entries.arrays.map((array) => rowsOf(array, rows[part]));
    taken.forEach((one, i) => {
      recordSplit(places[i]!, [{ part, rows: rows[part], data: one }]);
    });
    out[part] = entries.single
      ? taken[0]
      : Object.fromEntries(entries.names.map((name, i) => [name, taken[i]]));
  }
  return out;
}
