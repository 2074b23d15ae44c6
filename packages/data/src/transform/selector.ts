import type { NdArray } from "../ndarray/ndarray";
import type { Frame, NumberFeature, TransformInput } from "./frame";
import { InvertibleTransform } from "./numeric";

/**
 * A transform that keeps some features as they are and leaves the others out.
 *
 * @example
 * ```ts
 * const selector: Selector = varianceThreshold();
 * ```
 */
export abstract class Selector extends InvertibleTransform {
  /** For each feature of the fit: is it kept? */
  protected abstract mask(): readonly boolean[];

  /**
   * Which features are kept: true or false for each feature of the fit. Throws NotFittedError before fit.
   */
  getSupport(): boolean[] {
    this.features();
    return [...this.mask()];
  }

  private kept<T>(list: readonly T[]): T[] {
    const mask = this.mask();
    return list.filter((_, j) => mask[j] === true);
  }

  /** The frame with the kept features only. */
  protected pick(frame: Frame): Frame {
    return { ...frame, features: this.kept(frame.features) };
  }

  protected override namesOut(names: readonly string[]): string[] {
    return this.kept(names);
  }

  /**
   * Puts the kept features back in their places, and zeros where others were left out.
   *
   * @returns An array of shape [rows, features of the fit].
   * @throws NotFittedError before fit; DataError when the width is not that of what transform gives.
   */
  override inverseTransform(input: TransformInput): NdArray<Float64Array> {
    return super.inverseTransform(input);
  }

  protected revert(features: readonly NumberFeature[], nRows: number): NumberFeature[] {
    const names = this.features();
    let next = 0;
    return this.mask().map((keep, j) => {
      const numbers = keep ? features[next++]!.numbers : new Float64Array(nRows);
      return { name: names[j]!, numbers };
    });
  }
}
