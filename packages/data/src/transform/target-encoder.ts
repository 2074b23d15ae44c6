import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { foldOfRows, stratifiedFoldOfRows } from "../split/fold-rows";
import { Transform } from "./base";
import { type CategoriesOption, type CategoryPlaces, codesOf, learnCategories, placesOf } from "./categories";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Frame, type NumberFeature, type TransformInput } from "./frame";
import {
  cellListsField,
  decodeCell,
  encodeCell,
  encodeNumbers,
  type JsonObject,
  listField,
  numbersField,
} from "./json";
import { meanOf, varianceOf } from "./pairwise-sum";
import { neededNumbers, neededTarget, type Target, targetOf } from "./target";
import { empiricalMeans, smoothedMeans } from "./target-means";
import { classColumns, type TargetColumns, type TargetType, typeOfTarget } from "./target-type";
import type { Work } from "./work";

/**
 * Options of {@link targetEncoder}.
 *
 * @example
 * ```ts
 * const options: TargetEncoderOptions = { smooth: 10, randomState: 1 };
 * ```
 */
export interface TargetEncoderOptions extends LeakageOptions {
  /** The categories of each feature; default "auto": those of the train part. */
  categories?: CategoriesOption | undefined;
  /** What the target is; default "auto": numbers with a fraction are continuous, all else is classes. */
  targetType?: TargetType | "auto" | undefined;
  /**
   * How many rows the mean of the whole counts for against the mean of a category; default "auto", an
   * empirical Bayes estimate from the variances.
   */
  smooth?: number | "auto" | undefined;
  /** How many folds `fitTransform` uses; default 5. */
  cv?: number | undefined;
  /** Deal the rows to the folds at random; default true. */
  shuffle?: boolean | undefined;
  /** The seed of that; default: other folds each time. */
  randomState?: RandomStateLike;
}

/** What a set of rows says: for each feature and each column of the target, a number for each category. */
interface Encodings {
  readonly means: Float64Array;
  readonly tables: readonly Float64Array[];
}

/** Categories by number, one array a feature; -1 for none of them. */
type Codes = readonly Int32Array[];

const gather = <A extends Int32Array | Float64Array>(from: A, out: A, rows: Int32Array): A => {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!;
  return out;
};

const rowsOfFold = (folds: Int32Array, fold: number): { own: Int32Array; others: Int32Array } => {
  const own = new Int32Array(folds.length);
  const others = new Int32Array(folds.length);
  let n = 0;
  for (let row = 0; row < folds.length; row++) {
    if (folds[row] === fold) own[n++] = row;
    else others[row - n] = row;
  }
  return { own: own.subarray(0, n), others: others.subarray(0, folds.length - n) };
};

/**
 * The transform that {@link targetEncoder} makes.
 *
 * @example
 * ```ts
 * const encoder: TargetEncoder = targetEncoder({ randomState: 1 });
 * ```
 */
export class TargetEncoder extends Transform<NdArray<Float64Array>> {
  readonly kind = "targetEncoder" as const;
  private readonly categoriesOption: CategoriesOption;
  private readonly wantedType: TargetType | "auto";
  private readonly smooth: number | "auto";
  private readonly cv: number;
  private readonly shuffle: boolean;
  private readonly seed: RandomStateLike;
  private lists: readonly (readonly Cell[])[] = [];
  private places: readonly CategoryPlaces[] = [];
  private type: TargetType = "continuous";
  private labels: readonly Cell[] = [];
  private learned: Encodings = { means: new Float64Array(), tables: [] };

  constructor(options: TargetEncoderOptions) {
    super(options);
    const who = "targetEncoder";
    checkOptions(who, options, [
      "categories",
      "targetType",
      "smooth",
      "cv",
      "shuffle",
      "randomState",
      "allowLeakage",
    ]);
    this.categoriesOption = options.categories ?? "auto";
    const types = ["auto", "continuous", "binary", "multiclass"] as const;
    this.wantedType = oneOf(who, "targetType", options.targetType ?? "auto", types);
    this.smooth = options.smooth ?? "auto";
    this.cv = options.cv ?? 5;
    this.shuffle = options.shuffle ?? true;
    this.seed = options.randomState;
    const { smooth, cv } = this;
    if (smooth !== "auto" && !(Number.isFinite(smooth) && smooth >= 0)) {
      throw new DataError(
        `targetEncoder: expected smooth "auto" or a number of at least 0, received ${JSON.stringify(smooth)}`,
      );
    }
    if (!Number.isInteger(cv) || cv < 2) {
      throw new DataError(`targetEncoder: expected cv as a number of folds of at least 2, received ${cv}`);
    }
  }

