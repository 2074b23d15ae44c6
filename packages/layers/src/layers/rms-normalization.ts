import { rmsNorm, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { ones } from "../initializers/ones";
import { type Axes, asBuilt, axesOf, lengthsOf, readAxes } from "./axes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link rmsNormalization}. */
export interface RmsNormalizationOptions extends LayerOptions {
  /** The axis of features, or several that are normalised together. Default -1, the last. */
  readonly axis?: number | readonly number[];
  /** Is added to the mean square. Default 1e-6. */
  readonly epsilon?: number;
}

const WHERE = "rmsNormalization";

/** See {@link rmsNormalization}. */
export class RMSNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "RMSNormalization";
  private axis: Axes;
  private readonly epsilon: number;
  private scale: Variable | undefined;

  constructor(options: RmsNormalizationOptions = {}) {
    const given = readOptions(WHERE, options, { ...layerDefaults, axis: -1 as unknown, epsilon: 1e-6 });
    super(WHERE, given);
    this.axis = readAxes(WHERE, given.axis);
    this.epsilon = checkNumber(WHERE, "epsilon", given.epsilon, { min: 0 });
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    const axis = axesOf(this.name, this.axis, x.shape);
    return rmsNorm(x, { axis, epsilon: this.epsilon, gamma: (this.scale as Variable).value });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis, epsilon: this.epsilon };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    this.axis = asBuilt(this.axis);
    const shape = lengthsOf(this.name, axesOf(this.name, this.axis, inputShape), inputShape);
    this.scale = this.addWeight("scale", shape, { initializer: ones() });
  }
}

/**
 * Divides the features of each row by the root of their mean square, and multiplies them by learnt numbers:
 * `x / sqrt(mean(x²) + epsilon) * scale` over an axis or several (Zhang and Sennrich 2019). Cheaper than
 * `layerNormalization`, as it takes no mean off. The shape stays. Weights: scale, of the lengths of these axes.
 *
 * @throws RangeError or TypeError for numbers or options that do not exist, or an axis that the input does not have.
 * @example
 * sequential([dense(64, { inputShape: [8] }), rmsNormalization(), activation("silu"), dense(1)]);
 */
export function rmsNormalization(options: RmsNormalizationOptions = {}): RMSNormalization {
  return new RMSNormalization(options);
}
