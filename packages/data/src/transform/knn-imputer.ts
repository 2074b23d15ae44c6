import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { numberColumn } from "../table/column";
import { isTable, Table } from "../table/table";
import { Transform } from "./base";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Frame, type NumberFeature, numericPieces, type TransformInput } from "./frame";
import { gapsOf, indicatorName, placesWithGaps, withGaps } from "./gaps";
import { decodeCell, encodeCell, encodeNumbers, type JsonObject, numbersField } from "./json";
import { nanDistances, nearest } from "./nearest";
import type { Work } from "./work";

/**
 * How much each donor counts: all alike ("uniform"), by 1 / distance ("distance", where donors at distance 0
 * count alone), or what a function gives for the distances of the donors, nearest first.
 *
 * @example
 * ```ts
 * const weights: NeighborWeights = (distances) => distances.map((d) => Math.exp(-d));
 * ```
 */
export type NeighborWeights = "uniform" | "distance" | ((distances: Float64Array) => ArrayLike<number>);

/**
 * Options of {@link knnImputer}.
 *
 * @example
 * ```ts
 * const options: KnnImputerOptions = { nNeighbors: 3, weights: "distance" };
 * ```
 */
export interface KnnImputerOptions extends LeakageOptions {
  /** How many rows give a value; default 5. */
  nNeighbors?: number | undefined;
  /** How much each of them counts; default "uniform". */
  weights?: NeighborWeights | undefined;
  /** The number that means missing; default NaN, for which null counts too. */
  missingValues?: number | null | undefined;
  /** Add a column of 0 and 1 for each feature that lacks values in the train part; default false. */
  addIndicator?: boolean | undefined;
  /** Keep a feature that has no value in the train part, as zeros; default false: it is dropped. */
  keepEmptyFeatures?: boolean | undefined;
}

const meanOf = (numbers: Float64Array): number => {
  let sum = 0;
  let n = 0;
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return sum / n;
};

const weighted = (weights: ArrayLike<number>, values: ArrayLike<number>, n: number): number => {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = Number.isNaN(weights[i]!) ? 0 : weights[i]!;
    sum += weight * values[i]!;
    total += weight;
  }
  return sum / total;
};

const byDistance = (distances: Float64Array): Float64Array =>
  distances[0] === 0 ? distances.map((d) => (d === 0 ? 1 : 0)) : distances.map((d) => 1 / d);

/**
 * The transform that {@link knnImputer} makes.
 *
 * @example
 * ```ts
 * const imputer: KnnImputer = knnImputer({ nNeighbors: 3 });
 * ```
 */
export class KnnImputer extends Transform<NdArray<Float64Array> | Table> {
  readonly kind = "knnImputer" as const;
  private readonly nNeighbors: number;
  private readonly weights: NeighborWeights;
  private readonly missingValues: number | null;
  private readonly addIndicator: boolean;
  private readonly keepEmpty: boolean;
  /** The train part, row-major. */
  private train: Float64Array = new Float64Array();
  private donors: readonly Int32Array[] = [];
  private means: readonly number[] = [];
  private indicated: readonly number[] = [];

  constructor(options: KnnImputerOptions) {
    super(options);
    const known = [
      "nNeighbors",
      "weights",
      "missingValues",
      "addIndicator",
      "keepEmptyFeatures",
      "allowLeakage",
    ];
    checkOptions("knnImputer", options, known);
    this.nNeighbors = options.nNeighbors ?? 5;
    this.weights = options.weights ?? "uniform";
    this.missingValues = options.missingValues ?? Number.NaN;
    this.addIndicator = options.addIndicator ?? false;
    this.keepEmpty = options.keepEmptyFeatures ?? false;
    if (!Number.isInteger(this.nNeighbors) || this.nNeighbors < 1) {
      throw new DataError(
        `knnImputer: expected nNeighbors as a whole number of at least 1, received ${this.nNeighbors}`,
      );
    }
    const { weights } = this;
    if (weights !== "uniform" && weights !== "distance" && typeof weights !== "function") {
      throw new DataError(
        `knnImputer: expected weights "uniform", "distance" or a function of distances, received ${JSON.stringify(weights)}`,
      );
    }
  }

  private *numbers(frame: Frame): Generator<void, NumberFeature[]> {
    return yield* numericPieces(withGaps(frame, this.missingValues, this.kind), this.kind);
  }

  private settle(train: Float64Array, width: number): void {
    const nRows = width === 0 ? 0 : train.length / width;
    this.train = train;
    const columns = Array.from({ length: width }, (_, j) =>
      Float64Array.from({ length: nRows }, (_, row) => train[row * width + j]!),
    );
    const rows = Int32Array.from({ length: nRows }, (_, row) => row);
    this.donors = columns.map((numbers) => rows.filter((row) => !Number.isNaN(numbers[row]!)));
    this.means = columns.map(meanOf);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const features = yield* this.numbers(frame);
    const numeric = { ...frame, features };
    this.settle((yield* arrayPieces(numeric, this.kind)).data, features.length);
    this.indicated = this.addIndicator ? placesWithGaps(numeric) : [];
  }

