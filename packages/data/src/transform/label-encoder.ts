import { type Cell, isMissing, showCell, uniqueCells } from "../cell";
import { DataError, NotFittedError } from "../errors";
import { guardFit, type LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { labelsOf, rowCount } from "../split/splittable";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { count } from "../wording";
import { placeOfCell, placesOf } from "./categories";
import { cellListsField, encodeCell, type JsonObject, type TransformJson } from "./json";
import { checkNames } from "./options";

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
export class LabelEncoder {
  /** The name of the factory that makes it. */
  readonly kind = "labelEncoder" as const;
  private readonly allowLeakage: boolean;
  private known: readonly Cell[] | undefined;

  constructor(options: LabelEncoderOptions) {
    checkNames(this.kind, options, []);
    this.allowLeakage = options.allowLeakage ?? false;
  }

  /** Was it fitted? */
  get fitted(): boolean {
    return this.known !== undefined;
  }

  /** The labels in the order of their numbers. Throws NotFittedError before fit. */
  get classes(): Cell[] {
    if (this.known !== undefined) return [...this.known];
    throw new NotFittedError(
      "labelEncoder: expected to be fitted first, received transform before fit; call labelEncoder.fit(yTrain), or fitTransform(yTrain)",
    );
  }

  /**
   * Learns the labels of the train part.
   *
   * @throws LeakageError on held-out rows; DataError when there are no labels, or missing ones.
   */
  fit(labels: LabelInput, options?: LeakageOptions): this {
    const n = rowCount(labels, this.kind);
    if (n === 0) throw new DataError("labelEncoder: expected at least one label to fit on, received none");
    const remember = guardFit(labels, n, this.kind, options?.allowLeakage ?? this.allowLeakage);
    const cells = labelsOf(labels, this.kind);
    const missing = cells.filter(isMissing).length;
    if (missing > 0) {
      throw new DataError(
        `labelEncoder: expected a label in every row, received ${count(missing, "missing one")} in ${count(n, "row")}; drop these rows with table.filter`,
      );
    }
    this.known = uniqueCells(cells);
    remember();
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

  /** Everything needed to transform again; `transformFromJson` reads it back. */
  toJSON(): TransformJson {
    const state: JsonObject | null =
      this.known === undefined ? null : { classes: [this.known.map(encodeCell)] };
    return {
      kind: this.kind,
      options: {},
      features: this.known === undefined ? null : { names: ["label"], named: false },
      state,
    };
  }

  /**
   * Takes back the state of a saved encoder.
   *
   * @internal
   */
  restore(json: TransformJson): this {
    if (json.state !== null) this.known = cellListsField(json.state, "classes")[0] ?? [];
    return this;
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
