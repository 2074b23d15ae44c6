import { type Nested, type Tensor, type TensorLike, tensor, type Variable, variable } from "@wellfit/core";
import { readOptions, show } from "../../common/options";
import { type BatchShape, fits, showBatchShape } from "../../common/shapes";
import { ones } from "../../initializers/ones";
import { zeros } from "../../initializers/zeros";
import { withoutForeign } from "../foreign-options";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import type { Weight } from "../weight";
import { type AdaptData, batchesOf } from "./adapt-data";
import { type Moments, mergeMoments, momentsOf } from "./column-moments";
import { nestedNumbers } from "./nested-numbers";

/** Options of {@link normalization}. */
export interface NormalizationOptions extends LayerOptions {
  /**
   * The axes that keep a mean and a variance for each place along them; `null` or `[]` for one of each for everything.
   * Default -1: one for each column.
   */
  readonly axis?: number | readonly number[] | null;
  /** The mean, when it is known: a number or one for each place. Then `variance` is needed too. Default: from `adapt`. */
  readonly mean?: TensorLike;
  /** The variance (the square of the standard deviation) that goes with it. Default: from `adapt`. */
  readonly variance?: TensorLike;
  /** Whether it goes back: `x * sd + mean`. Default false. */
  readonly invert?: boolean;
}

/** Standard deviations are at least this, as in Keras: what never varies becomes 0. */
const EPSILON = 1e-7;

/** See {@link normalization}. */
export class Normalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Normalization";
  override readonly supportsMasking: boolean = true;
  private readonly axis: readonly number[];
  private readonly invert: boolean;
  private readonly given: { readonly mean: Nested; readonly variance: Nested } | undefined;
  private kept: readonly number[] = [];
  private broadcast: readonly number[] = [];
  private learned:
    | { readonly mean: Variable; readonly variance: Variable; readonly count: Weight }
    | undefined;

  constructor(options: NormalizationOptions = {}) {
    const { axis, ...others } = options;
    const given = readOptions("normalization", withoutForeign("normalization", others), {
      ...layerDefaults,
      axis: undefined as unknown,
      mean: undefined as unknown,
      variance: undefined as unknown,
      invert: false,
    });
    super("normalization", given);
    this.axis = checkAxes(axis === undefined ? -1 : axis);
    this.invert = given.invert;
    this.given = readGiven(given.mean, given.variance, this.axis.length);
  }

  /** The weights: `mean` and `variance`, unless they were given. */
  override get weights(): readonly Variable[] {
    return super.weights.filter((v) => v !== this.learned?.count.variable);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  /**
   * Finds the mean and variance of data, in float64, and puts them into the weights; what was there before is forgotten.
   *
   * @param data - Rows as an array or a tensor, or batches of them.
   * @throws TypeError when the mean was given, RangeError for no data, numbers that are not finite or another shape.
   */
  adapt(data: AdaptData): void {
    if (this.given !== undefined) {
      throw new TypeError(
        `${this.name}: adapt was called, but mean and variance were given; leave them out for data to set them`,
      );
    }
    let all: Moments | undefined;
    for (const batch of batchesOf(this.name, data)) {
      if (!this.built) this.build([null, ...batch.shape.slice(1)]);
      else if (!fits(batch.shape, this.builtFor as BatchShape)) this.refuse(batch.shape);
      const moments = momentsOf(batch, this.kept);
      all = all === undefined ? moments : mergeMoments(all, moments);
    }
    const { mean, variance } = this.learned as NonNullable<typeof this.learned>;
    const found = all as Moments;
    mean.assign({ data: found.mean, shape: mean.shape });
    variance.assign({ data: found.variance, shape: variance.shape });
  }

  override call(x: Tensor): Tensor {
    const [mean, variance] = this.moments();
    const sd = variance.sqrt().maximum(EPSILON);
    return this.invert ? x.mul(sd).add(mean) : x.sub(mean).div(sd);
  }

  override ownWeights(): readonly Weight[] {
    return this.learned === undefined ? super.ownWeights() : [...super.ownWeights(), this.learned.count];
  }

  override buildConfig(): { readonly build_config?: Readonly<Record<string, unknown>> } {
    return this.builtFor === undefined ? {} : { build_config: { input_shape: this.builtFor } };
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      axis: this.axis,
      invert: this.invert,
      mean: this.given?.mean ?? null,
      variance: this.given?.variance ?? null,
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const rank = inputShape.length;
    const kept = this.axis.map((axis) => {
      const at = axis < 0 ? axis + rank : axis;
      if (at >= 0 && at < rank && typeof inputShape[at] === "number") return at;
      throw new RangeError(
        `${this.name}: received axis ${axis} for input of shape ${showBatchShape(inputShape)}, expected an axis whose length ` +
          "is known; axis 0 are the rows, and -1 the columns",
      );
    });
    this.kept = [...new Set(kept)].sort((a, b) => a - b);
    this.broadcast = inputShape.map((n, axis) => (this.kept.includes(axis) ? (n as number) : 1));
    const shape = this.kept.map((axis) => inputShape[axis] as number);
    if (this.given !== undefined) {
      this.checkGiven(shape);
      return;
    }
    const fixed = { trainable: false };
    const mean = this.addWeight("mean", shape, { ...fixed, initializer: zeros() });
    const variance = this.addWeight("variance", shape, { ...fixed, initializer: ones() });
    this.learned = { mean, variance, count: countWeight(this.name) };
  }

  /** Mean and variance in a shape that broadcasts with the input. */
  private moments(): readonly [Tensor, Tensor] {
    if (this.learned !== undefined) {
      const { mean, variance } = this.learned;
      return [mean.value.reshape(this.broadcast), variance.value.reshape(this.broadcast)];
    }
    const { mean, variance } = this.given as NonNullable<typeof this.given>;
    return [this.spread(mean), this.spread(variance)];
  }

  /** Given numbers along the last of the kept axes. */
  private spread(value: Nested): Tensor {
    const read = tensor(value, { dtype: this.dtype });
    const shape = this.broadcast.map(() => 1);
    read.shape.forEach((n, i) => {
      shape[this.kept[this.kept.length - read.rank + i] as number] = n;
    });
    return read.reshape(shape);
  }

  private checkGiven(shape: readonly number[]): void {
    const { mean } = this.given as NonNullable<typeof this.given>;
    const have = tensor(mean).shape;
    const want = shape.slice(shape.length - have.length);
    if (have.every((n, i) => n === 1 || n === want[i])) return;
    throw new RangeError(
      `${this.name}: received mean and variance of shape [${have.join(", ")}], expected [${want.join(", ")}]: one number for ` +
        "each place along the axis of the input",
    );
  }
}

