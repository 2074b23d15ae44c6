import { DataError } from "../errors";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { isTable } from "../table/table";
import { listNames } from "../wording";
import { inverseFrame, Transform } from "./base";
import {
  type Feature,
  type Frame,
  frameToArray,
  inputRows,
  type NumberFeature,
  numericFeatures,
  type TransformInput,
  toFrame,
} from "./frame";

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
  /** Learns from features of finite numbers (NaN where missing), each with at least one. */
  protected abstract learnNumbers(features: readonly NumberFeature[], nRows: number): void;
  /** One value of feature `j`. */
  protected abstract forward(value: number, j: number): number;
  /** The inverse of `forward`. */
  protected abstract backward(value: number, j: number): number;

  // Of a table its columns of numbers are taken, and later those of the same names; inside a pipeline or a
  // column transformer, where somebody chose the columns, text is an error.
  protected override frameOf(input: TransformInput, toFit = false): Frame {
    const frame = toFrame(input, this.kind);
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

  protected numbers(frame: Frame): NumberFeature[] {
    const features = numericFeatures(frame, this.kind);
    const empty = features.find(({ numbers }) => numbers.every(Number.isNaN));
    if (empty === undefined) return features;
    throw new DataError(
      `${this.kind}: expected at least one value in each column, received only missing values in "${empty.name}" (${frame.nRows} rows); drop this column`,
    );
  }

  protected learn(frame: Frame): void {
    this.learnNumbers(this.numbers(frame), frame.nRows);
  }

  protected apply(frame: Frame): Frame {
    const features = numericFeatures(frame, this.kind).map(({ name, numbers }, j) => ({
      name,
      numbers: numbers.map((value) => this.forward(value, j)),
    }));
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return [...names];
  }

  protected present(frame: Frame): NdArray<Float64Array> {
    return frameToArray(frame, this.kind);
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
      numbers: numbers.map((value) => this.backward(value, j)),
    }));
    const out = frameToArray({ ...frame, features }, this.kind);
    return derive(out, placeOf(input, inputRows(input, this.kind)));
  }
}

/** Scales of zero (or next to it) become 1, so that a constant column is not divided by nothing. */
export const withoutZeros = (scale: Float64Array): Float64Array =>
  scale.map((value) => (value < 10 * Number.EPSILON ? 1 : value));
