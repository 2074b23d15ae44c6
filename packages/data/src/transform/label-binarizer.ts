import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { labelsOf, rowCount } from "../split/splittable";
import { count } from "../wording";
import { placeOfCell, placesOf } from "./categories";
import { numericFeatures, type TransformInput, toFrame } from "./frame";
import type { JsonObject } from "./json";
import type { LabelInput } from "./label-encoder";
import { LabelTransform } from "./label-transform";

/**
 * Options of {@link labelBinarizer}.
 *
 * @example
 * ```ts
 * const options: LabelBinarizerOptions = { negLabel: -1 };
 * ```
 */
export interface LabelBinarizerOptions extends LeakageOptions {
  /** The number for "is not of this class", below `posLabel`; default 0. */
  negLabel?: number | undefined;
  /** The number for "is of this class"; default 1. */
  posLabel?: number | undefined;
}

/**
 * The transform that {@link labelBinarizer} makes.
 *
 * @example
 * ```ts
 * const binarizer: LabelBinarizer = labelBinarizer();
 * ```
 */
export class LabelBinarizer extends LabelTransform {
  readonly kind = "labelBinarizer" as const;
  private readonly neg: number;
  private readonly pos: number;

  constructor(options: LabelBinarizerOptions) {
    super(options);
    checkOptions("labelBinarizer", options, ["negLabel", "posLabel", "allowLeakage"]);
    this.neg = options.negLabel ?? 0;
    this.pos = options.posLabel ?? 1;
    if (!(this.neg < this.pos) || !Number.isFinite(this.pos - this.neg)) {
      throw new DataError(
        `labelBinarizer: expected negLabel below posLabel, received ${this.neg} and ${this.pos}; pass { negLabel: 0, posLabel: 1 }`,
      );
    }
  }

  private cells(labels: LabelInput): Cell[] {
    const wide = isNdArray(labels) ? labels.shape.length > 1 && labels.shape[1] !== 1 : false;
    const nested = Array.isArray(labels) && Array.isArray(labels[0]);
    if (wide || nested) {
      throw new DataError(
        `labelBinarizer: expected one label a row, received ${nested ? "lists" : `shape [${(labels as NdArray).shape.join(", ")}]`}; ` +
          "for rows with several labels use multiLabelBinarizer()",
      );
    }
    return labelsOf(labels, this.kind);
  }

  /**
   * Learns the labels of the train part.
   *
   * @throws LeakageError on held-out rows; DataError when there are no labels, missing ones, or several a row.
   */
  fit(labels: LabelInput, options?: LeakageOptions): this {
    this.settle(labels, rowCount(labels, this.kind), options, () => this.distinct(this.cells(labels)));
    return this;
  }

  /**
   * One column for each class; of two classes only that of the second. A label that fit has not seen is of
   * no class.
   *
   * @returns A float64 array of shape [rows, classes], or [rows, 1] for two classes or one.
   * @throws NotFittedError before fit.
   */
  transform(labels: LabelInput): NdArray<Float64Array> {
    const { classes } = this;
    const n = rowCount(labels, this.kind);
    const width = classes.length <= 2 ? 1 : classes.length;
    const data = new Float64Array(n * width).fill(this.neg);
    const places = placesOf(classes);
    // Of one class nothing is positive, as in scikit-learn.
    const first = classes.length === 2 ? 1 : classes.length === 1 ? 2 : 0;
    this.cells(labels).forEach((cell, row) => {
      const column = placeOfCell(places, cell) - first;
      if (column >= 0) data[row * width + column] = this.pos;
    });
    return derive({ data, shape: [n, width] }, placeOf(labels, n));
  }

  /** `fit`, then `transform`, on the train part. */
  fitTransform(labels: LabelInput, options?: LeakageOptions): NdArray<Float64Array> {
    return this.fit(labels, options).transform(labels);
  }

  /**
   * The labels that rows stand for: the class with the largest number, so it takes probabilities too; of two
   * classes the second where the number is above the threshold.
   *
   * @param values Rows as wide as what `transform` gives; for two classes also one probability a row, or two.
   * @param options `threshold`, for two classes; default half way between `negLabel` and `posLabel`.
   * @throws NotFittedError before fit; DataError for another width.
   */
  inverseTransform(
    values: TransformInput | ArrayLike<number>,
    options: { threshold?: number | undefined } = {},
  ): Cell[] {
    const { classes, kind } = this;
    const who = `${kind}.inverseTransform`;
    const frame = toFrame(asRows(values), who);
    const columns = numericFeatures(frame, who).map(({ numbers }) => numbers);
    const width = columns.length;
    const fits = classes.length <= 2 ? width === 1 || width === classes.length : width === classes.length;
    if (!fits) {
      throw new DataError(
        `${who}: expected ${count(classes.length <= 2 ? 1 : classes.length, "column")}, as transform gives for ${count(classes.length, "class", "classes")}, received ${width}`,
      );
    }
    const threshold = options.threshold ?? (this.neg + this.pos) / 2;
    return Array.from({ length: frame.nRows }, (_, row): Cell => {
      if (classes.length === 1) return classes[0]!;
      if (classes.length === 2) return classes[columns[width - 1]![row]! > threshold ? 1 : 0]!;
      let best = 0;
      for (let j = 1; j < width; j++) if (columns[j]![row]! > columns[best]![row]!) best = j;
      return classes[best]!;
    });
  }

  /** The labels that the columns stand for, as texts; of two classes the second. */
  getFeatureNamesOut(): string[] {
    const names = this.classes.map(String);
    return names.length <= 2 ? names.slice(-1) : names;
  }

  protected optionsJson(): JsonObject {
    return { negLabel: this.neg, posLabel: this.pos };
  }
}

// One number a row stands for a column.
const asRows = (values: TransformInput | ArrayLike<number>): TransformInput => {
  if (isNdArray(values)) {
    return values.shape.length === 1 ? { data: values.data, shape: [values.data.length, 1] } : values;
  }
  const flat = ArrayBuffer.isView(values) || (Array.isArray(values) && typeof values[0] === "number");
  return flat ? Array.from(values as ArrayLike<number>, (value) => [value]) : (values as TransformInput);
};

/**
 * A column of 0 and 1 for each label, as scikit-learn's `LabelBinarizer`: the target of a network with
 * softmax, or with sigmoid for two classes.
 *
 * @param options `negLabel`, `posLabel`, `allowLeakage`.
 * @throws LeakageError when fitted on held-out rows; DataError for missing labels or labels out of order.
 * @example
 * ```ts
 * const binarizer = labelBinarizer();
 * toNested(binarizer.fitTransform(["b", "a", "c"])); // [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
 * binarizer.inverseTransform([[0.1, 0.7, 0.2]]); // ["b"]
 * ```
 */
export function labelBinarizer(options: LabelBinarizerOptions = {}): LabelBinarizer {
  return new LabelBinarizer(options);
}
