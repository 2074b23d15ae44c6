import { type Cell, isMissing } from "../cell";
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
import { findInfrequent } from "./infrequent";
import { cellListsField, encodeCell, type JsonObject } from "./json";
import type { Work } from "./work";

/**
 * Options of {@link oneHotEncoder}.
 *
 * @example
 * ```ts
 * const options: OneHotEncoderOptions = { handleUnknown: "ignore", drop: "ifBinary" };
 * ```
 */
export interface OneHotEncoderOptions extends LeakageOptions {
  /** The categories; default "auto", those of the train part. */
  categories?: CategoriesOption | undefined;
  /**
   * What a new category does: "error" (default) throws; "ignore" gives zeros; "infrequentIfExist" counts it
   * with the infrequent ones, or gives zeros when there are none.
   */
  handleUnknown?: "error" | "ignore" | "infrequentIfExist" | undefined;
  /** Leave out the first column of each feature, or of those with two only; default null, none. */
  drop?: "first" | "ifBinary" | null | undefined;
  /** Categories below this count (or, below 1, this share of rows) share one column; default none. */
  minFrequency?: number | undefined;
  /** At most so many columns a feature, the rarest sharing one; default no limit. */
  maxCategories?: number | undefined;
}

interface Resolved {
  readonly categories: CategoriesOption;
  readonly handleUnknown: "error" | "ignore" | "infrequentIfExist";
  readonly drop: "first" | "ifBinary" | null;
  readonly minFrequency: number | undefined;
  readonly maxCategories: number | undefined;
}

/** How one feature becomes columns. */
interface Plan {
  readonly categories: readonly Cell[];
  readonly places: CategoryPlaces;
  /** The column of each category before `drop`; all infrequent ones share the last. */
  readonly columns: readonly number[];
  readonly width: number;
  readonly infrequent: boolean;
  /** The column left out, or -1. */
  readonly dropped: number;
}

const makePlan = (categories: readonly Cell[], rare: readonly boolean[], drop: Resolved["drop"]): Plan => {
  const infrequent = rare.includes(true);
  const frequent = rare.filter((value) => !value).length;
  let next = 0;
  const columns = rare.map((value) => (value ? frequent : next++));
  const width = frequent + (infrequent ? 1 : 0);
  const dropped = drop === "first" || (drop === "ifBinary" && width === 2) ? 0 : -1;
  return { categories, places: placesOf(categories), columns, width, infrequent, dropped };
};

const label = (cell: Cell): string => (isMissing(cell) ? "nan" : String(cell));

/**
 * The transform that {@link oneHotEncoder} makes.
 *
 * @example
 * ```ts
 * const encoder: OneHotEncoder = oneHotEncoder();
 * ```
 */
export class OneHotEncoder extends Transform<NdArray<Float64Array>> {
  readonly kind = "oneHotEncoder" as const;
  private readonly options: Resolved;
  private plans: readonly Plan[] = [];

  constructor(options: OneHotEncoderOptions) {
    super(options);
    checkOptions(this.kind, options, [
      "categories",
      "handleUnknown",
      "drop",
      "minFrequency",
      "maxCategories",
      "allowLeakage",
    ]);
    const { minFrequency, maxCategories } = options;
    const least =
      minFrequency === undefined ||
      (minFrequency > 0 && (minFrequency < 1 || Number.isInteger(minFrequency)));
    if (!least || !(maxCategories === undefined || (Number.isInteger(maxCategories) && maxCategories >= 1))) {
      throw new DataError(
        `oneHotEncoder: expected minFrequency as a count or a share below 1 and maxCategories as a count, received ${String(minFrequency)} and ${String(maxCategories)}`,
      );
    }
    this.options = {
      categories: options.categories ?? "auto",
      handleUnknown: options.handleUnknown ?? "error",
      drop: options.drop ?? null,
      minFrequency,
      maxCategories,
    };
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const { options } = this;
    const lists = yield* learnCategories(
      frame,
      options.categories,
      this.kind,
      options.handleUnknown === "error",
    );
    this.plans = lists.map((categories, j) =>
      makePlan(categories, findInfrequent(frame.features[j]!, categories, options), options.drop),
    );
  }

  /** The categories of each feature. Throws NotFittedError before fit. */
  get categories(): Cell[][] {
    this.features();
    return this.plans.map((plan) => [...plan.categories]);
  }

