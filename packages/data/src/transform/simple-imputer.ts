import { type Cell, compareCells, isMissing } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { columnFromCells, type KindSpec } from "../table/column";
import { parseIso } from "../table/datetime-iso";
import { isTable, Table } from "../table/table";
import { listNames } from "../wording";
import { Transform } from "./base";
import type { TargetInput } from "./fit-arguments";
import {
  type CellFeature,
  cellsOf,
  type Feature,
  type Frame,
  frameToArray,
  numericFeatures,
  type TransformInput,
  textsOf,
} from "./frame";
import { gapsOf, indicatorName, placesWithGaps, withGaps } from "./gaps";
import { decodeCell, encodeCell, type JsonObject, listField, numbersField } from "./json";
import { median, sortedNumbers } from "./quantile";

/**
 * Options of {@link simpleImputer}.
 *
 * @example
 * ```ts
 * const options: SimpleImputerOptions = { strategy: "constant", fillValue: "unknown" };
 * ```
 */
export interface SimpleImputerOptions extends LeakageOptions {
  /** What fills a gap: the column's mean (default), median, most frequent value, or a constant. */
  strategy?: "mean" | "median" | "mostFrequent" | "constant" | undefined;
  /** The constant; default 0 for numbers and "missing_value" for texts. */
  fillValue?: number | string | boolean | undefined;
  /** The value that means missing; default NaN, which stands for null and undefined too. */
  missingValues?: number | string | null | undefined;
  /** Add a column of zeros and ones for each column that had gaps in the train part; default false. */
  addIndicator?: boolean | undefined;
  /**
   * Keep columns without any value in the train part, filled with 0, or with the constant; default false, which drops
   * them. Strategy "constant" keeps them always.
   */
  keepEmptyFeatures?: boolean | undefined;
}

/** What the imputer gives: a table for a table, an array for numbers, rows of cells for rows with texts. */
export type ImputerOutput = Table | NdArray<Float64Array> | Cell[][];

type Strategy = NonNullable<SimpleImputerOptions["strategy"]>;

const mostFrequent = (cells: readonly Cell[]): Cell => {
  const counts = new Map<Cell, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  let best: Cell = null;
  let most = 0;
  for (const [cell, n] of counts) {
    if (n > most || (n === most && compareCells(cell, best) < 0)) [best, most] = [cell, n];
  }
  return best;
};

const meanOf = (numbers: Float64Array): number => {
  const there = numbers.filter((value) => !Number.isNaN(value));
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  // A sum beyond the range of float64: the mean of shares is within it.
  return Number.isFinite(mean) ? mean : there.reduce((sum, value) => sum + value / there.length, 0);
};

/**
 * The transform that {@link simpleImputer} makes.
 *
 * @example
 * ```ts
 * const imputer: SimpleImputer = simpleImputer({ strategy: "median" });
 * ```
 */
export class SimpleImputer extends Transform<ImputerOutput> {
  readonly kind = "simpleImputer" as const;
  private readonly strategy: Strategy;
  private readonly fillValue: number | string | boolean | undefined;
  private readonly missingValues: number | string | null;
  private readonly addIndicator: boolean;
  private readonly keepEmpty: boolean;
  private fills: readonly Cell[] = [];
  private indicated: readonly number[] = [];

  constructor(options: SimpleImputerOptions) {
    super(options);
    checkOptions(this.kind, options, [
      "strategy",
      "fillValue",
      "missingValues",
      "addIndicator",
      "keepEmptyFeatures",
      "allowLeakage",
    ]);
    const strategies = ["mean", "median", "mostFrequent", "constant"] as const;
    this.strategy = oneOf(this.kind, "strategy", options.strategy ?? "mean", strategies);
    this.fillValue = options.fillValue;
    this.missingValues = options.missingValues ?? Number.NaN;
    this.addIndicator = options.addIndicator ?? false;
    this.keepEmpty = options.keepEmptyFeatures ?? false;
  }

  protected learn(given: Frame): void {
    const frame = withGaps(given, this.missingValues, this.kind);
    const { strategy } = this;
    const ofNone = this.keepEmpty ? 0 : Number.NaN;
    if (strategy === "mean" || strategy === "median") {
      const texts = textsOf(frame);
      if (texts.length > 0) {
        throw new DataError(
          `simpleImputer: expected numbers for strategy "${strategy}", received text in ${listNames(texts)}; use { strategy: "mostFrequent" } or "constant" for these`,
        );
      }
      this.fills = numericFeatures(frame, this.kind).map(({ numbers }) => {
        const sorted = sortedNumbers(numbers);
        return sorted.length === 0 ? ofNone : strategy === "mean" ? meanOf(numbers) : median(sorted);
      });
    } else {
      this.fills = frame.features.map((feature) =>
        strategy === "constant"
          ? this.constant(feature)
          : (mostFrequent(cellsOf(feature).filter((c) => !isMissing(c))) ?? ofNone),
      );
    }
    this.indicated = this.addIndicator ? placesWithGaps(frame) : [];
  }

  private constant(feature: Feature): Cell {
    const numeric = "numbers" in feature;
    const value = this.fillValue ?? (numeric ? 0 : "missing_value");
    if (numeric && typeof value !== "number") {
      throw new DataError(
        `simpleImputer: expected a number to fill "${feature.name}", a column of numbers, received ${JSON.stringify(value)}; give a number as fillValue, or treat this column apart with columnTransformer()`,
      );
    }
    return value;
  }