  private columnsOf(target: Target | undefined): TargetColumns {
    const type = this.wantedType === "auto" ? typeOfTarget(neededTarget(target, this.kind)) : this.wantedType;
    if (type !== "continuous") return classColumns(target, type, this.kind);
    return { type, classes: [], columns: [neededNumbers(target, this.kind)] };
  }

  private *codesOf(frame: Frame): Generator<void, Codes> {
    const codes: Int32Array[] = [];
    for (const feature of frame.features) {
      codes.push(codesOf(feature, this.places[codes.length]!));
      yield;
    }
    return codes;
  }

  private *encode(codes: Codes, columns: readonly Float64Array[]): Generator<void, Encodings> {
    const means = Float64Array.from(columns, meanOf);
    const variances = columns.map(varianceOf);
    const tables: Float64Array[] = [];
    for (let j = 0; j < codes.length; j++) {
      const size = this.lists[j]!.length;
      for (let c = 0; c < columns.length; c++) {
        tables.push(
          this.smooth === "auto"
            ? empiricalMeans(codes[j]!, columns[c]!, size, means[c]!, variances[c]!)
            : smoothedMeans(codes[j]!, columns[c]!, size, means[c]!, this.smooth),
        );
        yield;
      }
    }
    return { means, tables };
  }

  private settle(lists: readonly (readonly Cell[])[], type: TargetType, labels: readonly Cell[]): void {
    this.lists = lists;
    this.places = lists.map(placesOf);
    this.type = type;
    this.labels = labels;
  }

  private *learnAll(frame: Frame, target: Target | undefined): Generator<void, [Codes, TargetColumns]> {
    const columns = this.columnsOf(target);
    const lists = yield* learnCategories(frame, this.categoriesOption, this.kind, false);
    this.settle(lists, columns.type, columns.classes);
    const codes = yield* this.codesOf(frame);
    this.learned = yield* this.encode(codes, columns.columns);
    return [codes, columns];
  }

  protected override readTarget(target: TargetInput, input: TransformInput): Target {
    return targetOf(target, input, this.kind);
  }

  protected *learn(frame: Frame, target?: Target): Generator<void, void> {
    yield* this.learnAll(frame, target);
  }

  // Each fold is coded by what the other folds say, so that no row sees its own target.
  protected override *learnAndApply(frame: Frame, target?: Target): Generator<void, Frame> {
    const [codes, { columns }] = yield* this.learnAll(frame, target);
    const random = this.shuffle ? randomState(this.seed) : undefined;
    const folds =
      this.type === "continuous"
        ? foldOfRows(frame.nRows, this.cv, random, this.kind)
        : stratifiedFoldOfRows(target!, this.cv, random, this.kind);
    const names = this.namesOut(frame.features.map(({ name }) => name));
    const features = names.map((name) => ({ name, numbers: new Float64Array(frame.nRows) }));
    for (let fold = 0; fold < this.cv; fold++) {
      const { own, others } = rowsOfFold(folds, fold);
      const trained: Int32Array[] = [];
      for (const list of codes) {
        trained.push(gather(list, new Int32Array(others.length), others));
        yield;
      }
      const encodings = yield* this.encode(
        trained,
        columns.map((y) => gather(y, new Float64Array(others.length), others)),
      );
      this.fill(features, codes, encodings, own);
      yield;
    }
    return { ...frame, features };
  }

  private fill(
    features: readonly NumberFeature[],
    codes: Codes,
    { means, tables }: Encodings,
    rows: Int32Array,
  ): void {
    features.forEach(({ numbers }, at) => {
      const table = tables[at]!;
      const list = codes[Math.floor(at / means.length)]!;
      const unknown = means[at % means.length]!;
      for (let i = 0; i < rows.length; i++) {
        const code = list[rows[i]!]!;
        numbers[rows[i]!] = code < 0 ? unknown : table[code]!;
      }
    });
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const codes = yield* this.codesOf(frame);
    const names = this.namesOut(frame.features.map(({ name }) => name));
    const features = names.map((name) => ({ name, numbers: new Float64Array(frame.nRows) }));
    this.fill(
      features,
      codes,
      this.learned,
      Int32Array.from({ length: frame.nRows }, (_, row) => row),
    );
    return { ...frame, features };
  }

