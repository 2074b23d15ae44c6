import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf, wholeNumber } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import type { NumberFeature } from "./frame";
import { interpolate } from "./interpolate";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { linspace } from "./linspace";
import { normalCdf } from "./normal-cdf";
import { normalQuantile } from "./normal-quantile";
import { Scaler } from "./scaler";
import { quantiles } from "./select";
import { subsampled } from "./subsample";

/**
 * Options of {@link quantileTransformer}.
 *
 * @example
 * ```ts
 * const options: QuantileTransformerOptions = { nQuantiles: 100, outputDistribution: "normal" };
 * ```
 */
export interface QuantileTransformerOptions extends LeakageOptions {
  /** How many quantiles are noted, at most one for each row; default 1000. */
  nQuantiles?: number | undefined;
  /** What the features are made to follow: "uniform" from 0 to 1 (default), or "normal". */
  outputDistribution?: "uniform" | "normal" | undefined;
  /** Learn from so many random rows when there are more; default 10,000; null for all. */
  subsample?: number | null | undefined;
  /** The seed of that choice; default: a fresh one. */
  randomState?: RandomStateLike;
}

/** Nearer to 0 and 1 than this the normal distribution is cut off, at about 5.2 standard deviations. */
const edge = 1e-7;

interface Curve {
  readonly quantiles: Float64Array;
  /** The same from above, negative. */
  readonly mirrored: Float64Array;
}

const makeCurve = (ascending: Float64Array): Curve => ({
  quantiles: ascending,
  mirrored: ascending.map((value) => -value).reverse(),
});

/**
 * The transform that {@link quantileTransformer} makes.
 *
 * @example
 * ```ts
 * const ranks: QuantileTransformer = quantileTransformer({ nQuantiles: 10 });
 * ```
 */
export class QuantileTransformer extends Scaler {
  readonly kind = "quantileTransformer" as const;
  private readonly options: {
    readonly nQuantiles: number;
    readonly outputDistribution: "uniform" | "normal";
    readonly subsample: number | null;
  };
  private readonly seed: RandomStateLike;
  private levels: Float64Array = new Float64Array(0);
  private levelsMirrored: Float64Array = new Float64Array(0);
  private curves: readonly Curve[] = [];

  constructor(options: QuantileTransformerOptions) {
    super(options);
    const { kind } = this;
    checkOptions(kind, options, [
      "nQuantiles",
      "outputDistribution",
      "subsample",
      "randomState",
      "allowLeakage",
    ]);
    const { nQuantiles = 1000, subsample = 10_000 } = options;
    wholeNumber(kind, "nQuantiles", nQuantiles, 1);
    if (subsample !== null && wholeNumber(kind, "subsample", subsample, 1) < nQuantiles) {
      throw new DataError(
        `${kind}: expected at most as many quantiles as rows to learn from, received nQuantiles ${nQuantiles} and subsample ${subsample}; lower nQuantiles, or raise subsample`,
      );
    }
    const outputDistribution = oneOf(kind, "outputDistribution", options.outputDistribution ?? "uniform", [
      "uniform",
      "normal",
    ]);
    this.options = { nQuantiles, outputDistribution, subsample };
    this.seed = options.randomState;
  }

  private settle(levels: Float64Array, curves: readonly Float64Array[]): void {
    this.levels = levels;
    this.levelsMirrored = levels.map((value) => -value).reverse();
    this.curves = curves.map(makeCurve);
  }

  protected *learnNumbers(given: Iterable<NumberFeature>, nRows: number): Generator<void, void> {
    const features = [...given];
    const levels = linspace(0, 1, Math.min(this.options.nQuantiles, nRows));
    // By way of percentages, for NumPy's rounding.
    const fractions = levels.map((level) => (level * 100) / 100);
    const some = yield* subsampled(features, nRows, this.options.subsample, () => randomState(this.seed));
    const curves: Float64Array[] = [];
    for (const { name, numbers } of some) {
      const found = quantiles(numbers, fractions);
      if (Number.isNaN(found[0]!)) {
        throw new DataError(
          `quantileTransformer: expected a value among the ${numbers.length} rows that were drawn to learn from, received only missing ones in "${name}"; pass { subsample: null }`,
        );
      }
      // Rounding must not turn their order round.
      for (let i = 1; i < found.length; i++) found[i] = Math.max(found[i]!, found[i - 1]!);
      curves.push(found);
      yield;
    }
    this.settle(levels, curves);
  }

