import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { type PrincipalAxes, principalAxes } from "../linalg/principal-axes";
import { project } from "../linalg/project";
import { blockRows } from "../linalg/tile";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { count } from "../wording";
import { completeNumbers } from "./complete-numbers";
import type { Feature, Frame, NumberFeature } from "./frame";
import { decodeCell, encodeNumbers, type JsonObject, numbersField } from "./json";
import { likelyRank } from "./minka";
import { InvertibleTransform } from "./numeric";

/**
 * Options of {@link pca}.
 *
 * @example
 * ```ts
 * const options: PcaOptions = { nComponents: 0.95, whiten: true };
 * ```
 */
export interface PcaOptions extends LeakageOptions {
  /**
   * How many components to keep: a count; a fraction between 0 and 1, for as many as explain more than this
   * part of the variance; "mle" for Minka's guess; default all, min(rows, features).
   */
  nComponents?: number | "mle" | null | undefined;
  /** Divide each component by its standard deviation, so that all have variance 1; default false. */
  whiten?: boolean | undefined;
}

const checkWish = (wish: unknown): number | "mle" | null => {
  if (wish === null || wish === undefined) return null;
  if (wish === "mle") return wish;
  if (typeof wish === "number" && wish > 0 && (wish < 1 || Number.isInteger(wish))) return wish;
  throw new DataError(
    `pca: expected nComponents as a count of at least 1, a fraction between 0 and 1, or "mle", received ${JSON.stringify(wish) ?? String(wish)}; give for example 2 or 0.95`,
  );
};

function* meansOf(features: readonly NumberFeature[], nRows: number): Generator<void, Float64Array> {
  const means = new Float64Array(features.length);
  for (let j = 0; j < means.length; j++) {
    means[j] = sumOf(features[j]!.numbers) / nRows;
    if (j % 8 === 7) yield;
  }
  return means;
}

// Four sums, so that one need not wait for the other.
const sumOf = (numbers: Float64Array): number => {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = numbers.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += numbers[i]!;
    b += numbers[i + 1]!;
    c += numbers[i + 2]!;
    d += numbers[i + 3]!;
  }
  for (let i = whole; i < numbers.length; i++) a += numbers[i]!;
  return a + c + (b + d);
};

const allNumbers = (features: readonly Feature[]): features is readonly NumberFeature[] =>
  features.every((feature) => "numbers" in feature);

/** What is learned: everything but the mean belongs to one component each. */
interface Learned {
  readonly mean: Float64Array;
  readonly axes: Float64Array;
  readonly variances: Float64Array;
  readonly ratios: Float64Array;
  readonly singular: Float64Array;
  readonly noise: number;
  readonly nRows: number;
}

const none = (): Learned => {
  const empty = new Float64Array(0);
  return { mean: empty, axes: empty, variances: empty, ratios: empty, singular: empty, noise: 0, nRows: 0 };
};

/** The score furthest from 0 along each axis; the first of those that are equal but for rounding. */
class Extremes {
  readonly values: Float64Array;

  constructor(n: number) {
    this.values = new Float64Array(n);
  }

  see(scores: Float64Array, rows: number): void {
    for (let k = 0; k < this.values.length; k++) {
      let most = this.values[k]!;
      let bound = Math.abs(most) * (1 + 1e-10);
      for (let i = k * blockRows, end = i + rows; i < end; i++) {
        const size = Math.abs(scores[i]!);
        if (size <= bound) continue;
        most = scores[i]!;
        bound = size * (1 + 1e-10);
      }
      this.values[k] = most;
    }
  }
}

/**
 * The transform that {@link pca} makes.
 *
 * @example
 * ```ts
 * const axes: Pca = pca({ nComponents: 2 });
 * ```
 */
export class Pca extends InvertibleTransform {
  readonly kind = "pca" as const;
  private readonly wish: number | "mle" | null;
  private readonly whiten: boolean;
  private learned: Learned = none();

  constructor(options: PcaOptions) {
    super(options);
    checkOptions(this.kind, options, ["nComponents", "whiten", "allowLeakage"]);
    this.wish = checkWish(options.nComponents);
    this.whiten = options.whiten ?? false;
  }

  private checkSize(nRows: number, width: number): void {
    const most = Math.min(nRows, width);
    if (nRows < 2) {
      throw new DataError(`${this.kind}: expected at least 2 rows to find directions, received ${nRows}`);
    }
    if (typeof this.wish === "number" && this.wish > most) {
      throw new DataError(
        `${this.kind}: expected nComponents of at most ${most}, the smaller of ${count(nRows, "row")} and ${count(width, "feature")}, received ${this.wish}; ask for fewer`,
      );
    }
    if (this.wish === "mle" && nRows < width) {
      throw new DataError(
        `${this.kind}: expected at least as many rows as features for nComponents "mle", received ${count(nRows, "row")} of ${count(width, "feature")}; give a count or a fraction`,
      );
    }
  }