  /** The infrequent categories of each feature; null where there are none. */
  get infrequentCategories(): (Cell[] | null)[] {
    this.features();
    return this.plans.map((plan) => {
      const shared = plan.categories.filter((_, i) => plan.infrequent && plan.columns[i] === plan.width - 1);
      return shared.length === 0 ? null : shared;
    });
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const { handleUnknown } = this.options;
    const names = this.namesOut(frame.features.map(({ name }) => name));
    const features: Feature[] = [];
    for (const [j, feature] of frame.features.entries()) {
      const plan = this.plans[j]!;
      const codes = codesOf(feature, plan.places);
      if (handleUnknown === "error")
        refuseUnknown(feature, j, plan.categories, codes, this.kind, "transform");
      const columns = Array.from({ length: plan.width }, () => new Float64Array(frame.nRows));
      const columnOfCode = plan.columns.map((column) => columns[column]!);
      const forUnknown =
        handleUnknown === "infrequentIfExist" && plan.infrequent ? columns[plan.width - 1] : undefined;
      for (let row = 0; row < codes.length; row++) {
        const ones = columnOfCode[codes[row]!] ?? forUnknown;
        if (ones !== undefined) ones[row] = 1;
      }
      columns.forEach((numbers, column) => {
        if (column !== plan.dropped) features.push({ name: names[features.length]!, numbers });
      });
      yield;
    }
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return names.flatMap((name, j) => {
      const plan = this.plans[j]!;
      const labels: string[] = new Array(plan.width);
      plan.categories.forEach((cell, i) => {
        labels[plan.columns[i]!] = label(cell);
      });
      if (plan.infrequent) labels[plan.width - 1] = "infrequent_sklearn";
      return labels.filter((_, column) => column !== plan.dropped).map((text) => `${name}_${text}`);
    });
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  /**
   * The categories that columns of zeros and ones stand for: the largest of each feature's columns counts;
   * zeros alone stand for the dropped column, or null when none was dropped. Infrequent categories come back
   * as "infrequent_sklearn".
   *
   * @returns A row of cells for each row.
   * @throws NotFittedError before fit; DataError when the width is not that of transform.
   */
  inverseTransform(input: TransformInput): Cell[][] {
    const width = this.getFeatureNamesOut().length;
    const frame = inverseFrame(input, width, this.kind);
    const numbers = numericFeatures(frame, this.kind).map((feature) => feature.numbers);
    return Array.from({ length: frame.nRows }, (_, row) => {
      let start = 0;
      return this.plans.map((plan) => {
        const kept = Array.from({ length: plan.width }, (_, c) => c).filter((c) => c !== plan.dropped);
        let best = plan.dropped;
        let most = 0;
        kept.forEach((column, i) => {
          const value = numbers[start + i]![row]!;
          if (value > most) [best, most] = [column, value];
        });
        start += kept.length;
        if (best < 0) return null;
        if (plan.infrequent && best === plan.width - 1) return "infrequent_sklearn";
        return plan.categories[plan.columns.indexOf(best)]!;
      });
    });
  }

  protected optionsJson(): JsonObject {
    const { categories, handleUnknown, drop, minFrequency, maxCategories } = this.options;
    return {
      categories: categories === "auto" ? categories : categories.map((list) => list.map(encodeCell)),
      handleUnknown,
      drop,
      minFrequency,
      maxCategories,
    };
  }

  protected stateJson(): JsonObject {
    return {
      categories: this.plans.map((plan) => plan.categories.map(encodeCell)),
      infrequent: this.plans.map((plan) =>
        plan.columns.map((column) => (plan.infrequent && column === plan.width - 1 ? 1 : 0)),
      ),
    };
  }

  protected readState(state: JsonObject): void {
    const rare = cellListsField(state, "infrequent");
    this.plans = cellListsField(state, "categories").map((categories, j) =>
      makePlan(
        categories,
        categories.map((_, i) => rare[j]?.[i] === 1),
        this.options.drop,
      ),
    );
  }
}

/**
 * One column of zeros and ones for each category of each feature, as scikit-learn's `OneHotEncoder` (dense).
 * Missing values are a category of their own, the last, if the train part has any.
 *
 * @param options `categories`, `handleUnknown`, `drop`, `minFrequency`, `maxCategories`, `allowLeakage`.
 * @throws DataError for unknown categories (unless ignored); LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const encoder = oneHotEncoder();
 * toNested(encoder.fitTransform([["red"], ["blue"]])); // [[0, 1], [1, 0]]
 * encoder.getFeatureNamesOut(); // ["x0_blue", "x0_red"]
 * ```
 */
export function oneHotEncoder(options: OneHotEncoderOptions = {}): OneHotEncoder {
  return new OneHotEncoder(options);
}