  /** How many quantiles were noted. Throws NotFittedError before fit. */
  get nQuantiles(): number {
    this.features();
    return this.levels.length;
  }

  /** The level of each quantile, from 0 to 1. Throws NotFittedError before fit. */
  get references(): Float64Array {
    this.features();
    return this.levels.slice();
  }

  /** The quantiles, an array of shape [nQuantiles, features]. Throws NotFittedError before fit. */
  get quantiles(): NdArray<Float64Array> {
    const width = this.features().length;
    const data = new Float64Array(this.levels.length * width);
    this.curves.forEach((curve, j) => {
      for (let i = 0; i < this.levels.length; i++) data[i * width + j] = curve.quantiles[i]!;
    });
    return { data, shape: [this.levels.length, width] };
  }

  protected forward(numbers: Float64Array, j: number): Float64Array {
    const { levels, levelsMirrored } = this;
    const { quantiles: xs, mirrored } = this.curves[j]!;
    const normal = this.options.outputDistribution === "normal";
    const near = normal ? edge : 0;
    const [first, last] = [xs[0]!, xs[xs.length - 1]!];
    const least = normalQuantile(edge - Number.EPSILON);
    const most = normalQuantile(1 - (edge - Number.EPSILON));
    const out = new Float64Array(numbers.length);
    for (let i = 0; i < out.length; i++) {
      const x = numbers[i]!;
      let level: number;
      if (Number.isNaN(x)) level = x;
      // The strict comparisons are scikit-learn's for the normal distribution, where the bounds are cut off.
      else if (normal ? x - near < first : x === first) level = 0;
      else if (normal ? x + near > last : x === last) level = 1;
      // Equal values span several levels: the middle of them is taken, seen from below and from above.
      else level = 0.5 * (interpolate(x, xs, levels) - interpolate(-x, mirrored, levelsMirrored));
      out[i] = normal ? Math.min(most, Math.max(least, normalQuantile(level))) : level;
    }
    return out;
  }

  protected backward(numbers: Float64Array, j: number): Float64Array {
    const { levels } = this;
    const { quantiles: xs } = this.curves[j]!;
    const normal = this.options.outputDistribution === "normal";
    const [first, last] = [xs[0]!, xs[xs.length - 1]!];
    return numbers.map((y) => {
      const level = normal ? normalCdf(y) : y;
      if (Number.isNaN(level)) return level;
      if (normal ? level - edge < 0 : level === 0) return first;
      if (normal ? level + edge > 1 : level === 1) return last;
      return interpolate(level, levels, xs);
    });
  }

  protected optionsJson(): JsonObject {
    // A stream of random numbers is not saved, a seed is.
    return { ...this.options, randomState: typeof this.seed === "number" ? this.seed : undefined };
  }

  protected stateJson(): JsonObject {
    const { data } = this.quantiles;
    return { levels: this.levels.length, quantiles: encodeNumbers(data) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const n = Number(state.levels ?? 0);
    const data = numbersField(state, "quantiles", n * length);
    const column = (j: number) => Float64Array.from({ length: n }, (_, i) => data[i * length + j]!);
    this.settle(
      linspace(0, 1, n),
      Array.from({ length }, (_, j) => column(j)),
    );
  }
}

/**
 * Replaces each value by its rank among those of the train part, as a share from 0 to 1, or by the value that
 * has this rank in the normal distribution, as scikit-learn's `QuantileTransformer`. Outliers lose their
 * weight, and so do distances. Missing values are ignored in fit and stay missing; new values beyond the
 * train part get the ranks of its ends.
 *
 * @param options `nQuantiles`, `outputDistribution`, `subsample`, `randomState`, `allowLeakage`.
 * @throws DataError for unknown options, more quantiles than rows to learn from, texts, infinite values, or a
 *   column with no value at all; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const ranks = quantileTransformer({ nQuantiles: 3 });
 * toNested(ranks.fitTransform([[1], [2], [900]])); // [[0], [0.5], [1]]
 * ```
 */
export function quantileTransformer(options: QuantileTransformerOptions = {}): QuantileTransformer {
  return new QuantileTransformer(options);
}
