import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import {
  eachNumeric,
  type Frame,
  lazyFeature,
  type NumberFeature,
  numericPieces,
  type TransformInput,
} from "./frame";
import { InvertibleTransform } from "./numeric";
import { finish, pieces, type Work } from "./work";

/**
 * A transform of each number by itself, with an inverse. Of a table it takes the columns of numbers and
 * leaves the others out; `getFeatureNamesOut()` tells which.
 *
 * @example
 * ```ts
 * const scaler: Scaler = standardScaler();
 * ```
 */
export abstract class Scaler extends InvertibleTransform {
  /** Learns from features of finite numbers (NaN where missing), each with at least one; in pieces where it takes long. */
  protected abstract learnNumbers(features: Iterable<NumberFeature>, nRows: number): Work<void>;
  /** The values of feature `j`, into a new array. */
  protected abstract forward(numbers: Float64Array, j: number): Float64Array;
  /** The inverse of `forward`. */
  protected abstract backward(numbers: Float64Array, j: number): Float64Array;

  private *checked(frame: Frame, seen: NumberFeature[]): Generator<NumberFeature, void> {
    for (const feature of eachNumeric(frame, this.kind)) {
      if (feature.numbers.every(Number.isNaN)) {
        throw new DataError(
          `${this.kind}: expected at least one value in each column, received only missing values in "${feature.name}" (${frame.nRows} rows); drop this column`,
        );
      }
      seen.push(feature);
      yield feature;
    }
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* this.learnAndApply(frame);
  }

  // The numbers that the fit looked at need no second look.
  protected override *learnAndApply(frame: Frame): Generator<void, Frame> {
    const seen: NumberFeature[] = [];
    yield* pieces(this.learnNumbers(this.checked(frame, seen), frame.nRows));
    return this.scaled(frame, seen);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    return this.scaled(frame, yield* numericPieces(frame, this.kind));
  }

  // Each value is computed when it is asked for.
  private scaled(frame: Frame, given: readonly NumberFeature[]): Frame {
    const features = given.map(({ name, numbers }, j) =>
      lazyFeature(name, (from, to) => this.forward(numbers.subarray(from, to), j)),
    );
    return { ...frame, features };
  }

  protected revert(features: readonly NumberFeature[]): NumberFeature[] {
    return features.map(({ name, numbers }, j) => ({ name, numbers: this.backward(numbers, j) }));
  }

  /** `partialFit` of the scalers that have one: `learn` takes in one more piece of the train part. */
  protected learnMore(
    input: TransformInput,
    options: LeakageOptions | undefined,
    learn: (features: Iterable<NumberFeature>, nRows: number) => void,
  ): this {
    const remember = this.guard(input, options);
    const frame = finish(this.frameOf(input, !this.fitted));
    this.checkRows(frame);
    if (this.fitted) this.checkFeatures(frame);
    // A later piece may have a column without a value: what was learned before stands.
    learn(this.fitted ? eachNumeric(frame, this.kind) : this.checked(frame, []), frame.nRows);
    if (!this.fitted) this.noteFit(frame);
    remember();
    return this;
  }
}

/** (value - center) / scale of each value, in this order of rounding, as scikit-learn does it. */
export const centered = (numbers: Float64Array, center: number, scale: number): Float64Array => {
  const out = new Float64Array(numbers.length);
  for (let i = 0; i < out.length; i++) out[i] = (numbers[i]! - center) / scale;
  return out;
};

/** value * scale + center of each value. */
export const restored = (numbers: Float64Array, center: number, scale: number): Float64Array => {
  const out = new Float64Array(numbers.length);
  for (let i = 0; i < out.length; i++) out[i] = numbers[i]! * scale + center;
  return out;
};

/** Scales of zero (or next to it) become 1, so that a constant column is not divided by nothing. */
export const withoutZeros = (scale: Float64Array): Float64Array =>
  scale.map((value) => (value < 10 * Number.EPSILON ? 1 : value));
