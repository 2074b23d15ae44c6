import { checkOptions, wholeNumber } from "../options";
import { enoughRows, type PartSizeOptions, partSizes } from "./presets";
import { entriesOf, type Splittable, type SplittableRecord } from "./splittable";

/**
 * How many rows `split` gives each part, and why.
 *
 * @example
 * ```ts
 * const plan: SplitPlan = explainSplit(1000000);
 * plan.name; // "98/1/1"
 * ```
 */
export interface SplitPlan {
  /** How many rows there are. */
  readonly rows: number;
  /** The rows of train. */
  readonly train: number;
  /** The rows of dev. */
  readonly dev: number;
  /** The rows of test; 0 when there is no test part. */
  readonly test: number;
  /** The shares in percent, such as "60/20/20". */
  readonly name: string;
  /** The reason, in a few sentences. */
  readonly why: string;
}

const percent = (part: number, n: number): string => {
  const share = (100 * part) / n;
  return String(Number(share >= 10 ? share.toFixed(1) : share.toPrecision(2)));
};

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** What so many answers tell of an error rate: the half width of its 95% interval, where it is widest. */
const precision = (rows: number): string => {
  const points = 98 / Math.sqrt(rows);
  const shown = points >= 10 ? Math.round(points) : Number(points.toPrecision(2));
  return `${grouped(rows)} ${rows === 1 ? "row tells" : "rows tell"} an error rate to within ${shown} percentage point${shown === 1 ? "" : "s"} (95 times of 100, at worst)`;
};

const whyDefault = (n: number, dev: number, name: string): string => {
  if (n * 0.2 <= enoughRows) {
    return (
      `${grouped(n)} rows are few, so dev and test take a fifth each (${name}): ${precision(dev)}, ` +
      "and with fewer two networks could hardly be told apart. Train gets the rest."
    );
  }
  const share = percent(dev, n);
  return (
    `${grouped(n)} rows are many, and what dev and test need is a number of rows, not a share: ${precision(dev)}. ` +
    `So ${share}% each is enough (${name}), and train keeps the rows that a fifth would have cost.`
  );
};

/**
 * Tells how many rows `split` would give each part, and why: without sizes or a preset dev and test get a
 * fifth each up to 50,000 rows, then 10,000 rows each (98/1/1 of a million rows), and 0.25% each from four
 * million rows on.
 *
 * @param data What is to be split, or its number of rows.
 * @param options Sizes or a `preset`, as `split` takes them.
 * @throws DataError for sizes that do not fit the rows, as `split`.
 * @example
 * ```ts
 * explainSplit(344).name; // "60/20/20"
 * explainSplit(344).dev; // 69
 * explainSplit(1000000).test; // 10000
 * explainSplit(1000000).why; // "1,000,000 rows are many, and what dev and test need is a number of rows, not a share: 10,000 rows tell an error rate to within 0.98 percentage points…"
 * ```
 */
export function explainSplit(
  data: number | Splittable | SplittableRecord,
  options: PartSizeOptions = {},
): SplitPlan {
  const who = "explainSplit";
  checkOptions(who, options, ["train", "dev", "test", "preset"]);
  const rows =
    typeof data === "number" ? wholeNumber(who, "the number of rows", data, 1) : entriesOf(data, who).n;
  const { train, dev, test } = partSizes(rows, options, who);
  const parts = test === 0 ? [train, dev] : [train, dev, test];
  const free = Object.values(options).every((value) => value === undefined);
  const name = free && rows * 0.2 <= enoughRows ? "60/20/20" : parts.map((n) => percent(n, rows)).join("/");
  const why = free
    ? whyDefault(rows, dev, name)
    : `These are the sizes that were asked for (${options.preset ?? name}). In dev ${precision(dev)}` +
      `${test === 0 ? "; there is no test part, so nothing tells how well the chosen network will do" : `, in test ${precision(test)}`}.`;
  return { rows, train, dev, test, name: options.preset ?? name, why };
}