  private weightsOf(distances: Float64Array): ArrayLike<number> {
    if (this.weights === "uniform") return distances.fill(1);
    if (this.weights === "distance") return byDistance(distances);
    const given = this.weights(distances);
    if (given?.length === distances.length) return given;
    throw new DataError(
      `knnImputer: expected a weight for each of ${distances.length} distances, received ${given?.length ?? typeof given} from the function weights`,
    );
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const before = yield* this.numbers(frame);
    const columns = before.map(({ numbers }) => numbers.slice());
    const { train, donors, nNeighbors } = this;
    const width = columns.length;
    const nTrain = width === 0 ? 0 : train.length / width;
    const distances = new Float64Array(nTrain);
    const row = new Float64Array(width);
    const places = new Int32Array(nNeighbors);
    const found = new Float64Array(nNeighbors);
    const values = new Float64Array(nNeighbors);
    for (let i = 0; i < frame.nRows; i++) {
      let gaps = 0;
      for (let j = 0; j < width; j++) {
        const value = before[j]!.numbers[i]!;
        row[j] = value;
        if (Number.isNaN(value) && donors[j]!.length > 0) gaps++;
      }
      if (gaps === 0) continue;
      nanDistances(row, train, nTrain, distances);
      for (let j = 0; j < width; j++) {
        if (!Number.isNaN(row[j]!) || donors[j]!.length === 0) continue;
        const n = nearest(distances, donors[j]!, nNeighbors, places, found);
        for (let d = 0; d < n; d++) values[d] = train[places[d]! * width + j]!;
        columns[j]![i] = n === 0 ? this.means[j]! : weighted(this.weightsOf(found.slice(0, n)), values, n);
      }
      yield;
    }
    const names = this.namesOut(before.map(({ name }) => name));
    const filled = columns.flatMap((numbers, j) =>
      donors[j]!.length > 0 ? [numbers] : this.keepEmpty ? [numbers.fill(0)] : [],
    );
    const all = [...filled, ...this.indicated.map((j) => gapsOf(before[j]!))];
    return { ...frame, features: all.map((numbers, j) => ({ name: names[j]!, numbers })) };
  }

  protected namesOut(names: readonly string[]): string[] {
    const kept = names.filter((_, j) => this.keepEmpty || this.donors[j]!.length > 0);
    return [...kept, ...this.indicated.map((j) => indicatorName(names[j]!))];
  }

  protected present(frame: Frame, input: TransformInput): Work<NdArray<Float64Array> | Table> {
    if (!isTable(input) || frame.features.length === 0) return arrayPieces(frame, this.kind);
    const columns = (frame.features as readonly NumberFeature[]).map(({ name, numbers }) =>
      numberColumn(name, numbers.every((v) => Number.isSafeInteger(v)) ? "integer" : "float", numbers),
    );
    return new Table(columns, { place: placeOf(input, input.nRows) });
  }

  /** Fills the gaps: a table gives a table, anything else an array of shape [rows, features]. */
  override transform(input: Table): Table;
  override transform(input: Exclude<TransformInput, Table>): NdArray<Float64Array>;
  override transform(input: TransformInput): NdArray<Float64Array> | Table;
  override transform(input: TransformInput): NdArray<Float64Array> | Table {
    return super.transform(input);
  }

  /** `fit`, then `transform`, on the train part. */
  override fitTransform(input: Table, y?: TargetInput | LeakageOptions, options?: LeakageOptions): Table;
  override fitTransform(
    input: Exclude<TransformInput, Table>,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): NdArray<Float64Array>;
  override fitTransform(
    input: TransformInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): NdArray<Float64Array> | Table;
  override fitTransform(
    input: TransformInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): NdArray<Float64Array> | Table {
    return super.fitTransform(input, y, options);
  }

  protected optionsJson(): JsonObject {
    if (typeof this.weights === "function") {
      throw new DataError(
        'knnImputer.toJSON: expected weights "uniform" or "distance", received a function, which JSON cannot hold; save the imputer without it',
      );
    }
    return {
      nNeighbors: this.nNeighbors,
      weights: this.weights,
      missingValues: encodeCell(this.missingValues),
      addIndicator: this.addIndicator,
      keepEmptyFeatures: this.keepEmpty,
    };
  }

  protected stateJson(): JsonObject {
    return { train: encodeNumbers(this.train), indicated: [...this.indicated] };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.settle(numbersField(state, "train"), length);
    this.indicated = [...numbersField(state, "indicated")];
  }
}

/**
 * Fills each gap with the mean of that feature over the nearest rows of the train part that have it, as
 * scikit-learn's `KNNImputer`. Near is by the features that both rows have (`nan_euclidean`): scale the
 * features first, for example in a pipeline. Rows at the same distance count in their order. Where no row
 * shares a feature with the gap's row, the mean of the train part fills it.
 *
 * @param options `nNeighbors`, `weights`, `missingValues`, `addIndicator`, `keepEmptyFeatures`, `allowLeakage`.
 * @throws DataError for texts and infinite values; LeakageError when fitted on held-out rows.
 * @see Troyanskaya et al., Missing value estimation methods for DNA microarrays, Bioinformatics 17 (2001)
 * @example
 * ```ts
 * const x = [[1, 2, null], [3, 4, 3], [null, 6, 5], [8, 8, 7]];
 * toNested(knnImputer({ nNeighbors: 2 }).fitTransform(x)); // [[1, 2, 4], [3, 4, 3], [5.5, 6, 5], [8, 8, 7]]
 * ```
 */
export function knnImputer(options: KnnImputerOptions = {}): KnnImputer {
  return new KnnImputer(options);
}

/** A k-nearest-neighbours imputer from its saved options. */
export const knnImputerFromOptions = (options: JsonObject): KnnImputer =>
  knnImputer({
    ...(options as KnnImputerOptions),
    missingValues: decodeCell(options.missingValues) as number | null,
  });
