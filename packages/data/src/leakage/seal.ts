import { DataError } from "../errors";

/**
 * One evaluation on a test part.
 *
 * @example
 * ```ts
 * const { what, when }: Evaluation = evaluations(test)[0];
 * ```
 */
export interface Evaluation {
  /** What judged it, with its result as far as that was told. */
  readonly what: string;
  /** When, as an ISO time. */
  readonly when: string;
}

/**
 * What arrays and tables of a test part carry under `Symbol.for("wellfit.part")`, not enumerable, so that
 * any package can tell an evaluation without importing this one.
 *
 * @example
 * ```ts
 * const mark = xTest[Symbol.for("wellfit.part")] as PartMark | undefined;
 * const warning = mark?.evaluated("my model, accuracy 0.93");
 * if (warning !== undefined) console.warn(warning);
 * ```
 */
export interface PartMark {
  /** The part: "test". */
  readonly part: "test";
  /** The file or generator that the rows came from, as far as it has a name. */
  readonly source: string;
  /**
   * Notes an evaluation. The same `what` again, with the same `key`, is the same evaluation. What judges a
   * model (`by` "model") and what judges predictions (`by` "predictions") are counted apart, because the
   * metrics of a model that was just evaluated are no second look.
   *
   * @param what What was evaluated, with its result.
   * @param options `by` (default "model"), and `key`, which is the same for the same predictions (default: `what`).
   * @returns A warning to print, the first time that this is another evaluation than those before.
   */
  evaluated(
    what: string,
    options?: { readonly by?: "model" | "predictions"; readonly key?: string },
  ): string | undefined;
}

/** Where other packages look for the mark. */
const symbol: symbol = /* @__PURE__ */ Symbol.for("wellfit.part");

/** The mark of a test part, with its record. */
class Seal implements PartMark {
  readonly part = "test" as const;
  readonly source: string;
  readonly record: Evaluation[] = [];
  private readonly keys = { model: new Set<string>(), predictions: new Set<string>() };
  private told = false;

  constructor(source: string) {
    this.source = source;
  }

  evaluated(
    what: string,
    { by = "model", key = what }: { readonly by?: "model" | "predictions"; readonly key?: string } = {},
  ): string | undefined {
    const keys = this.keys[by];
    if (keys.has(key)) return undefined;
    keys.add(key);
    const before = [...this.record];
    this.record.push({ what, when: new Date().toISOString() });
    if (keys.size < 2 || this.told) return undefined;
    this.told = true;
    const earlier = before.map((one) => `${one.what} at ${one.when}`).join("; ");
    return (
      `the test part of ${this.source} was evaluated before (${earlier}), and now again (${what}). ` +
      "Whoever looks at test twice begins to choose by it, and what is chosen by it scores too well on it. " +
      "Right way: compare and stop by dev, and evaluate on test once, at the very end. evaluations(test) lists all; this is told once"
    );
  }
}

// Arrays that are split alike get the same list of rows: x and y of one test part share a seal.
const seals: WeakMap<object, Seal> = /* @__PURE__ */ new WeakMap();

/** The seal of the test part with these rows (the very list, not its numbers). */
export const sealFor = (rows: ArrayLike<number>, source: string): object => {
  const seal = seals.get(rows) ?? new Seal(source);
  seals.set(rows, seal);
  return seal;
};

const sealOf = (data: unknown): Seal | undefined => {
  if (typeof data !== "object" || data === null) return undefined;
  const seal = (data as Record<symbol, unknown>)[symbol];
  return seal instanceof Seal ? seal : undefined;
};

/**
 * The evaluations on a test part so far, whatever array or table of it is given: those by `model.evaluate`
 * and `validationData` of `@wellfit/layers`, and those by the metrics of this package. From the second on it
 * is no longer an honest test. Metrics of the same predictions count once; so does a model that is evaluated
 * again with the same result.
 *
 * @param test A test part of `split` or `trainTestSplit`, or what was made of it by verbs and transforms.
 * @throws DataError for what does not come from a test part.
 * @example
 * ```ts
 * const { test } = split(table, { randomState: 1 });
 * evaluations(test); // []
 * ```
 */
