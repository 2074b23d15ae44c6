import { type Cell, isMissing, uniqueCells } from "../cell";
import { DataError, NotFittedError } from "../errors";
import { guardFit, type LeakageOptions } from "../leakage/guard";
import { count } from "../wording";
import { cellListsField, encodeCell, type JsonObject, type TransformJson } from "./json";

/**
 * A transform of labels that learns which ones there are.
 *
 * @example
 * ```ts
 * const binarizer: LabelTransform = labelBinarizer();
 * ```
 */
export abstract class LabelTransform {
  /** The name of the factory that makes it. */
  abstract readonly kind: string;
  private readonly allowLeakage: boolean;
  private known: readonly Cell[] | undefined;

  constructor(options: LeakageOptions) {
    this.allowLeakage = options.allowLeakage ?? false;
  }

  /** Was it fitted? */
  get fitted(): boolean {
    return this.known !== undefined;
  }

  /** The labels in the order of their numbers, or of their columns. Throws NotFittedError before fit. */
  get classes(): Cell[] {
    if (this.known !== undefined) return [...this.known];
    throw new NotFittedError(
      `${this.kind}: expected to be fitted first, received transform before fit; call ${this.kind}.fit(yTrain), or fitTransform(yTrain)`,
    );
  }

  /** Takes the classes of a train part, unless its rows are held out. */
  protected settle(
    labels: object,
    nRows: number,
    options: LeakageOptions | undefined,
    find: () => readonly Cell[],
  ): void {
    if (nRows === 0) {
      throw new DataError(`${this.kind}: expected at least one row of labels to fit on, received none`);
    }
    const remember = guardFit(labels, nRows, this.kind, options?.allowLeakage ?? this.allowLeakage);
    this.known = find();
    remember();
  }

  /** The distinct labels of rows that have one each, sorted. */
  protected distinct(cells: readonly Cell[]): Cell[] {
    const missing = cells.filter(isMissing).length;
    if (missing === 0) return uniqueCells(cells);
    throw new DataError(
      `${this.kind}: expected a label in every row, received ${count(missing, "missing one")} in ${count(cells.length, "row")}; drop these rows with table.filter`,
    );
  }

  /** The options as JSON. */
  protected abstract optionsJson(): JsonObject;
  /** The names of the columns that come out. Throws NotFittedError before fit. */
  abstract getFeatureNamesOut(): string[];

  /** Everything needed to transform again; `transformFromJson` reads it back. */
  toJSON(): TransformJson {
    const { kind, known } = this;
    return {
      kind,
      options: this.optionsJson(),
      features: known === undefined ? null : { names: this.getFeatureNamesOut(), named: false },
      state: known === undefined ? null : { classes: [known.map(encodeCell)] },
    };
  }

  /**
   * Takes back the state of a saved transform.
   *
   * @internal
   */
  restore(json: TransformJson): this {
    if (json.state !== null) this.known = cellListsField(json.state, "classes")[0] ?? [];
    return this;
  }
}
