import { showCell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import type { Column } from "../table/column";
import { isColumn, isTable } from "../table/table";
import type { CsrArray } from "../text/csr";
import { listNames } from "../wording";
import { Transform } from "./base";
import { presentCsr } from "./csr-frame";
import type { TargetInput } from "./fit-arguments";
import { type Frame, framePieces, type TransformInput } from "./frame";

/**
 * Texts: a list of them, a column, a table of one column, or rows of one text each.
 *
 * @example
 * ```ts
 * const texts: TextInput = ["one text", "another text"];
 * ```
 */
export type TextInput = readonly string[] | Column | TransformInput;

/**
 * A transform of texts to numbers, one row for each text.
 *
 * @example
 * ```ts
 * const counts: TextTransform = countVectorizer();
 * ```
 */
export abstract class TextTransform<Out = NdArray<Float64Array>> extends Transform<Out> {
  protected readonly sparse: boolean;

  constructor(options: LeakageOptions & { sparseOutput?: boolean | undefined }) {
    super(options);
    this.sparse = options.sparseOutput ?? false;
  }

  // A column becomes the list of its texts, of the same rows.
  private rowsOf(input: TextInput): TransformInput {
    if (!isColumn(input)) return input as TransformInput;
    return derive(input.toArray(), placeOf(input, input.length)) as unknown as TransformInput;
  }

  /**
   * Learns from the texts of the train part, forgetting what it learned before.
   *
   * @param input The texts of the train part.
   * @param y May be given, as to other transforms; it is not used.
   * @param options `allowLeakage`.
   * @throws LeakageError when rows of it are held out by a split; DataError for what is no text.
   */
  override fit(input: TextInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): this {
    return super.fit(this.rowsOf(input), y, options);
  }

  /** `fit` in turns: the event loop runs every few milliseconds. */
  override fitAsync(
    input: TextInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): Promise<this> {
    return super.fitAsync(this.rowsOf(input), y, options);
  }

  /**
   * Transforms with what was learned; the result remembers its rows' origin as the input does.
   *
   * @returns An array of shape [texts, terms], float64; with `sparseOutput` a CsrArray.
   * @throws NotFittedError before fit; DataError for what is no text, or a result too large for memory.
   */
  override transform(input: TextInput): Out {
    return super.transform(this.rowsOf(input));
  }

  /** `transform` in turns: the event loop runs every few milliseconds. */
  override transformAsync(input: TextInput): Promise<Out> {
    return super.transformAsync(this.rowsOf(input));
  }

  /** `fit`, then `transform`, on the train part. */
  override fitTransform(input: TextInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): Out {
    return super.fitTransform(this.rowsOf(input), y, options);
  }

  /** `fitTransform` in turns: the event loop runs every few milliseconds. */
  override fitTransformAsync(
    input: TextInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): Promise<Out> {
    return super.fitTransformAsync(this.rowsOf(input), y, options);
  }

  protected override *frameOf(input: TransformInput, toFit = false): Generator<void, Frame> {
    // A list of texts stands for rows of one text.
    if (Array.isArray(input) && !input.some((row) => typeof row === "object" && row !== null)) {
      const cells = input as unknown as readonly string[];
      return { nRows: cells.length, named: false, features: [{ name: "x0", cells }] };
    }
    const frame = yield* framePieces(input, this.kind);
    const name = toFit ? undefined : this.fittedNames()?.[0];
    if (!isTable(input) || name === undefined) return frame;
    const features = frame.features.filter((feature) => feature.name === name);
    return features.length === 0 ? frame : { ...frame, features };
  }

  /** The texts of a frame, which has one feature. */
  protected texts(frame: Frame): readonly string[] {
    const [feature, ...others] = frame.features;
    const names = frame.features.map(({ name }) => name);
    if (feature === undefined || others.length > 0) {
      throw new DataError(
        `${this.kind}: expected one column of texts, received ${names.length} (${listNames(names)}); choose one with table.select, or give each column a transform of its own in columnTransformer()`,
      );
    }
    const cells = "cells" in feature ? feature.cells : feature.numbers;
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row];
      if (typeof cell === "string") continue;
      throw new DataError(
        `${this.kind}: expected a text in every row, received ${showCell(cell)} in row ${row} of "${feature.name}"; ` +
          'fill gaps with simpleImputer({ strategy: "constant", fillValue: "" }), and make texts of numbers with String',
      );
    }
    return cells as readonly string[];
  }

  protected *present(frame: Frame): Generator<void, Out> {
    return (yield* presentCsr(frame, this.kind)) as Out & (NdArray | CsrArray);
  }
}

/** How much text is taken apart at once, in characters. */
const piece = 50_000;

/** Takes texts one after another, in pieces. */
export function* eachText(texts: readonly string[], take: (text: string) => void): Generator<void, void> {
  let done = 0;
  for (const text of texts) {
    take(text);
    done += text.length + 10;
    if (done < piece) continue;
    done = 0;
    yield;
  }
}
