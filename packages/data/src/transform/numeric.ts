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
  type TransformInput,
} from "./frame";
import type { Work } from "./work";

/**
 * A transform of numbers to numbers. Of a table it takes the columns of numbers and leaves the others out;
 * `getFeatureNamesOut()` tells which.
 *
 * @example
 * ```ts
 * const powers: NumericTransform = polynomialFeatures({ degree: 2 });
 * ```
 */
export abstract class NumericTransform extends Transform<NdArray<Float64Array>> {
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

  protected namesOut(names: readonly string[]): string[] {
    return [...names];
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }
}

/**
 * A transform of numbers that can be turned back into numbers.
 *
 * @example
 * ```ts
 * const bins: InvertibleTransform = kBinsDiscretizer({ encode: "ordinal" });
 * ```
 */
export abstract class InvertibleTransform extends NumericTransform {
  /** May values be infinite? */
  protected readonly infinite: boolean = false;

  /** What went in, from the features that came out. */
  protected abstract revert(features: readonly NumberFeature[], nRows: number): NumberFeature[];

  /**
   * Turns transformed values back.
   *
   * @returns An array of shape [rows, features].
   * @throws NotFittedError before fit; DataError when the width is not that of what transform gives.
   */
  inverseTransform(input: TransformInput): NdArray<Float64Array> {
    const frame = inverseFrame(input, this.getFeatureNamesOut().length, this.kind);
    const features = this.revert(numericFeatures(frame, this.kind, this.infinite), frame.nRows);
    const out = frameToArray({ ...frame, features }, this.kind);
    return derive(out, placeOf(input, inputRows(input, this.kind)));
  }
}
