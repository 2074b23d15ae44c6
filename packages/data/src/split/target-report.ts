/**
 * How much of a part comes from the target distribution.
 *
 * @example
 * ```ts
 * const share: TargetShare = { rows: 2000, target: 2000, share: 1 };
 * ```
 */
export interface TargetShare {
  /** How many rows the part has. */
  readonly rows: number;
  /** How many of them come from the target distribution. */
  readonly target: number;
  /** The share of these, 0 to 1. */
  readonly share: number;
}

/**
 * What `targetDistributionSplit` put where, and what a shuffle of all rows would have put into dev and test.
 *
 * @example
 * ```ts
 * const { report } = targetDistributionSplit(table, { source: "camera", target: "phone", randomState: 1 });
 * const { dev, shuffled }: TargetReport = report;
 * dev.share; // 1
 * ```
 */
export interface TargetReport {
  /** The part to fit on. */
  readonly train: TargetShare;
  /** The part that is held out of train, from the same distribution. */
  readonly trainDev: TargetShare;
  /** The part to choose by. */
  readonly dev: TargetShare;
  /** The part to judge by. */
  readonly test: TargetShare;
  /** The alternative: as many rows of all that were shuffled together (what is to be expected, rounded). */
  readonly shuffled: {
    /** The part to choose by. */
    readonly dev: TargetShare;
    /** The part to judge by. */
    readonly test: TargetShare;
  };
  /** The same as a small table in words. */
  toString(): string;
}

const parts = ["train", "trainDev", "dev", "test"] as const;

const line = (name: string, { rows, target, share }: TargetShare): string =>
  `${name.padEnd(10)}${String(rows).padStart(9)}${String(target).padStart(14)}${`${(100 * share).toFixed(1)}%`.padStart(9)}`;

const shareOf = (rows: number, target: number): TargetShare => ({
  rows,
  target,
  share: rows === 0 ? 0 : target / rows,
});

/**
 * The report on a split.
 *
 * @param rows The rows of each part.
 * @param isTarget 1 for each row of the target distribution.
 */
export const targetReport = (
  rows: Readonly<Record<(typeof parts)[number], Int32Array>>,
  isTarget: Uint8Array,
): TargetReport => {
  const count = (list: Int32Array): number => list.reduce((sum, row) => sum + isTarget[row]!, 0);
  const of = (name: (typeof parts)[number]): TargetShare => shareOf(rows[name].length, count(rows[name]));
  const all = isTarget.reduce((sum, one) => sum + one, 0) / isTarget.length;
  const shuffled = (n: number): TargetShare => shareOf(n, Math.round(n * all));
  const report = {
    train: of("train"),
    trainDev: of("trainDev"),
    dev: of("dev"),
    test: of("test"),
    shuffled: { dev: shuffled(rows.dev.length), test: shuffled(rows.test.length) },
  };
  const toString = (): string =>
    [
      `${"part".padEnd(10)}${"rows".padStart(9)}${"of the target".padStart(14)}${"share".padStart(9)}`,
      ...parts.map((name) => line(name, report[name])),
      "if all rows were shuffled together:",
      line("dev", report.shuffled.dev),
      line("test", report.shuffled.test),
    ].join("\n");
  return Object.defineProperty(report, "toString", { value: toString }) as TargetReport;
};
