import { DataError } from "../errors";
import { knownOptions } from "../known-options";
import type { LeakageOptions } from "../leakage/guard";
import type { NumberFeature, TransformInput } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { centered, restored, Scaler, withoutZeros } from "./scaler";
import { finish } from "./work";

/**
 * Options of {@link minMaxScaler}.
 *
 * @example
 * ```ts
 * const options: MinMaxScalerOptions = { featureRange: [-1, 1], clip: true };
 * ```
 */
export interface MinMaxScalerOptions extends LeakageOptions {
  /** Where the least and the largest value of the train part go; default [0, 1]. */
  featureRange?: readonly [number, number] | undefined;
  /** Keep new values inside the range; default false. */
  clip?: boolean | undefined;
}

/** The least and the largest number of each feature, missing ones left out. */
export function* extremes(
  features: Iterable<NumberFeature>,
): Generator<void, { min: Float64Array; max: Float64Array }> {
  const [min, max]: [number[], number[]] = [[], []];
  for (const { numbers } of features) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    min.push(least);
    max.push(most);
    yield;
  }
  return { min: Float64Array.from(min), max: Float64Array.from(max) };
}

/**
 * The transform that {@link minMaxScaler} makes.
 *
 * @example
 * ```ts
 * const scaler: MinMaxScaler = minMaxScaler();
 * ```
 */
export class MinMaxScaler extends Scaler {
  readonly kind = "minMaxScaler" as const;
  private readonly range: readonly [number, number];
  private readonly clip: boolean;
  private low: Float64Array = new Float64Array(0);
  private high: Float64Array = new Float64Array(0);
  private rows = 0;
  private factor: Float64Array = new Float64Array(0);
  private offset: Float64Array = new Float64Array(0);

  constructor(options: MinMaxScalerOptions) {
    super(options);
    knownOptions(this.kind, options, ["featureRange", "clip", "allowLeakage"]);
    const [from, to] = options.featureRange ?? [0, 1];
    if (!(from < to) || !Number.isFinite(from) || !Number.isFinite(to)) {
      throw new DataError(
        `minMaxScaler: expected featureRange with its least number first, received [${from}, ${to}]; give for example [0, 1]`,
      );
    }
    this.range = [from, to];
    this.clip = options.clip ?? false;
  }

  private settle(low: Float64Array, high: Float64Array, rows: number): void {
    const [from, to] = this.range;
    this.low = low;
    this.high = high;
    this.rows = rows;
    this.factor = withoutZeros(high.map((value, j) => value - low[j]!)).map((span) => (to - from) / span);
    this.offset = this.factor.map((value, j) => from - low[j]! * value);
  }

  protected *learnNumbers(features: Iterable<NumberFeature>, nRows: number): Generator<void, void> {
    const { min, max } = yield* extremes(features);
    this.settle(min, max, nRows);
  }

  /**
   * Learns from one more piece of the train part, keeping what it learned from the pieces before.
   *
   * @throws LeakageError and DataError as `fit` does.
   */
  partialFit(input: TransformInput, options?: LeakageOptions): this {
    return this.learnMore(input, options, (features, nRows) => {
      const { min, max } = finish(extremes(features));
      if (!this.fitted) return this.settle(min, max, nRows);
      const low = this.low.map((value, j) => Math.min(value, min[j]!));
      const high = this.high.map((value, j) => Math.max(value, max[j]!));
      this.settle(low, high, this.rows + nRows);
    });
  }

  /** How many rows it has seen. */
  get nSamplesSeen(): number {
    this.features();
    return this.rows;
  }

  /** The least value of each feature. Throws NotFittedError before fit. */
  get dataMin(): Float64Array {
    this.features();
    return this.low.slice();
  }

  /** The largest value of each feature. */
  get dataMax(): Float64Array {
    this.features();
    return this.high.slice();
  }

  /** The largest less the least value of each feature. */
  get dataRange(): Float64Array {
    this.features();
    return this.high.map((value, j) => value - this.low[j]!);
  }

  /** What each feature is multiplied by. */
  get scale(): Float64Array {
    this.features();
    return this.factor.slice();
  }

  /** What is added to each feature after that. */
  get min(): Float64Array {
    this.features();
    return this.offset.slice();
  }

  protected forward(numbers: Float64Array, j: number): Float64Array {
    const scaled = restored(numbers, this.offset[j]!, this.factor[j]!);
    if (!this.clip) return scaled;
    const [least, most] = this.range;
    // Math.min and Math.max hand NaN on, so that a missing value stays one.
    for (let i = 0; i < scaled.length; i++) scaled[i] = Math.min(most, Math.max(least, scaled[i]!));
    return scaled;
  }

  protected backward(numbers: Float64Array, j: number): Float64Array {
    return centered(numbers, this.offset[j]!, this.factor[j]!);
  }

  protected optionsJson(): JsonObject {
    return { featureRange: [...this.range], clip: this.clip };
  }

  protected stateJson(): JsonObject {
    return { dataMin: encodeNumbers(this.low), dataMax: encodeNumbers(this.high), rows: this.rows };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const rows = Number(state.rows ?? 0);
    this.settle(numbersField(state, "dataMin", length), numbersField(state, "dataMax", length), rows);
  }
}

/**
 * Scales each feature so that the least value of the train part goes to the start of `featureRange` and the
 * largest to its end, as scikit-learn's `MinMaxScaler`. Missing values are ignored in fit and stay missing; a
 * constant feature goes to the start.
 *
 * @param options `featureRange`, `clip`, `allowLeakage`.
 * @throws DataError for a range that is none, texts, infinite values, or a column with no value at all;
 *   LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * toNested(minMaxScaler().fitTransform([[2], [4], [3]])); // [[0], [1], [0.5]]
 * ```
 */
export function minMaxScaler(options: MinMaxScalerOptions = {}): MinMaxScaler {
  return new MinMaxScaler(options);
}