  /**
   * What fills the gaps of each feature; NaN for a feature that had no value in the train part and is
   * therefore dropped, 0 where `keepEmptyFeatures` keeps it. Throws NotFittedError before fit.
   */
  get statistics(): Cell[] {
    this.features();
    return [...this.fills];
  }

  // A column that was empty when it was learnt may turn out to hold texts; 0 stands in their gaps then.
  private fillsTexts(feature: Feature, fill: number): boolean {
    if (!this.keepEmpty || this.strategy !== "mostFrequent" || fill !== 0) return false;
    return "cells" in feature && feature.cells.some((cell) => typeof cell === "string");
  }

  protected apply(given: Frame): Frame {
    const frame = withGaps(given, this.missingValues, this.kind);
    const names = this.namesOut(frame.features.map(({ name }) => name));
    const features: Feature[] = [];
    frame.features.forEach((feature, j) => {
      const fill = this.fills[j]!;
      if (isMissing(fill)) return;
      const name = names[features.length]!;
      if (typeof fill !== "number" || this.fillsTexts(feature, fill)) {
        const order = "cells" in feature ? feature.order : undefined;
        const filled = cellsOf(feature).map((cell) => (isMissing(cell) ? fill : cell));
        const kind = "cells" in feature && filled.every(fitsKind(feature.kind)) ? feature.kind : undefined;
        features.push({ name, cells: filled, kind, ...(order?.includes(String(fill)) ? { order } : {}) });
        return;
      }
      const { numbers } = numericFeatures({ ...frame, features: [feature] }, this.kind)[0]!;
      features.push({ name, numbers: numbers.map((value) => (Number.isNaN(value) ? fill : value)) });
    });
    for (const j of this.indicated) {
      features.push({ name: names[features.length]!, numbers: gapsOf(frame.features[j]!) });
    }
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    const kept = names.filter((_, j) => !isMissing(this.fills[j]));
    return [...kept, ...this.indicated.map((j) => indicatorName(names[j]!))];
  }

  protected present(frame: Frame, input: TransformInput): ImputerOutput {
    if (isTable(input) && frame.features.length > 0) {
      const columns = frame.features.map((feature) => {
        return columnFromCells(feature.name, cellsOf(feature), kindOf(feature));
      });
      return new Table(columns, { place: placeOf(input, input.nRows) });
    }
    if (frame.features.every((feature) => "numbers" in feature)) return frameToArray(frame, this.kind);
    const columns = frame.features.map(cellsOf);
    return Array.from({ length: frame.nRows }, (_, row) => columns.map((cells) => cells[row]!));
  }

  /** Fills the gaps: a table gives a table, an array an array, rows with texts rows. */
  override transform(input: Table): Table;
  override transform(input: NdArray | readonly (readonly (number | null)[])[]): NdArray<Float64Array>;
  override transform(input: TransformInput): ImputerOutput;
  override transform(input: TransformInput): ImputerOutput {
    return super.transform(input);
  }

  /** `fit`, then `transform`, on the train part. */
  override fitTransform(input: Table, y?: TargetInput | LeakageOptions, options?: LeakageOptions): Table;
  override fitTransform(
    input: NdArray | readonly (readonly (number | null)[])[],
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): NdArray<Float64Array>;
  override fitTransform(
    input: TransformInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): ImputerOutput;
  override fitTransform(
    input: TransformInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): ImputerOutput {
    return super.fitTransform(input, y, options);
  }

  protected optionsJson(): JsonObject {
    return {
      strategy: this.strategy,
      fillValue: this.fillValue,
      missingValues: encodeCell(this.missingValues),
      addIndicator: this.addIndicator,
      keepEmptyFeatures: this.keepEmpty,
    };
  }

  protected stateJson(): JsonObject {
    return { statistics: this.fills.map(encodeCell), indicated: [...this.indicated] };
  }

  protected readState(state: JsonObject): void {
    this.fills = listField(state, "statistics").map(decodeCell);
    this.indicated = [...numbersField(state, "indicated")];
  }
}

// A column that is filled keeps its kind, unless it is filled with something of another kind.
const fitsKind =
  (kind: CellFeature["kind"]) =>
  (cell: Cell): boolean =>
    typeof cell === "string" && (kind !== "datetime" || !Number.isNaN(parseIso(cell)));

const kindOf = (feature: Feature): KindSpec | undefined => {
  if (!("cells" in feature)) return undefined;
  const { order, kind } = feature;
  if (order !== undefined) return { kind: "ordinal", order };
  // Filled with a text that is not in its order, a column has none.
  return kind === undefined || kind === "ordinal" ? undefined : { kind };
};

/**
 * Fills missing values with what the train part says, as scikit-learn's `SimpleImputer`; of equally
 * frequent values the least. A column without any value in the train part is dropped, unless it is asked for.
 *
 * @param options `strategy`, `fillValue`, `missingValues`, `addIndicator`, `keepEmptyFeatures`, `allowLeakage`.
 * @throws DataError for texts with a strategy for numbers; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * toNested(simpleImputer().fitTransform([[1], [null], [3]])); // [[1], [2], [3]]
 * ```
 */
export function simpleImputer(options: SimpleImputerOptions = {}): SimpleImputer {
  return new SimpleImputer(options);
}