  private howMany(variances: Float64Array, ratios: Float64Array, nRows: number): number {
    const { wish } = this;
    if (wish === null) return variances.length;
    if (wish === "mle") return likelyRank(variances, nRows);
    if (wish >= 1) return wish;
    let sum = 0;
    const at = ratios.findIndex((ratio) => {
      sum += ratio;
      return sum > wish;
    });
    return at < 0 ? ratios.length : at + 1;
  }

  private settle(found: PrincipalAxes, mean: Float64Array, nRows: number): Learned {
    const variances = found.singular.map((value) => (value * value) / (nRows - 1));
    const total = variances.reduce((sum, value) => sum + value, 0);
    if (!Number.isFinite(total)) {
      throw new DataError(
        `${this.kind}: expected numbers whose squares a float64 can hold, received larger ones; scale them first with standardScaler()`,
      );
    }
    if (total === 0) {
      throw new DataError(
        `${this.kind}: expected at least one feature that varies, received ${count(nRows, "row")} that are all the same; there is no direction to find`,
      );
    }
    const ratios = variances.map((value) => value / total);
    const k = this.howMany(variances, ratios, nRows);
    const rest = variances.subarray(k);
    return {
      mean,
      axes: found.axes.slice(0, k * mean.length),
      variances: variances.slice(0, k),
      ratios: ratios.slice(0, k),
      singular: found.singular.slice(0, k),
      noise: rest.length === 0 ? 0 : rest.reduce((sum, value) => sum + value, 0) / rest.length,
      nRows,
    };
  }

  private *find(
    features: readonly NumberFeature[],
    mean: Float64Array,
    nRows: number,
  ): Generator<void, Learned> {
    this.checkSize(nRows, features.length);
    const columns = features.map(({ numbers }) => numbers);
    return this.settle(yield* principalAxes(columns, mean, nRows), mean, nRows);
  }

  // A sum is finite only if every number is; where it is not, a second look says which one.
  private *numbers(frame: Frame): Generator<void, [readonly NumberFeature[], Float64Array]> {
    if (allNumbers(frame.features)) {
      const means = yield* meansOf(frame.features, frame.nRows);
      if (means.every(Number.isFinite)) return [frame.features, means];
    }
    const features = yield* completeNumbers(frame, this.kind);
    return [features, yield* meansOf(features, frame.nRows)];
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const [features, means] = yield* this.numbers(frame);
    const learned = yield* this.find(features, means, frame.nRows);
    const extremes = new Extremes(learned.variances.length);
    yield* this.scores(features, frame.nRows, learned, extremes);
    this.learned = learned;
  }

  protected override *learnAndApply(frame: Frame): Generator<void, Frame> {
    const [features, means] = yield* this.numbers(frame);
    const learned = yield* this.find(features, means, frame.nRows);
    const extremes = new Extremes(learned.variances.length);
    const out = new Array<Float64Array>(learned.variances.length);
    for (let k = 0; k < out.length; k++) out[k] = new Float64Array(frame.nRows);
    yield* this.scores(features, frame.nRows, learned, extremes, out);
    this.learned = learned;
    return this.finished(frame, out);
  }

  /** The scores of all rows; where they are those of the fit, every axis is turned to its furthest row. */
  private *scores(
    features: readonly NumberFeature[],
    nRows: number,
    { axes, mean }: Learned,
    extremes: Extremes | undefined,
    out?: readonly Float64Array[],
  ): Generator<void, void> {
    const columns = features.map(({ numbers }) => numbers);
    yield* project(columns, mean, nRows, axes, (scores, from, to) => {
      extremes?.see(scores, to - from);
      out?.forEach((column, k) => {
        column.set(scores.subarray(k * blockRows, k * blockRows + to - from), from);
      });
    });
    extremes?.values.forEach((value, k) => {
      if (value >= 0) return;
      for (let j = k * mean.length; j < (k + 1) * mean.length; j++) axes[j] = -axes[j]!;
      const column = out?.[k];
      if (column !== undefined) for (let i = 0; i < nRows; i++) column[i] = 0 - column[i]!;
    });
  }

  // A component without spread is divided by the smallest number that means something, not by zero.
  private deviation(k: number): number {
    return this.whiten ? Math.max(Math.sqrt(this.learned.variances[k]!), Number.EPSILON) : 1;
  }

