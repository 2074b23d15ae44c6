import { knownOptions } from "../known-options";
import type { LeakageOptions } from "../leakage/guard";
import type { NumberFeature, TransformInput } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { centered, restored, Scaler, withoutZeros } from "./scaler";

/**
 * Options of {@link maxAbsScaler}.
 *
 * @example
 * ```ts
 * const options: MaxAbsScalerOptions = {};
 * ```
 */
export interface MaxAbsScalerOptions extends LeakageOptions {}

const largestOf = (features: Iterable<NumberFeature>): Float64Array =>
  Float64Array.from(features, ({ numbers }) => {
    let most = 0;
    for (let i = 0; i < numbers.length; i++) {
      const size = Math.abs(numbers[i]!);
      if (size > most) most = size;
    }
    return most;
  });

/**
 * The transform that {@link maxAbsScaler} makes.
 *
 * @example
 * ```ts
 * const scaler: MaxAbsScaler = maxAbsScaler();
 * ```
 */
export class MaxAbsScaler extends Scaler {
  readonly kind = "maxAbsScaler" as const;
  private largest: Float64Array = new Float64Array(0);
  private divisor: Float64Array = new Float64Array(0);
  private rows = 0;

  constructor(options: MaxAbsScalerOptions) {
    super(options);
    knownOptions(this.kind, options, ["allowLeakage"]);
  }

  private settle(largest: Float64Array, rows: number): void {
    this.largest = largest;
    this.divisor = withoutZeros(largest);
    this.rows = rows;
  }

  protected learnNumbers(features: Iterable<NumberFeature>, nRows: number): void {
    this.settle(largestOf(features), nRows);
  }

  /**
   * Learns from one more piece of the train part, keeping what it learned from the pieces before.
   *
   * @throws LeakageError and DataError as `fit` does.
   */
  partialFit(input: TransformInput, options?: LeakageOptions): this {
    return this.learnMore(input, options, (features, nRows) => {
      const more = largestOf(features);
      if (!this.fitted) return this.settle(more, nRows);
      const largest = this.largest.map((value, j) => Math.max(value, more[j]!));
      this.settle(largest, this.rows + nRows);
    });
  }

  /** How many rows it has seen. Throws NotFittedError before fit. */
  get nSamplesSeen(): number {
    this.features();
    return this.rows;
  }

  /** The largest absolute value of each feature. Throws NotFittedError before fit. */
  get maxAbs(): Float64Array {
    this.features();
    return this.largest.slice();
  }

  /** What each feature is divided by, 1 for a column of zeros. */
  get scale(): Float64Array {
    this.features();
    return this.divisor.slice();
  }

  protected forward(numbers: Float64Array, j: number): Float64Array {
    return centered(numbers, 0, this.divisor[j]!);
  }

  protected backward(numbers: Float64Array, j: number): Float64Array {
    return restored(numbers, 0, this.divisor[j]!);
  }

  protected optionsJson(): JsonObject {
    return {};
  }

  protected stateJson(): JsonObject {
    return { maxAbs: encodeNumbers(this.largest), rows: this.rows };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.settle(numbersField(state, "maxAbs", length), Number(state.rows ?? 0));
  }
}

/**
 * Divides each feature by its largest absolute value in the train part, as scikit-learn's `MaxAbsScaler`.
 * Missing values are ignored in fit and stay missing.
 *
 * @param options `allowLeakage`.
 * @throws DataError for texts, infinite values, or a column with no value at all; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * toNested(maxAbsScaler().fitTransform([[-4], [2]])); // [[-1], [0.5]]
 * ```
 */
export function maxAbsScaler(options: MaxAbsScalerOptions = {}): MaxAbsScaler {
  return new MaxAbsScaler(options);
}