export function evaluations(test: object): readonly Evaluation[] {
  const seal = sealOf(test);
  if (seal !== undefined) return [...seal.record];
  throw new DataError(
    "evaluations: expected the test part of a split, or what was made of it, received something else; give the test part that split or trainTestSplit gave",
  );
}

type Values = { readonly length: number; at(row: number): unknown };

const valuesOf = (data: unknown): Values | undefined => {
  if (typeof data !== "object" || data === null) return undefined;
  const { data: inner, toArray } = data as { data?: unknown; toArray?: unknown };
  if (Array.isArray(data) || ArrayBuffer.isView(data)) return data as unknown as Values;
  if (ArrayBuffer.isView(inner)) return inner as unknown as Values;
  return typeof toArray === "function" ? ((data as { toArray(): unknown[] }).toArray() as Values) : undefined;
};

/** FNV-1a over texts. */
const hashTexts = (n: number, text: (i: number) => string): string => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < n; i++) {
    const part = `${text(i)};`;
    for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  }
  return `${n}:${hash >>> 0}`;
};

/** A number for each distinct value, in order of appearance: labels and class numbers that say the same agree. */
const byAppearance = (n: number, value: (i: number) => unknown): string => {
  const seen = new Map<unknown, number>();
  return hashTexts(n, (i) => {
    const one = value(i);
    if (!seen.has(one)) seen.set(one, seen.size);
    return String(seen.get(one));
  });
};

const largest = (row: readonly number[]): number =>
  row.reduce((best, value, i) => (value > row[best]! ? i : best), 0);

/** What is the same for the same predictions, as labels, class numbers or probabilities. */
const keyOf = (yTrue: unknown, yPred: unknown): string => {
  const values = valuesOf(yPred);
  if (values === undefined) return "unknown";
  const rows = valuesOf(yTrue)?.length ?? values.length;
  const nested = values.at(0);
  if (Array.isArray(nested) || ArrayBuffer.isView(nested)) {
    return byAppearance(values.length, (i) => largest(Array.from(values.at(i) as ArrayLike<number>)));
  }
  const width = rows === 0 ? 1 : values.length / rows;
  if (Number.isInteger(width) && width > 1) {
    const row = (i: number): number[] =>
      Array.from({ length: width }, (_, j) => Number(values.at(i * width + j)));
    return byAppearance(rows, (i) => largest(row(i)));
  }
  const all = Array.from({ length: values.length }, (_, i) => values.at(i));
  const truth = valuesOf(yTrue);
  const areClasses =
    truth !== undefined &&
    new Set(Array.from({ length: truth.length }, (_, i) => truth.at(i))).size <=
      Math.max(2, Math.sqrt(rows) + 1);
  const areProbabilities = all.every((value) => typeof value === "number" && value >= 0 && value <= 1);
  if (areClasses && areProbabilities) return byAppearance(all.length, (i) => (all[i] as number) > 0.5);
  return areClasses ? byAppearance(all.length, (i) => all[i]) : hashTexts(all.length, (i) => String(all[i]));
};

/**
 * Tells the test part that predictions were judged by it, if the truth comes from one; prints a warning when
 * these are other predictions than those before. Metrics call it with what they were given. Labels, class
 * numbers and probabilities of the same predictions count once.
 *
 * @param yTrue The truth, which may come from a test part.
 * @param yPred What was predicted: labels, numbers, or scores of shape [rows] or [rows, classes].
 * @param what The name of the metric.
 */
export const noteEvaluation = (yTrue: unknown, yPred: unknown, what: string = "a metric"): void => {
  const seal = sealOf(yTrue);
  if (seal === undefined) return;
  const warning = seal.evaluated(what, { by: "predictions", key: keyOf(yTrue, yPred) });
  if (warning !== undefined) console.warn(`${what}: ${warning}`);
};
