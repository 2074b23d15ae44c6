import { DataError } from "../errors";
import { oneOf } from "../options";

/**
 * Shares of train, dev and test that go by their numbers, in percent.
 *
 * @example
 * ```ts
 * const preset: SplitPreset = "98/1/1";
 * ```
 */
export type SplitPreset = "60/20/20" | "98/1/1" | "99.5/0.25/0.25" | "99.5/0.4/0.1";

/** How large each part is to be. */
export interface PartSizeOptions {
  /** A fraction (rounded down) or a count; default: what dev and test leave. */
  train?: number | undefined;
  /** A fraction (rounded up) or a count; default: what train and test leave. */
  dev?: number | undefined;
  /** A fraction (rounded up) or a count; default: what train and dev leave. */
  test?: number | undefined;
  /**
   * The three shares by name; "70/30" is train and dev without a test part. Default, when no size is given
   * either: 60/20/20 up to 50,000 rows, then 10,000 rows each in dev and test (98/1/1 of a million), and 0.25%
   * each from four million rows on.
   */
  preset?: SplitPreset | "70/30" | undefined;
}

/** How many rows each part gets; test is 0 when there is no test part. */
export interface PartSizes {
  readonly train: number;
  readonly dev: number;
  readonly test: number;
}

const shares: Readonly<Record<SplitPreset | "70/30", PartSizes>> = {
  "70/30": { train: 0.7, dev: 0.3, test: 0 },
  "60/20/20": { train: 0.6, dev: 0.2, test: 0.2 },
  "98/1/1": { train: 0.98, dev: 0.01, test: 0.01 },
  "99.5/0.25/0.25": { train: 0.995, dev: 0.0025, test: 0.0025 },
  "99.5/0.4/0.1": { train: 0.995, dev: 0.004, test: 0.001 },
};

/** As many rows as tell an error rate to within one percentage point, 95 times of 100. */
export const enoughRows = 10_000;

const names = ["train", "dev", "test"] as const;

const refuse = (who: string, received: string, mend: string): DataError =>
  new DataError(
    `${who}: expected train, dev and test as fractions that sum to 1 or as counts, received ${received}; ${mend}`,
  );

/** The default: a fifth each, but no more than enough, and no less than a quarter of a percent. */
const bySize = (n: number): PartSizes => {
  const held = Math.max(enoughRows, Math.ceil(n * 0.0025));
  return n * 0.2 <= enoughRows ? shares["60/20/20"] : { train: n - 2 * held, dev: held, test: held };
};

const asked = (n: number, options: PartSizeOptions, who: string): Omit<PartSizeOptions, "preset"> => {
  const given = names.filter((name) => options[name] !== undefined);
  const { preset } = options;
  if (preset === undefined) return given.length === 0 ? bySize(n) : options;
  oneOf(who, "preset", preset, Object.keys(shares) as SplitPreset[]);
  if (given.length === 0) return shares[preset];
  throw new DataError(
    `${who}: expected a preset or sizes, received preset "${preset}" and ${given.join(", ")}; leave one of them out`,
  );
};

/** How many rows each part gets of `n`. */
export const partSizes = (n: number, options: PartSizeOptions, who: string): PartSizes => {
  const wanted = asked(n, options, who);
  const without = options.preset === "70/30" ? "test" : undefined;
  const written = names.map((name) => `${name} ${String(options[name])}`).join(", ");
  const sizes: { train?: number; dev?: number; test?: number } = {};
  let fractions = 0;
  for (const name of names) {
    const size = wanted[name];
    if (size === undefined) continue;
    const fraction = size > 0 && size < 1;
    if (!fraction && !(Number.isInteger(size) && size >= 1) && name !== without) {
      throw refuse(who, written, `give ${name} at least one row; for two parts only use trainTestSplit`);
    }
    if (fraction) fractions += size;
    // The rounding error of a product such as 0.07 * 100 must not move a row that nobody asked for.
    const exact = size * n;
    sizes[name] = !fraction ? size : name === "train" ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9);
  }
  if (fractions > 1 + 1e-9) throw refuse(who, written, `they sum to ${fractions}; lower one of them`);
  const open = names.filter((name) => sizes[name] === undefined);
  if (open.length > 1) throw refuse(who, written, "give at least two of the three; the third is the rest");
  const taken = names.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  if (open.length === 1) sizes[open[0]!] = n - taken;
  else if (Math.abs(fractions - 1) < 1e-9) sizes.train = n - sizes.dev! - sizes.test!;
  const { train, dev, test } = sizes as PartSizes;
  if (train + dev + test > n || names.some((name) => name !== without && sizes[name]! < 1)) {
    throw refuse(
      who,
      `${written} of ${n} rows, which makes train ${train}, dev ${dev}, test ${test}`,
      "every part needs a row and together they cannot have more than there are",
    );
  }
  return { train, dev, test };
};