  private finished(frame: Frame, columns: readonly Float64Array[]): Frame {
    columns.forEach((numbers, k) => {
      const deviation = this.deviation(k);
      if (this.whiten) for (let i = 0; i < numbers.length; i++) numbers[i]! /= deviation;
    });
    return { ...frame, features: columns.map((numbers, k) => ({ name: `pca${k}`, numbers })) };
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features = allNumbers(frame.features) ? frame.features : yield* completeNumbers(frame, this.kind);
    const out = Array.from(this.learned.variances, () => new Float64Array(frame.nRows));
    yield* this.scores(features, frame.nRows, this.learned, undefined, out);
    // A number that is none spoils every score of its row.
    if (!Number.isFinite(sumOf(out[0]!))) yield* completeNumbers(frame, this.kind);
    return this.finished(frame, out);
  }

  protected revert(features: readonly NumberFeature[], nRows: number): NumberFeature[] {
    const { mean, axes } = this.learned;
    const width = mean.length;
    return Array.from(mean, (center, j) => {
      const numbers = new Float64Array(nRows).fill(center);
      features.forEach((feature, k) => {
        const weight = axes[k * width + j]! * this.deviation(k);
        for (let i = 0; i < nRows; i++) numbers[i]! += weight * feature.numbers[i]!;
      });
      return { name: this.features()[j]!, numbers };
    });
  }

  protected override namesOut(): string[] {
    return Array.from(this.learned.variances, (_, k) => `pca${k}`);
  }

  private known(): Learned {
    this.features();
    return this.learned;
  }

  /** The components as rows, of shape [components, features], each of length 1. Throws NotFittedError before fit. */
  get components(): NdArray<Float64Array> {
    const { axes, variances, mean } = this.known();
    return { data: axes.slice(), shape: [variances.length, mean.length] };
  }

  /** How many components were kept. */
  get nComponents(): number {
    return this.known().variances.length;
  }

  /** How many rows it was fitted on. */
  get nSamples(): number {
    return this.known().nRows;
  }

  /** The variance along each component (divided by n - 1). */
  get explainedVariance(): Float64Array {
    return this.known().variances.slice();
  }

  /** The part of the whole variance that lies along each component. */
  get explainedVarianceRatio(): Float64Array {
    return this.known().ratios.slice();
  }

  /** The singular value of each component: the length of its column of scores. */
  get singularValues(): Float64Array {
    return this.known().singular.slice();
  }

  /** The mean of each feature. */
  get mean(): Float64Array {
    return this.known().mean.slice();
  }

  /** The mean variance along the components that were left out; 0 when all were kept. */
  get noiseVariance(): number {
    return this.known().noise;
  }

  protected optionsJson(): JsonObject {
    return { nComponents: this.wish, whiten: this.whiten };
  }

  protected stateJson(): JsonObject {
    const { mean, axes, variances, ratios, singular, noise, nRows } = this.learned;
    return {
      mean: encodeNumbers(mean),
      components: encodeNumbers(axes),
      explainedVariance: encodeNumbers(variances),
      explainedVarianceRatio: encodeNumbers(ratios),
      singularValues: encodeNumbers(singular),
      noiseVariance: noise,
      nSamples: nRows,
    };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const variances = numbersField(state, "explainedVariance");
    this.learned = {
      mean: numbersField(state, "mean", length),
      axes: numbersField(state, "components", variances.length * length),
      variances,
      ratios: numbersField(state, "explainedVarianceRatio", variances.length),
      singular: numbersField(state, "singularValues", variances.length),
      noise: Number(decodeCell(state.noiseVariance)),
      nRows: Number(decodeCell(state.nSamples)),
    };
  }
}

/**
 * Principal component analysis, as scikit-learn's `PCA`: turns the axes so that the first lies along the
 * widest spread of the rows, the second along the widest that is left, and so on, and keeps some of them. Scale
 * features of different units first. Every component points so that the row furthest out along it has a
 * positive score (the rule of scikit-learn before 1.5).
 *
 * The axes come from a QR and one-sided Jacobi, which keeps the digits of small singular values. Of large data
 * (rows × features² above 2e7) whose singular values lie within four orders of magnitude, or which are too
 * large for that (4e9), they are the eigenvectors of XᵀX.
 *
 * @param options `nComponents`, `whiten`, `allowLeakage`.
 * @returns A transform whose output has the shape [rows, components], float64.
 * @throws DataError for fewer than 2 rows, more components than rows or features, rows that are all the same,
 *   texts, infinite or missing values; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const axes = pca({ nComponents: 1 });
 * axes.fitTransform([[3, 4], [0, 0], [-3, -4]]).data; // Float64Array [5, 0, -5]
 * axes.components.data; // Float64Array [0.6…, 0.8…]
 * axes.explainedVarianceRatio; // Float64Array [1]
 * ```
 */
export function pca(options: PcaOptions = {}): Pca {
  return new Pca(options);
}
