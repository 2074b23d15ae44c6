import { DataError } from "../errors";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { isTable } from "../table/table";
import { listNames } from "../wording";
import { inverseFrame, Transform } from "./base";
import {
  arrayPieces,
  type Feature,
  type Frame,
  framePieces,
  frameToArray,
  inputRows,
  type NumberFeature,
  numericFeatures,
  numericPieces,
  type TransformInput,
} from "./frame";
import { pieces, type Work } from "./work";

/**
 * A transform of each number by itself, with an inverse. Of a table it takes the columns of numbers and
 * leaves the others out; `getFeatureNamesOut()` tells which.
 *
 * @example
 * ```ts
 * const scaler: Scaler = standardScaler();
 * ```
 */
export abstract class Scaler extends Transform<NdArray<Float64Array>> {
  /** Learns from features of finite numbers (NaN where missing), each with at least one; in pieces where it takes long. */
  protected abstract learnNumbers(features: readonly NumberFeature[], nRows: number): Work<void>;
  /** The values of feature `j`, into a new array. */
  protected abstract forward(numbers: Float64Array, j: number): Float64Array;
  /** The inverse of `forward`. */
  protected abstract backward(numbers: Float64Array, j: number): Float64Array;

  // Of a table its columns of numbers are taken, and later those of the same names; inside a pipeline or a
  // column transformer, where somebody chose the columns, text is an error.
  protected override *frameOf(input: TransformInput, toFit = false): Generator<void, Frame> {
    const frame = yield* framePieces(input, this.kind);
    if (!isTable(input)) return frame;
    const names = toFit ? undefined : this.fittedNames();
    const wanted = (feature: Feature): boolean =>
      names === undefined ? "numbers" in feature : names.includes(feature.name);
    const features = frame.features.filter(wanted);
    if (features.length > 0) return { ...frame, features };
    throw new DataError(
      `${this.kind}: expected ${names === undefined ? "at least one column of numbers" : `the columns ${listNames(names)}`}, ` +
        `received a table with ${listNames(input.columnNames)}; ` +
        (names === undefined ? "encode text with oneHotEncoder()" : "give the columns of fit"),
    );
  }

  protected *numbers(frame: Frame): Generator<void, NumberFeature[]> {
    const features = yield* numericPieces(frame, this.kind);
    const empty = features.find(({ numbers }) => numbers.every(Number.isNaN));
    if (empty === undefined) return features;
    throw new DataError(
      `${this.kind}: expected at least one value in each column, received only missing values in "${empty.name}" (${frame.nRows} rows); drop this column`,
    );
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* pieces(this.learnNumbers(yield* this.numbers(frame), frame.nRows));
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features: NumberFeature[] = [];
    for (const { name, numbers } of yield* numericPieces(frame, this.kind)) {
      features.push({ name, numbers: this.forward(numbers, features.length) });
      yield;
    }
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return [...names];
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  /**
   * Turns transformed values back.
   *
   * @returns An array of shape [rows, features].
   * @throws NotFittedError before fit; DataError when the width is not that of fit.
   */
  inverseTransform(input: TransformInput): NdArray<Float64Array> {
    const frame = inverseFrame(input, this.features().length, this.kind);
    const features = numericFeatures(frame, this.kind).map(({ name, numbers }, j) => ({
      name,
      numbers: this.backward(numbers, j),
    }));
    const out = frameToArray({ ...frame, features }, this.kind);
    return derive(out, placeOf(input, inputRows(input, this.kind)));
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
