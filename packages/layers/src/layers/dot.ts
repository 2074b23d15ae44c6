import { einsum, l2Normalize, type Tensor } from "@wellfit/core";
import { show } from "../common/options";
import { type BatchShape, type Shapes, showShapes } from "../common/shapes";
import { type Axes, axesOf, readAxes } from "./axes";
import type { Mask } from "./mask";
import { Merge, type MergeOptions } from "./merge";

/** Options of {@link dot}. */
export interface DotOptions extends MergeOptions {
  /** Whether both inputs are brought to length 1 along their axis first, so that the product is the cosine. Default false. */
  readonly normalize?: boolean;
}

/** What Keras takes a length to be at least before it divides by it. */
const EPSILON = 1e-7;

/** See {@link dot}. */
export class Dot extends Merge {
  /** Its name in Keras. */
  static readonly className: string = "Dot";
  private readonly axes: Axes;
  private readonly normalize: boolean;

  constructor(options: DotOptions & { readonly axes: number | readonly [number, number] }) {
    super("dot", options, { axes: undefined, normalize: false });
    this.axes = readAxes("dot", options.axes, "axes");
    this.normalize = options.normalize ?? false;
    if (typeof this.axes !== "number" && this.axes.length !== 2) {
      throw new RangeError(
        `dot: received axes ${show(this.axes)}, expected one axis for both inputs, or two: that of the first input and that of ` +
          "the second",
      );
    }
  }

  override computeOutputShape(inputShape: Shapes): BatchShape {
    const [a, b] = this.checkShapes(inputShape) as readonly [BatchShape, BatchShape];
    const [i, j] = this.axesIn(a, b);
    const [n, m] = [a[i], b[j]];
    if (n !== null && m !== null && n !== m) {
      throw new RangeError(
        `${this.name}: received inputs of shapes ${showShapes([a, b])} with axes ${show(this.axes)}, expected axes of the same ` +
          `length, and not ${n} and ${m}; give dot other axes, or bring the inputs to one length`,
      );
    }
    const rest = [...a.filter((_, axis) => axis !== i), ...b.filter((_, axis) => axis !== 0 && axis !== j)];
    return rest.length === 1 ? [...rest, 1] : rest;
  }

  override computeMask(): Mask {
    return undefined;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axes: this.axes, normalize: this.normalize };
  }

  override call(x: readonly Tensor[]): Tensor {
    return this.merge(x);
  }

  protected override merge([a, b]: readonly Tensor[]): Tensor {
    const [left, right] = [a as Tensor, b as Tensor];
    const [i, j] = this.axesIn(left.shape, right.shape);
    const unit = (x: Tensor, axis: number): Tensor => (this.normalize ? l2Normalize(x, axis, EPSILON) : x);
    const letter = (n: number): string => String.fromCharCode(97 + n);
    // "a" are the rows, "b" what is summed up.
    const of = (rank: number, axis: number, from: number): string[] =>
      Array.from({ length: rank }, (_, k) => (k === 0 ? "a" : k === axis ? "b" : letter(from + k)));
    const [p, q] = [of(left.rank, i, 1), of(right.rank, j, 1 + left.rank)];
    const out = ["a", ...p.slice(1), ...q.slice(1)].filter((name) => name !== "b");
    const product = einsum(`${p.join("")},${q.join("")}->${out.join("")}`, unit(left, i), unit(right, j));
    return product.rank === 1 ? product.expandDims(-1) : product;
  }

  protected override checkShapes(inputShape: Shapes): readonly BatchShape[] {
    const shapes = super.checkShapes(inputShape, "an array of two inputs");
    if (shapes.length === 2) return shapes;
    throw new RangeError(`${this.name}: received ${shapes.length} inputs, expected two`);
  }

  /** The axis of each input that is summed up. */
  private axesIn(a: BatchShape, b: BatchShape): readonly [number, number] {
    const [first, second] = typeof this.axes === "number" ? [this.axes, this.axes] : this.axes;
    const [i] = axesOf(this.name, first as number, a) as [number];
    const [j] = axesOf(this.name, second as number, b) as [number];
    if (i > 0 && j > 0) return [i, j];
    throw new RangeError(
      `${this.name}: received axes ${show(this.axes)}, expected axes after the first, which is that of the rows`,
    );
  }
}

/**
 * Products of two inputs, row by row, summed up along an axis of each: `[batch, 5, 3]` and `[batch, 4, 3]` with axes 2 become
 * `[batch, 5, 4]`, and two vectors one number, `[batch, 1]`. No weights.
 *
 * @param axes - The axis that is summed up, in both inputs, or `[axisOfTheFirst, axisOfTheSecond]`; not 0.
 * @throws RangeError when there are not two inputs, or the axes have other lengths.
 * @example
 * dot(1).apply([[[1, 2]], [[3, 4]]]).toArray(); // [[11]]
 */
export function dot(axes: number | readonly [number, number], options: DotOptions = {}): Dot {
  return new Dot({ ...options, axes });
}
