import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { inverseFrame, Transform } from "./base";
import {
  type CategoriesOption,
  type CategoryPlaces,
  codesOf,
  learnCategories,
  placesOf,
  refuseUnknown,
} from "./categories";
import { arrayPieces, type Feature, type Frame, numericFeatures, type TransformInput } from "./frame";
import { cellListsField, encodeCell, type JsonObject } from "./json";
import type { Work } from "./work";

/**
 * Options of {@link ordinalEncoder}.
 *
 * @example
 * ```ts
 * const options: OrdinalEncoderOptions = { categories: [["low", "middle", "high"]] };
 * ```
 */
export interface OrdinalEncoderOptions extends LeakageOptions {
  /** The categories in their order; default "auto": an ordinal column's own order, else sorted. */
  categories?: CategoriesOption | undefined;
  /** What a new category does: "error" (default) throws, "useEncodedValue" becomes `unknownValue`. */
  handleUnknown?: "error" | "useEncodedValue" | undefined;
  /** The number of a new category, required with "useEncodedValue"; NaN or none of the codes. */
  unknownValue?: number | undefined;
  /** The number of a missing value; default NaN. */
  encodedMissingValue?: number | undefined;
}

/**
 * The transform that {@link ordinalEncoder} makes.
 *
 * @example
 * ```ts
 * const encoder: OrdinalEncoder = ordinalEncoder();
 * ```
 */
export class OrdinalEncoder extends Transform<NdArray<Float64Array>> {
  readonly kind = "ordinalEncoder" as const;
  private readonly option: CategoriesOption;
  private readonly unknown: number | undefined;
  private readonly missing: number;
  private lists: readonly (readonly Cell[])[] = [];
  private places: readonly CategoryPlaces[] = [];

  constructor(options: OrdinalEncoderOptions) {
    super(options);
    checkOptions(this.kind, options, [
      "categories",
      "handleUnknown",
      "unknownValue",
      "encodedMissingValue",
      "allowLeakage",
    ]);
    const encode = options.handleUnknown === "useEncodedValue";
    if (encode !== (options.unknownValue !== undefined)) {
      throw new DataError(
        `ordinalEncoder: expected unknownValue with handleUnknown "useEncodedValue" and only then, received ${String(options.unknownValue)} with "${options.handleUnknown ?? "error"}"; ` +
          'pass { handleUnknown: "useEncodedValue", unknownValue: -1 }',
      );
    }
    this.option = options.categories ?? "auto";
    this.unknown = options.unknownValue;
    this.missing = options.encodedMissingValue ?? Number.NaN;
  }

  private settle(lists: readonly (readonly Cell[])[]): void {
    this.lists = lists;
    this.places = lists.map(placesOf);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const lists = yield* learnCategories(frame, this.option, this.kind, this.unknown === undefined);
    const { unknown } = this;
    const taken = lists.findIndex(
      (list) => unknown !== undefined && Number.isInteger(unknown) && unknown >= 0 && unknown < list.length,
    );
    if (taken >= 0) {
      throw new DataError(
        `ordinalEncoder: expected unknownValue to be none of the codes 0 to ${lists[taken]!.length - 1} of "${frame.features[taken]!.name}", received ${unknown}; use -1 or NaN`,
      );
    }
    this.settle(lists);
  }

  /** The categories of each feature, in the order of their codes. Throws NotFittedError before fit. */
  get categories(): Cell[][] {
    this.features();
    return this.lists.map((list) => [...list]);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features: Feature[] = [];
    for (const [j, feature] of frame.features.entries()) {
      const places = this.places[j]!;
      const codes = codesOf(feature, places);
      if (this.unknown === undefined)
        refuseUnknown(feature, j, this.lists[j]!, codes, this.kind, "transform");
      const missing = places.get(null);
      const numbers = new Float64Array(codes.length);
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row]!;
        numbers[row] = code < 0 ? this.unknown! : code === missing ? this.missing : code;
      }
      features.push({ name: feature.name, numbers });
      yield;
    }
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return [...names];
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  /**
   * The categories that codes stand for; null for the codes of unknown and missing values.
   *
   * @returns A row of cells for each row.
   * @throws NotFittedError before fit; DataError for a number that is no code.
   */
  inverseTransform(input: TransformInput): Cell[][] {
    const frame = inverseFrame(input, this.features().length, this.kind);
    const numbers = numericFeatures(frame, this.kind).map((feature) => feature.numbers);
    return Array.from({ length: frame.nRows }, (_, row) =>
      this.lists.map((list, j) => {
        const code = numbers[j]![row]!;
        if (Object.is(code, this.missing) || Object.is(code, this.unknown)) return null;
        const cell = list[code];
        if (cell !== undefined) return cell;
        throw new DataError(
          `ordinalEncoder.inverseTransform: expected codes from 0 to ${list.length - 1}, received ${code} in row ${row}, column ${j}`,
        );
      }),
    );
  }

  protected optionsJson(): JsonObject {
    return {
      categories: this.option === "auto" ? "auto" : this.option.map((list) => list.map(encodeCell)),
      handleUnknown: this.unknown === undefined ? "error" : "useEncodedValue",
      unknownValue: this.unknown === undefined ? undefined : encodeCell(this.unknown),
      encodedMissingValue: encodeCell(this.missing),
    };
  }

  protected stateJson(): JsonObject {
    return { categories: this.lists.map((list) => list.map(encodeCell)) };
  }

  protected readState(state: JsonObject): void {
    this.settle(cellListsField(state, "categories"));
  }
}

/**
 * Each category as a whole number from 0, as scikit-learn's `OrdinalEncoder`, float64. Missing values stay
 * missing (NaN), or become `encodedMissingValue`.
 *
 * @param options `categories`, `handleUnknown`, `unknownValue`, `encodedMissingValue`, `allowLeakage`.
 * @throws DataError for unknown categories (unless encoded); LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * toNested(ordinalEncoder().fitTransform([["b"], ["a"]])); // [[1], [0]]
 * ```
 */
export function ordinalEncoder(options: OrdinalEncoderOptions = {}): OrdinalEncoder {
  return new OrdinalEncoder(options);
}
