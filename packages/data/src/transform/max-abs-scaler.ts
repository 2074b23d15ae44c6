import type { LeakageOptions } from "../leakage/guard";
import type { NumberFeature } from "./frame";
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

  protected learnNumbers(features: readonly NumberFeature[]): void {
    this.largest = Float64Array.from(features, ({ numbers }) => {
      let most = 0;
      for (const value of numbers) if (Math.abs(value) > most) most = Math.abs(value);
      return most;
    });
    this.divisor = withoutZeros(this.largest);
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
    return { maxAbs: encodeNumbers(this.largest) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.largest = numbersField(state, "maxAbs", length);
    this.divisor = withoutZeros(this.largest);
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
