import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { listNames } from "../wording";
import { Transform } from "./base";
import { arrayPieces, type Frame } from "./frame";
import { gapsOf, indicatorName, placesWithGaps, withGaps } from "./gaps";
import { decodeCell, encodeCell, type JsonObject, numbersField } from "./json";
import type { Work } from "./work";

/**
 * Options of {@link missingIndicator}.
 *
 * @example
 * ```ts
 * const options: MissingIndicatorOptions = { features: "all" };
 * ```
 */
export interface MissingIndicatorOptions extends LeakageOptions {
  /** Columns for the features that lack a value in the train part ("missingOnly", default), or for all. */
  features?: "missingOnly" | "all" | undefined;
  /** Throw when a feature lacks a value that lacked none in the train part; default true. */
  errorOnNew?: boolean | undefined;
  /** The value that means missing; default NaN, for which null counts too. */
  missingValues?: number | string | null | undefined;
}

/**
 * The transform that {@link missingIndicator} makes.
 *
 * @example
 * ```ts
 * const indicator: MissingIndicator = missingIndicator();
 * ```
 */
export class MissingIndicator extends Transform<NdArray<Float64Array>> {
  readonly kind = "missingIndicator" as const;
  private readonly which: "missingOnly" | "all";
  private readonly errorOnNew: boolean;
  private readonly missingValues: number | string | null;
  private places: readonly number[] = [];

  constructor(options: MissingIndicatorOptions) {
    super(options);
    checkOptions("missingIndicator", options, ["features", "errorOnNew", "missingValues", "allowLeakage"]);
    const { features = "missingOnly" } = options;
    this.which = oneOf("missingIndicator", "features", features, ["missingOnly", "all"]);
    this.errorOnNew = options.errorOnNew ?? true;
    this.missingValues = options.missingValues ?? Number.NaN;
  }

  protected learn(given: Frame): void {
    const frame = withGaps(given, this.missingValues, this.kind);
    this.places = this.which === "all" ? frame.features.map((_, j) => j) : placesWithGaps(frame);
  }

  /** The places of the features that have a column. Throws NotFittedError before fit. */
  get indicated(): number[] {
    this.features();
    return [...this.places];
  }

  protected apply(given: Frame): Frame {
    const frame = withGaps(given, this.missingValues, this.kind);
    const fresh = this.errorOnNew ? placesWithGaps(frame).filter((j) => !this.places.includes(j)) : [];
    if (fresh.length > 0) {
      throw new DataError(
        `missingIndicator: expected missing values only where the train part had some, received some in ${listNames(fresh.map((j) => frame.features[j]!.name))}; ` +
          'pass { features: "all" }, or { errorOnNew: false } to overlook them',
      );
    }
    const features = this.places.map((j) => {
      const feature = frame.features[j]!;
      return { name: indicatorName(feature.name), numbers: gapsOf(feature) };
    });
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return this.places.map((j) => indicatorName(names[j]!));
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  protected optionsJson(): JsonObject {
    return {
      features: this.which,
      errorOnNew: this.errorOnNew,
      missingValues: encodeCell(this.missingValues),
    };
  }

  protected stateJson(): JsonObject {
    return { places: [...this.places] };
  }

  protected readState(state: JsonObject): void {
    this.places = [...numbersField(state, "places")];
  }
}

/**
 * Tells where values are missing: 1 where a feature has none, else 0, as scikit-learn's `MissingIndicator`.
 * That a value is missing may say as much as the value; put it beside an imputer with `featureUnion`.
 *
 * @param options `features`, `errorOnNew`, `missingValues`, `allowLeakage`.
 * @returns A transform of any columns whose output has the shape [rows, features that lack values], float64.
 * @throws DataError for gaps in features that had none in the train part; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * toNested(missingIndicator().fitTransform([[1, null], [2, 3]])); // [[1], [0]]
 * ```
 */
export function missingIndicator(options: MissingIndicatorOptions = {}): MissingIndicator {
  return new MissingIndicator(options);
}

/** A missing indicator from its saved options. */
export const missingIndicatorFromOptions = (options: JsonObject): MissingIndicator =>
  missingIndicator({
    ...(options as MissingIndicatorOptions),
    missingValues: decodeCell(options.missingValues) as number | string | null,
  });
