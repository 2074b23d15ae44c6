import { DataError } from "../errors";
import { knownOptions } from "../known-options";
import type { LeakageOptions } from "../leakage/guard";
import type { NumberFeature } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { normalQuantile } from "./normal-quantile";
import { median, quantile, sortedNumbers } from "./quantile";
import { centered, restored, Scaler, withoutZeros } from "./scaler";

/**
 * Options of {@link robustScaler}.
 *
 * @example
 * ```ts
 * const options: RobustScalerOptions = { quantileRange: [10, 90] };
 * ```
 */
export interface RobustScalerOptions extends LeakageOptions {
  /** Subtract the median; default true. */
  withCentering?: boolean | undefined;
  /** Divide by the distance between the two quantiles; default true. */
  withScaling?: boolean | undefined;
  /** The two quantiles in percent; default [25, 75]. */
  quantileRange?: readonly [number, number] | undefined;
  /** Scale so that a normal feature has the variance 1; default false. */
  unitVariance?: boolean | undefined;
}

/**
 * The transform that {@link robustScaler} makes.
 *
 * @example
 * ```ts
 * const scaler: RobustScaler = robustScaler();
 * ```
 */
export class RobustScaler extends Scaler {
  readonly kind = "robustScaler" as const;
  private readonly options: {
    withCentering: boolean;
    withScaling: boolean;
    quantileRange: [number, number];
    unitVariance: boolean;
  };
  private medians: Float64Array = new Float64Array(0);
  private divisor: Float64Array = new Float64Array(0);

  constructor(options: RobustScalerOptions) {
    super(options);
    knownOptions(this.kind, options, [
      "withCentering",
      "withScaling",
      "quantileRange",
      "unitVariance",
      "allowLeakage",
    ]);
    const [low, high] = options.quantileRange ?? [25, 75];
    const unitVariance = options.unitVariance ?? false;
    const open = !unitVariance || (low > 0 && high < 100);
    if (!(low >= 0 && low < high && high <= 100) || !open) {
      throw new DataError(
        `robustScaler: expected quantileRange as two rising percentages from 0 to 100${unitVariance ? " (both excluded with unitVariance)" : ""}, received [${low}, ${high}]`,
      );
    }
    this.options = {
      withCentering: options.withCentering ?? true,
      withScaling: options.withScaling ?? true,
      quantileRange: [low, high],
      unitVariance,
    };
  }

  protected *learnNumbers(given: Iterable<NumberFeature>): Generator<void, void> {
    const features = [...given];
    const [low, high] = this.options.quantileRange;
    const medians = new Float64Array(features.length);
    const spread = new Float64Array(features.length);
    for (const [j, { numbers }] of features.entries()) {
      const sorted = sortedNumbers(numbers);
      medians[j] = median(sorted);
      spread[j] = quantile(sorted, high / 100) - quantile(sorted, low / 100);
      yield;
    }
    const normal = this.options.unitVariance ? normalQuantile(high / 100) - normalQuantile(low / 100) : 1;
    this.medians = medians;
    this.divisor = withoutZeros(spread).map((value) => value / normal);
  }

  /** The median of each feature; null with `withCentering: false`. Throws NotFittedError before fit. */
  get center(): Float64Array | null {
    this.features();
    return this.options.withCentering ? this.medians.slice() : null;
  }

  /** What each feature is divided by; null with `withScaling: false`. */
  get scale(): Float64Array | null {
    this.features();
    return this.options.withScaling ? this.divisor.slice() : null;
  }

  private line(j: number): [center: number, scale: number] {
    const { withCentering, withScaling } = this.options;
    return [withCentering ? this.medians[j]! : 0, withScaling ? this.divisor[j]! : 1];
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
    return { center: encodeNumbers(this.medians), scale: encodeNumbers(this.divisor) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.medians = numbersField(state, "center", length);
    this.divisor = numbersField(state, "scale", length);
  }
}

/**
 * Scales by the median and the distance between two quantiles, which outliers hardly move, as
 * scikit-learn's `RobustScaler`. Missing values are ignored in fit and stay missing.
 *
 * @param options `withCentering`, `withScaling`, `quantileRange`, `unitVariance`, `allowLeakage`.
 * @throws DataError for a range that is none, texts, infinite values, or a column with no value at all;
 *   LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * toNested(robustScaler().fitTransform([[1], [2], [3]])); // [[-1], [0], [1]]
 * ```
 */
export function robustScaler(options: RobustScalerOptions = {}): RobustScaler {
  return new RobustScaler(options);
}