/** Keras keeps a number in files that nothing reads any more; it is in files only. */
function countWeight(layer: string): Weight {
  const made = variable(0, { name: `${layer}/count`, trainable: false, dtype: "int32" });
  return { name: "count", shape: [], variable: made, regularizer: undefined, constraint: undefined };
}

function checkAxes(axis: unknown): readonly number[] {
  const list = axis === null ? [] : Array.isArray(axis) ? axis : [axis];
  if (list.every((a) => Number.isInteger(a))) return list;
  throw new RangeError(
    `normalization: received axis ${show(axis)}, expected a whole number such as -1, an array of them, or null`,
  );
}

function readGiven(
  mean: unknown,
  variance: unknown,
  axes: number,
): { readonly mean: Nested; readonly variance: Nested } | undefined {
  if (mean === undefined && variance === undefined) return undefined;
  if (mean === undefined || variance === undefined) {
    throw new TypeError(
      `normalization: received ${mean === undefined ? "variance without mean" : "mean without variance"}, expected both, or ` +
        "none and a call of adapt(data)",
    );
  }
  const [m, v] = [
    nestedNumbers("normalization", "mean", mean),
    nestedNumbers("normalization", "variance", variance),
  ];
  const [shape, other] = [tensor(m).shape, tensor(v).shape];
  if (shape.join() !== other.join()) {
    throw new RangeError(
      `normalization: received mean of shape [${shape.join(", ")}] and variance of shape [${other.join(", ")}], expected the same`,
    );
  }
  if (shape.length > axes) {
    throw new RangeError(
      `normalization: received mean of shape [${shape.join(", ")}] for ${axes} axes, expected at most as many axes; give a ` +
        "number, or name the axes",
    );
  }
  if (
    tensor(v)
      .data()
      .some((x: number) => !(x >= 0))
  ) {
    throw new RangeError(
      `normalization: received variance ${show(variance)}, expected numbers of at least 0`,
    );
  }
  return { mean: m, variance: v };
}

/**
 * Brings each column to mean 0 and standard deviation 1: `(x - mean) / sd`, with what `adapt` found in the training data or
 * with a mean and variance that are given, so that the model takes numbers as they come. The shape stays; the weights
 * `mean` and `variance` are not changed by training.
 *
 * @throws RangeError or TypeError for options that do not fit together or the input.
 * @example
 * const scale = normalization();
 * scale.adapt([[1, 100], [3, 300]]);
 * scale.apply([[1, 100]]).toArray(); // [[-1, -1]]
 */
export function normalization(options: NormalizationOptions = {}): Normalization {
  return new Normalization(options);
}
