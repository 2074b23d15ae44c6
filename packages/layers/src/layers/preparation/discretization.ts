import { type DType, searchSorted, type Tensor, tensor } from "@wellfit/core";
import { camelKeys } from "../../common/names";
import { checkNumber, readOptions, show } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { type AdaptData, batchesOf } from "./adapt-data";
import { type CategoryMode, categoryShape, encodeCategories, kerasMode, readMode } from "./categories";
import { boundariesOf, emptySummary, mergeSummaries, summarize } from "./quantile-summary";
import { refuseSparse } from "./sparse";

/** Options of {@link discretization}: either `binBoundaries` or `numBins`. */
export interface DiscretizationOptions extends LayerOptions {
  /** The limits between the bins in rising order; a number that equals one belongs to the bin above. */
  readonly binBoundaries?: readonly number[];
  /** How many bins `adapt` shall make, with equally many numbers in each. */
  readonly numBins?: number;
  /** How exactly `adapt` finds them: the share of numbers that may be on the wrong side. Default 0.01. */
  readonly epsilon?: number;
  /** "int": the number of the bin; others: rows with a column for each bin. Default "int". */
  readonly outputMode?: CategoryMode;
}

const WHERE = "discretization";

/** See {@link discretization}. */
export class Discretization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Discretization";
  private readonly numBins: number | undefined;
  private readonly epsilon: number;
  private readonly outputMode: CategoryMode;
  private boundaries: readonly number[] | undefined;

  /** The layer that a config describes: after `adapt` it has both limits and a number of bins. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Discretization {
    const { binBoundaries, ...options } = camelKeys(config);
    if (binBoundaries === undefined || binBoundaries === null || typeof options.numBins !== "number") {
      return new Discretization(camelKeys(config));
    }
    const made = new Discretization(options);
    made.boundaries = checkBoundaries(binBoundaries);
    return made;
  }

  constructor(options: DiscretizationOptions) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      binBoundaries: undefined as unknown,
      numBins: undefined as unknown,
      epsilon: 0.01,
      outputMode: "int" as unknown,
      sparse: false as unknown,
    });
    super(WHERE, given);
    refuseSparse(WHERE, given.sparse);
    const { binBoundaries, numBins } = given;
    if ((binBoundaries === undefined) === (numBins === undefined)) {
      throw new TypeError(
        `${WHERE}: received ${numBins === undefined ? "neither binBoundaries nor numBins" : "both binBoundaries and numBins"}, ` +
          "expected one of them: limits such as [0, 1, 2], or a number of bins that adapt(data) shall find",
      );
    }
    this.boundaries = binBoundaries === undefined ? undefined : checkBoundaries(binBoundaries);
    this.numBins =
      numBins === undefined ? undefined : checkNumber(WHERE, "numBins", numBins, { integer: true, min: 1 });
    this.epsilon = checkNumber(WHERE, "epsilon", given.epsilon, { above: 0, max: 1 });
    this.outputMode = readMode(WHERE, given.outputMode, ["int", "oneHot", "multiHot", "count"]);
  }

  /** The limits between the bins; `undefined` before `adapt`. */
  get binBoundaries(): readonly number[] | undefined {
    return this.boundaries;
  }

  /**
   * Finds limits with about equally many numbers between them. Programs that are compiled keep the limits they had, so call
   * it before `fit` and `predict`.
   *
   * @param data - Numbers of any shape, or batches of them.
   * @throws TypeError when the limits were given, RangeError for no data or numbers that are not finite.
   */
  adapt(data: AdaptData): void {
    if (this.numBins === undefined) {
      throw new TypeError(
        `${this.name}: adapt was called, but binBoundaries were given; give numBins instead for data to set them`,
      );
    }
    let all = emptySummary;
    for (const batch of batchesOf(this.name, data)) {
      all = mergeSummaries(summarize(batch.data, this.epsilon), all, this.epsilon);
    }
    this.boundaries = boundariesOf(all, this.numBins);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return categoryShape(inputShape, this.outputMode, this.depth);
  }

  override computeOutputDType(): DType {
    return this.outputMode === "int" ? "int32" : this.dtype;
  }

  override call(x: Tensor): Tensor {
    const bin = searchSorted(tensor([...this.known], { dtype: this.dtype }), x, { side: "right" });
    return encodeCategories(bin, this.outputMode, this.depth, this.dtype);
  }

  override getConfig(): Record<string, unknown> {
    return {
      bin_boundaries: this.boundaries ?? null,
      num_bins: this.numBins ?? null,
      epsilon: this.epsilon,
      output_mode: kerasMode(this.outputMode),
      sparse: false,
      name: this.name,
      dtype: this.dtype,
    };
  }

  /** Any shape of numbers will do. */
  protected override takes(): boolean {
    return true;
  }

  private get depth(): number {
    return (this.boundaries?.length ?? (this.numBins as number) - 1) + 1;
  }

  private get known(): readonly number[] {
    if (this.boundaries !== undefined) return this.boundaries;
    throw new Error(
      `${this.name}: the bins are not known yet; call adapt(data) first, or give binBoundaries such as [0, 1, 2]`,
    );
  }
}

function checkBoundaries(value: unknown): readonly number[] {
  const good =
    Array.isArray(value) &&
    value.every((x, i) => Number.isFinite(x) && (i === 0 || x >= (value[i - 1] as number)));
  if (good) return [...value];
  throw new RangeError(
    `${WHERE}: received binBoundaries ${show(value)}, expected finite numbers in rising order, such as [0, 1, 2]`,
  );
}

/**
 * The number of the bin that each number falls into: with limits [0, 1] there are three, below 0, from 0 to below 1, and
 * from 1 on. The shape stays in mode "int"; no weights.
 *
 * @param options - Either `binBoundaries`, or `numBins` and a call of `adapt(data)`.
 * @throws RangeError or TypeError for limits that do not rise, or for both or neither of the options.
 * @example
 * discretization({ binBoundaries: [0, 1, 2] }).apply([[-1.5, 1, 3.4, 0.5]]).toArray(); // [[0, 2, 3, 1]]
 */
export function discretization(options: DiscretizationOptions): Discretization {
  return new Discretization(options);
}
