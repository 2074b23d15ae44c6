import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions } from "../options";
import { type Frame, numericPieces } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { Selector } from "./selector";

/**
 * Options of {@link varianceThreshold}.
 *
 * @example
 * ```ts
 * const options: VarianceThresholdOptions = { threshold: 0.16 };
 * ```
 */
export interface VarianceThresholdOptions extends LeakageOptions {
  /** Features whose variance is not above this are left out; default 0, which leaves out the constant ones. */
  threshold?: number | undefined;
}

// The variance of the values that are there (divided by their number), NaN where there is none.
const spread = (numbers: Float64Array): { variance: number; range: number } => {
  let n = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (n === 0) return { variance: Number.NaN, range: Number.NaN };
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) {
    const off = numbers[i]! - mean;
    if (!Number.isNaN(off)) squares += off * off;
  }
  return { variance: squares / n, range: high - low };
};

/**
 * The transform that {@link varianceThreshold} makes.
 *
 * @example
 * ```ts
 * const selector: VarianceThreshold = varianceThreshold();
 * ```
 */
export class VarianceThreshold extends Selector {
  readonly kind = "varianceThreshold" as const;
  private readonly threshold: number;
  private spreads: Float64Array = new Float64Array(0);

  constructor(options: VarianceThresholdOptions) {
    super(options);
    checkOptions(this.kind, options, ["threshold", "allowLeakage"]);
    const { threshold = 0 } = options;
    if (!(Number.isFinite(threshold) && threshold >= 0)) {
      throw new DataError(
        `varianceThreshold: expected threshold as a number of at least 0, received ${String(threshold)}; give for example 0.01`,
      );
    }
    this.threshold = threshold;
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const spreads = new Float64Array(frame.features.length);
    const features = yield* numericPieces(frame, this.kind);
    for (let j = 0; j < features.length; j++) {
      const { variance, range } = spread(features[j]!.numbers);
      // A constant column may have a variance by rounding, but no range.
      spreads[j] = this.threshold === 0 ? Math.min(variance, range) : variance;
      yield;
    }
    if (!spreads.some((variance) => variance > this.threshold)) {
      throw new DataError(
        `varianceThreshold: expected at least one feature with a variance above ${this.threshold}, received ${features.length} features of at most ${spreads.reduce((most, one) => Math.max(most, one), 0)}; lower threshold`,
      );
    }
    this.spreads = spreads;
  }

  protected override *apply(frame: Frame): Generator<void, Frame> {
    return this.pick({ ...frame, features: yield* numericPieces(frame, this.kind) });
  }

  protected mask(): readonly boolean[] {
    return Array.from(this.spreads, (variance) => variance > this.threshold);
  }

  /**
   * The variance of each feature of the fit; with threshold 0 the range where that is smaller. Throws
   * NotFittedError before fit.
   */
  get variances(): Float64Array {
    this.features();
    return this.spreads.slice();
  }

  protected optionsJson(): JsonObject {
    return { threshold: this.threshold };
  }

  protected stateJson(): JsonObject {
    return { variances: encodeNumbers(this.spreads) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.spreads = numbersField(state, "variances", length);
  }
}

/**
 * Leaves out features that hardly vary, as scikit-learn's `VarianceThreshold`. Missing values are ignored in
 * fit and stay missing. Variances depend on units: compare features of one kind, or leave the threshold at 0.
 *
 * @param options `threshold`, `allowLeakage`.
 * @throws DataError when no feature is left, for texts and infinite values; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * const selector = varianceThreshold();
 * toNested(selector.fitTransform([[7, 1], [7, 2]])); // [[1], [2]]
 * selector.getSupport(); // [false, true]
 * ```
 */
export function varianceThreshold(options: VarianceThresholdOptions = {}): VarianceThreshold {
  return new VarianceThreshold(options);
}
