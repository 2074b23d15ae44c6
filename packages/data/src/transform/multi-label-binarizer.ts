import { type Cell, isMissing, showCell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { repeated } from "../repeated";
import type { Column } from "../table/column";
import { isColumn } from "../table/table";
import { count } from "../wording";
import { placeOfCell, placesOf } from "./categories";
import { numericFeatures, type TransformInput, toFrame } from "./frame";
import { decodeCell, encodeCell, type JsonObject } from "./json";
import { LabelTransform } from "./label-transform";

/**
 * Several labels a row: a list or a set for each, or, with a `separator`, a column or a list of texts.
 *
 * @example
 * ```ts
 * const labels: LabelSets = [["comedy", "drama"], [], ["drama"]];
 * ```
 */
export type LabelSets = Column | readonly (Iterable<Cell> | string | null)[];

/**
 * Options of {@link multiLabelBinarizer}.
 *
 * @example
 * ```ts
 * const options: MultiLabelBinarizerOptions = { classes: ["comedy", "drama"], handleUnknown: "ignore" };
 * ```
 */
export interface MultiLabelBinarizerOptions extends LeakageOptions {
  /** The labels in the order of their columns; default: those of the train part, sorted. */
  classes?: readonly Cell[] | undefined;
  /** What a label does that is no class: "error" (default) throws, "ignore" leaves it out. */
  handleUnknown?: "error" | "ignore" | undefined;
  /** What stands between labels where a row is one text, as in "comedy|drama"; default: rows are lists. */
  separator?: string | undefined;
}

/**
 * The transform that {@link multiLabelBinarizer} makes.
 *
 * @example
 * ```ts
 * const binarizer: MultiLabelBinarizer = multiLabelBinarizer();
 * ```
 */
export class MultiLabelBinarizer extends LabelTransform {
  readonly kind = "multiLabelBinarizer" as const;
  private readonly given: readonly Cell[] | undefined;
  private readonly ignore: boolean;
  private readonly separator: string | undefined;

  constructor(options: MultiLabelBinarizerOptions) {
    super(options);
    checkOptions("multiLabelBinarizer", options, ["classes", "handleUnknown", "separator", "allowLeakage"]);
    this.given = options.classes === undefined ? undefined : [...options.classes];
    const unknown = options.handleUnknown ?? "error";
    this.ignore = oneOf("multiLabelBinarizer", "handleUnknown", unknown, ["error", "ignore"]) === "ignore";
    this.separator = options.separator;
    const twice = repeated(this.given ?? []);
    if (twice.length > 0) {
      throw new DataError(
        `multiLabelBinarizer: expected each of the classes once, received ${twice.map(showCell).join(", ")} twice; remove it`,
      );
    }
  }

  private rows(labels: LabelSets): Cell[][] {
    const list: readonly unknown[] = isColumn(labels) ? labels.toArray() : labels;
    if (!Array.isArray(list)) {
      throw new DataError(
        `multiLabelBinarizer: expected a list of labels for each row, received ${labels === null ? "null" : typeof labels}; write [["a", "b"], ["b"]]`,
      );
    }
    return list.map((row, i) => {
      if (row === null || row === undefined) return [];
      if (typeof row === "string" && this.separator !== undefined) {
        return row
          .split(this.separator)
          .map((text) => text.trim())
          .filter((text) => text !== "");
      }
      if (typeof row === "object" && Symbol.iterator in row) {
        const cells = [...(row as Iterable<Cell>)];
        if (!cells.some(isMissing)) return cells;
      }
      throw new DataError(
        `multiLabelBinarizer: expected a list of labels in each row, received ${typeof row === "object" ? "a list with a missing label" : JSON.stringify(row)} in row ${i}; ` +
          'write ["a", "b"], or pass { separator: "|" } for texts such as "a|b"',
      );
    });
  }

  /**
   * Learns the labels of the train part.
   *
   * @throws LeakageError on held-out rows; DataError when a row is no list of labels.
   */
  fit(labels: LabelSets, options?: LeakageOptions): this {
    const rows = this.rows(labels);
    this.settle(labels, rows.length, options, () => this.given ?? uniqueCells(rows.flat()));
    return this;
  }

  /**
   * 1 where a row has the label of the column.
   *
   * @returns A float64 array of shape [rows, classes].
   * @throws NotFittedError before fit; DataError for a label that is no class, unless ignored.
   */
  transform(labels: LabelSets): NdArray<Float64Array> {
    const { classes } = this;
    const places = placesOf(classes);
    const rows = this.rows(labels);
    const data = new Float64Array(rows.length * classes.length);
    rows.forEach((cells, row) => {
      for (const cell of cells) {
        const column = placeOfCell(places, cell);
        if (column >= 0) data[row * classes.length + column] = 1;
        else if (!this.ignore) {
          throw new DataError(
            `multiLabelBinarizer: expected the labels of fit (${classes.slice(0, 12).map(showCell).join(", ")}), received unknown label ${showCell(cell)} in row ${row}; ` +
              'mend it, or pass { handleUnknown: "ignore" }',
          );
        }
      }
    });
    return derive({ data, shape: [rows.length, classes.length] }, placeOf(labels, rows.length));
  }

  /** `fit`, then `transform`, on the train part. */
  fitTransform(labels: LabelSets, options?: LeakageOptions): NdArray<Float64Array> {
    return this.fit(labels, options).transform(labels);
  }

  /**
   * The labels of each row.
   *
   * @param values Rows of 0 and 1, one column a class; round probabilities first.
   * @throws NotFittedError before fit; DataError for another width or other numbers.
   */
  inverseTransform(values: TransformInput): Cell[][] {
    const { classes } = this;
    const who = `${this.kind}.inverseTransform`;
    const frame = toFrame(values, who);
    const columns = numericFeatures(frame, who).map(({ numbers }) => numbers);
    if (columns.length !== classes.length) {
      throw new DataError(
        `${who}: expected ${count(classes.length, "column")}, one for each class, received ${columns.length}`,
      );
    }
    return Array.from({ length: frame.nRows }, (_, row) =>
      classes.filter((_, j) => {
        const value = columns[j]![row]!;
        if (value === 0 || value === 1) return value === 1;
        throw new DataError(
          `${who}: expected 0 or 1, received ${value} in row ${row}; for probabilities give value > 0.5 ? 1 : 0`,
        );
      }),
    );
  }

  /** The labels that the columns stand for, as texts. */
  getFeatureNamesOut(): string[] {
    return this.classes.map(String);
  }

  protected optionsJson(): JsonObject {
    return {
      classes: this.given?.map(encodeCell),
      handleUnknown: this.ignore ? "ignore" : "error",
      separator: this.separator,
    };
  }
}

/**
 * A column of 0 and 1 for each label where a row may have several or none, as scikit-learn's
 * `MultiLabelBinarizer`: the target of a network with one sigmoid for each label.
 *
 * @param options `classes`, `handleUnknown`, `separator`, `allowLeakage`.
 * @throws LeakageError when fitted on held-out rows; DataError for unknown labels (scikit-learn warns and
 *   ignores them), or a class that is given twice.
 * @example
 * ```ts
 * const binarizer = multiLabelBinarizer();
 * toNested(binarizer.fitTransform([["comedy", "drama"], ["drama"]])); // [[1, 1], [0, 1]]
 * binarizer.inverseTransform([[1, 0]]); // [["comedy"]]
 * ```
 */
export function multiLabelBinarizer(options: MultiLabelBinarizerOptions = {}): MultiLabelBinarizer {
  return new MultiLabelBinarizer(options);
}

/** A binarizer of several labels a row from its saved options. */
export const multiLabelBinarizerFromOptions = (options: JsonObject): MultiLabelBinarizer =>
  multiLabelBinarizer({
    ...(options as MultiLabelBinarizerOptions),
    classes: Array.isArray(options.classes) ? options.classes.map(decodeCell) : undefined,
  });
