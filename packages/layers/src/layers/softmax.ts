import { softmax as softmaxOf, type Tensor, where } from "@wellfit/core";
import { withLogits } from "../activations/logits";
import { readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { type Axes, axesOf, readAxes } from "./axes";
import type { KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { maskGiven } from "./mask-given";
import type { LayerNode } from "./symbolic";

/** Options of {@link softmax}. */
export interface SoftmaxOptions extends LayerOptions {
  /** The axis along which the sum is 1, or several. Default -1, the last. */
  readonly axis?: number | readonly number[];
}

/** What takes the place of numbers that a mask leaves out, as in Keras: finite, so that no NaN can come of it. */
const FAR_BELOW = -1e9;

/** See {@link softmax}. */
export class Softmax extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Softmax";
  override readonly supportsMasking: boolean = true;
  private readonly axis: Axes;

  constructor(options: SoftmaxOptions = {}) {
    const given = readOptions("softmax", options, { ...layerDefaults, axis: -1 as unknown });
    super("softmax", given);
    this.axis = readAxes("softmax", given.axis);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    axesOf(this.name, this.axis, inputShape);
    return inputShape;
  }

  override call(x: Tensor, _context: CallContext, options: CallOptions = {}): Tensor {
    const axes = axesOf(this.name, this.axis, x.shape);
    const mask = maskGiven(options.mask);
    if (mask === undefined) {
      const y = softmaxOf(x, axes);
      return axes.length === 1 && axes[0] === x.rank - 1 ? withLogits("softmax", y, x) : y;
    }
    const counts = this.spread(x, mask);
    // Zeros also where nothing is left, and all would be the same.
    return where(counts, softmaxOf(where(counts, x, FAR_BELOW), axes), 0);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis };
  }

  /** Keras notes that no mask was given. */
  override writeCall(node: LayerNode): KerasArguments {
    const { args, kwargs } = super.writeCall(node);
    return { args, kwargs: { mask: null, ...kwargs } };
  }

  private spread(x: Tensor, mask: Tensor): Tensor {
    const start = x.rank - mask.rank;
    if (start >= 0 && mask.shape.every((n, axis) => n === 1 || n === x.shape[start + axis])) {
      return mask.dtype === "bool" ? mask : mask.greater(0.5);
    }
    throw new RangeError(
      `${this.name}: received a mask of shape ${showBatchShape(mask.shape)} for input of shape ${showBatchShape(x.shape)}, ` +
        "expected one that broadcasts to it: axes of the same length, or of length 1, counted from the last",
    );
  }
}

/**
 * Positive numbers whose sum along an axis is 1: `exp(x) / sum(exp(x))`. The shape stays; no weights. The option `mask` of a
 * call says which numbers count, bool of a shape that broadcasts to the input; the others become 0. A cross-entropy right
 * after it is computed from its input, as after the activation.
 *
 * @throws RangeError or TypeError for options that do not exist, or an axis that the input does not have.
 * @example
 * softmax().apply([[0, 0]]).toArray(); // [[0.5, 0.5]]
 */
export function softmax(options: SoftmaxOptions = {}): Softmax {
  return new Softmax(options);
}
