import { type Cell, showCell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { labelsOf, rowCount } from "../split/splittable";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { placeOfCell, placesOf } from "./categories";
import type { JsonObject } from "./json";
import { LabelTransform } from "./label-transform";

/**
 * One label a row: a column, a table of one column, an array of shape [rows], a plain or a typed array.
 *
 * @example
 * ```ts
 * const labels: LabelInput = ["paris", "tokyo", "paris"];
 * ```
 */
export type LabelInput = Column | Table | NdArray | readonly Cell[] | TypedArray;

/**
 * Options of {@link labelEncoder}.
 *
 * @example
 * ```ts
 * const options: LabelEncoderOptions = {};
 * ```
 */
export interface LabelEncoderOptions extends LeakageOptions {}

/**
 * The transform that {@link labelEncoder} makes.
 *
 * @example
 * ```ts
 * const encoder: LabelEncoder = labelEncoder();
 * ```
 */
export class LabelEncoder extends LabelTransform {
  readonly kind = "labelEncoder" as const;

  constructor(options: LabelEncoderOptions) {
    super(options);
    checkOptions("labelEncoder", options, ["allowLeakage"]);
  }

  /**
   * Learns the labels of the train part.
   *
   * @throws LeakageError on held-out rows; DataError when there are no labels, or missing ones.
   */
  fit(labels: LabelInput, options?: LeakageOptions): this {
    const cells = (): Cell[] => this.distinct(labelsOf(labels, this.kind));
    this.settle(labels, rowCount(labels, this.kind), options, cells);
    return this;
  }

  /**
   * The number of each label.
   *
   * @returns An int32 array of shape [rows].
   * @throws NotFittedError before fit; DataError for a label that fit has not seen.
   */
  transform(labels: LabelInput): NdArray<Int32Array> {
    const { classes } = this;
    const n = rowCount(labels, this.kind);
    const places = placesOf(classes);
    const cells = labelsOf(labels, this.kind);
    const data = Int32Array.from(cells, (cell) => placeOfCell(places, cell));
    const bad = data.indexOf(-1);
    if (bad >= 0) {
      const unseen = uniqueCells(cells.filter((_, row) => data[row] === -1));
      throw new DataError(
        `labelEncoder: expected the labels of fit (${classes.slice(0, 12).map(showCell).join(", ")}), received unseen labels ${unseen.slice(0, 8).map(showCell).join(", ")}, first in row ${bad}; ` +
          "mend them, or split with stratify so that every class is in train",
      );
    }
    return derive({ data, shape: [n] }, placeOf(labels, n));
  }

  /** `fit`, then `transform`, on the train part. */
  fitTransform(labels: LabelInput, options?: LeakageOptions): NdArray<Int32Array> {
    return this.fit(labels, options).transform(labels);
  }

  /**
   * The labels that numbers stand for.
   *
   * @throws NotFittedError before fit; DataError for a number that is no class.
   */
  inverseTransform(numbers: NdArray | readonly number[] | TypedArray): Cell[] {
    const { classes } = this;
    return labelsOf(numbers, `${this.kind}.inverseTransform`).map((code, row) => {
      const cell = typeof code === "number" ? classes[code] : undefined;
      if (cell !== undefined) return cell;
      throw new DataError(
        `labelEncoder.inverseTransform: expected whole numbers from 0 to ${classes.length - 1}, received ${showCell(code)} in row ${row}`,
      );
    });
  }

  /** The name of what comes out. Throws NotFittedError before fit. */
  getFeatureNamesOut(): string[] {
    this.classes;
    return ["label"];
  }

  protected optionsJson(): JsonObject {
    return {};
  }
}

/**
 * Labels as whole numbers from 0, in their sorted order, as scikit-learn's `LabelEncoder`.
 *
 * @param options `allowLeakage`.
 * @throws LeakageError when fitted on held-out rows; DataError for missing or unseen labels.
 * @example
 * ```ts
 * labelEncoder().fitTransform(["paris", "tokyo", "amsterdam"]).data; // Int32Array [1, 2, 0]
 * ```
 */
export function labelEncoder(options: LabelEncoderOptions = {}): LabelEncoder {
  return new LabelEncoder(options);
}
