import { DataError } from "../errors";
import { knownOptions } from "../known-options";
import type { LeakageOptions } from "../leakage/guard";
import type { NumberFeature, TransformInput } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { centered, restored, Scaler } from "./scaler";
import { finish, type Work } from "./work";

/**
 * Options of {@link standardScaler}.
 *
 * @example
 * ```ts
 * const options: StandardScalerOptions = { withMean: false };
 * ```
 */
export interface StandardScalerOptions extends LeakageOptions {
  /** Subtract the mean; default true. */
  withMean?: boolean | undefined;
  /** Divide by the standard deviation; default true. */
  withStd?: boolean | undefined;
}

/** The running moments of one feature. */
interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

// Chan, Golub and LeVeque (1983), as in scikit-learn: the second pass subtracts the mean first, and its
// small sum corrects what rounding left, so that a large offset does not swallow the variance.
const addTo = (before: Moments, values: Float64Array): Moments => {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
  }
  if (n === 0) return before;
  const ownMean = sum / n;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const off = value - ownMean;
    squares += off * off;
    rest += off;
  }
  let spread = squares - (rest * rest) / n;
  const count = before.count + n;
  const lastSum = before.mean * before.count;
  if (before.count > 0) {
    const ratio = before.count / n;
    spread += before.variance * before.count + (ratio / count) * (lastSum / ratio - sum) ** 2;
  }
  return { count, mean: (lastSum + sum) / count, variance: spread / count };
};

// A variance within the rounding error of its computation is that of a constant.
const isConstant = ({ count, mean, variance }: Moments): boolean =>
  variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;

/**
 * The transform that {@link standardScaler} makes.
 *
 * @example
 * ```ts
 * const scaler: StandardScaler = standardScaler();
 * ```
 */
export class StandardScaler extends Scaler {
  readonly kind = "standardScaler" as const;
  private readonly options: { withMean: boolean; withStd: boolean };
  private moments: readonly Moments[] = [];
  private scales: readonly number[] = [];

  constructor(options: StandardScalerOptions) {
    super(options);
    knownOptions(this.kind, options, ["withMean", "withStd", "allowLeakage"]);
    this.options = { withMean: options.withMean ?? true, withStd: options.withStd ?? true };
  }

  private *update(before: readonly Moments[], features: Iterable<NumberFeature>): Generator<void, void> {
    const zero = { count: 0, mean: 0, variance: 0 };
    const moments: Moments[] = [];
    for (const { name, numbers } of features) {
      const own = addTo(before[moments.length] ?? zero, numbers);
      if (!Number.isFinite(own.mean) || !Number.isFinite(own.variance)) {
        throw new DataError(
          `${this.kind}: expected numbers whose squares a float64 can hold, received larger ones in "${name}"; divide this column first`,
        );
      }
      moments.push(own);
      yield;
    }
    this.settle(moments);
  }

  private settle(moments: readonly Moments[]): void {
    this.moments = moments;
    this.scales = moments.map((m) => (isConstant(m) ? 1 : Math.sqrt(m.variance)));
  }

  protected learnNumbers(features: Iterable<NumberFeature>): Work<void> {
    return this.update([], features);
  }

  /**
   * Learns from one more piece of the train part, keeping what it learned from the pieces before.
   *
   * @throws LeakageError and DataError as `fit` does.
   */
  partialFit(input: TransformInput, options?: LeakageOptions): this {
    return this.learnMore(input, options, (features) => {
      finish(this.update(this.moments, features));
    });
  }

  /** The mean of each feature. Throws NotFittedError before fit. */
  get mean(): Float64Array {
    this.features();
    return Float64Array.from(this.moments, (m) => m.mean);
  }

  /** The variance of each feature (divided by n); null with `withStd: false`. */
  get var(): Float64Array | null {
    this.features();
    return this.options.withStd ? Float64Array.from(this.moments, (m) => m.variance) : null;
  }

  /** What each feature is divided by, 1 for a constant; null with `withStd: false`. */
  get scale(): Float64Array | null {
    this.features();
    return this.options.withStd ? Float64Array.from(this.scales) : null;
  }

  /** How many values of each feature it has seen, missing ones not counted. */
  get nSamplesSeen(): Float64Array {
    this.features();
    return Float64Array.from(this.moments, (m) => m.count);
  }

  private line(j: number): [center: number, scale: number] {
    const { withMean, withStd } = this.options;
    return [withMean ? this.moments[j]!.mean : 0, withStd ? this.scales[j]! : 1];
  }

  protected forward(numbers: Float64Array, j: number): Float64Array {
    return centered(numbers, ...this.line(j));
  }

  protected backward(numbers: Float64Array, j: number): Float64Array {
    return restored(numbers, ...this.line(j));
  }

  protected optionsJson(): JsonObject {
    return { ...this.options };
  }

  protected stateJson(): JsonObject {
    return {
      count: encodeNumbers(this.moments.map((m) => m.count)),
      mean: encodeNumbers(this.moments.map((m) => m.mean)),
      variance: encodeNumbers(this.moments.map((m) => m.variance)),
    };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const mean = numbersField(state, "mean", length);
    const variance = numbersField(state, "variance", length);
    const counts = [...numbersField(state, "count", length)];
    this.settle(counts.map((count, j) => ({ count, mean: mean[j]!, variance: variance[j]! })));
  }
}

/**
 * Standardises features: z = (x - mean) / standard deviation (of the population, divided by n), as
 * scikit-learn's `StandardScaler`. Missing values are ignored in fit and stay missing; a constant feature
 * becomes 0.
 *
 * @param options `withMean`, `withStd`, `allowLeakage`.
 * @throws LeakageError when fitted on held-out rows; DataError for texts, infinite values, or a column with
 *   no value at all.
 * @example
 * ```ts
 * toNested(standardScaler().fitTransform([[0], [2]])); // [[-1], [1]]
 * ```
 */
export function standardScaler(options: StandardScalerOptions = {}): StandardScaler {
  return new StandardScaler(options);
}