  /** The categories of each feature. Throws NotFittedError before fit. */
  get categories(): Cell[][] {
    this.features();
    return this.lists.map((list) => [...list]);
  }

  /** The number of each category, by feature, or by feature and class. Throws NotFittedError before fit. */
  get encodings(): Float64Array[] {
    this.features();
    return this.learned.tables.map((table) => table.slice());
  }

  /** The mean of the target, or the share of each class. Throws NotFittedError before fit. */
  get targetMean(): Float64Array {
    this.features();
    return this.learned.means.slice();
  }

  /** What the target was taken for. Throws NotFittedError before fit. */
  get targetType(): TargetType {
    this.features();
    return this.type;
  }

  /** The classes of the target; null for a continuous one. Throws NotFittedError before fit. */
  get classes(): Cell[] | null {
    this.features();
    return this.type === "continuous" ? null : [...this.labels];
  }

  protected namesOut(names: readonly string[]): string[] {
    if (this.type !== "multiclass") return [...names];
    return names.flatMap((name) => this.labels.map((label) => `${name}_${String(label)}`));
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  protected optionsJson(): JsonObject {
    const { categoriesOption: categories } = this;
    return {
      categories: categories === "auto" ? categories : categories.map((list) => list.map(encodeCell)),
      targetType: this.wantedType,
      smooth: this.smooth,
      cv: this.cv,
      shuffle: this.shuffle,
      randomState: typeof this.seed === "number" ? this.seed : undefined,
    };
  }

  protected stateJson(): JsonObject {
    return {
      categories: this.lists.map((list) => list.map(encodeCell)),
      targetType: this.type,
      classes: this.labels.map(encodeCell),
      targetMean: encodeNumbers(this.learned.means),
      encodings: this.learned.tables.map(encodeNumbers),
    };
  }

  protected readState(state: JsonObject): void {
    const labels = listField(state, "classes").map(decodeCell);
    const type = state.targetType as TargetType;
    const means = numbersField(state, "targetMean");
    const lists = cellListsField(state, "categories");
    const tables = cellListsField(state, "encodings").map((list) => Float64Array.from(list, Number));
    this.settle(lists, type, labels);
    this.learned = { means, tables };
  }
}

/**
 * Each category becomes the mean of the target over its rows, drawn towards the mean of the whole the fewer
 * rows it has, as scikit-learn's `TargetEncoder`; for more than two classes one column for each class. For
 * columns with many categories, where one-hot columns would be too many.
 *
 * `fitTransform(train, y)` is not `fit` then `transform`: it codes each row by the other folds only, since a
 * code that has seen the row's own target gives the target away. Use it for the train part, and `transform`
 * for dev and test. In a pipeline or a column transformer this happens by itself.
 *
 * Missing values are a category of their own; a category that fit has not seen gets the mean of the whole.
 *
 * @param options `categories`, `targetType`, `smooth`, `cv`, `shuffle`, `randomState`, `allowLeakage`.
 * @throws DataError without a target, or with gaps in it; LeakageError when fitted on held-out rows.
 * @see Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes, SIGKDD
 *   Explorations 3 (2001)
 * @example
 * ```ts
 * const encoder = targetEncoder({ smooth: 0 }).fit([["a"], ["a"], ["b"]], [1.5, 2.5, 4]);
 * toNested(encoder.transform([["a"], ["b"]])); // [[2], [4]]
 * ```
 */
export function targetEncoder(options: TargetEncoderOptions = {}): TargetEncoder {
  return new TargetEncoder(options);
}

/** A target encoder from its saved options. */
export const targetEncoderFromOptions = (options: JsonObject): TargetEncoder =>
  targetEncoder({
    ...(options as TargetEncoderOptions),
    categories: Array.isArray(options.categories) ? cellListsField(options, "categories") : "auto",
  });
