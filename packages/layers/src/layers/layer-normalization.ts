import { layerNorm, moments, rsqrt, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { type Axes, asBuilt, axesOf, lengthsOf, readAxes } from "./axes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { ScaleAndShift, type ScaleAndShiftOptions, scaleAndShiftDefaults } from "./scale-and-shift";

/** Options of {@link layerNormalization}. */
export interface LayerNormalizationOptions extends LayerOptions, ScaleAndShiftOptions {
  /** The axis of features, or several that are normalised together. Default -1, the last. */
  readonly axis?: number | readonly number[];
  /** Is added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /**
   * Whether the mean is not taken off, and there is no beta; only to read old files of Keras: it divides by the root of the
   * variance and not of the mean square, which `rmsNormalization` does. Default false.
   */
  readonly rmsScaling?: boolean;
}

const WHERE = "layerNormalization";

/** See {@link layerNormalization}. */
export class LayerNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "LayerNormalization";
  override readonly supportsMasking: boolean = true;
  private axis: Axes;
  private readonly epsilon: number;
  private readonly rmsScaling: boolean;
  private readonly affine: ScaleAndShift;
  private gamma: Variable | undefined;
  private beta: Variable | undefined;

  constructor(options: LayerNormalizationOptions = {}) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      ...scaleAndShiftDefaults(),
      axis: -1 as unknown,
      epsilon: 1e-3,
      rmsScaling: false,
    });
    super(WHERE, given);
    this.axis = readAxes(WHERE, given.axis);
    this.epsilon = checkNumber(WHERE, "epsilon", given.epsilon, { min: 0 });
    this.rmsScaling = given.rmsScaling;
    this.affine = new ScaleAndShift(WHERE, given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    const { axis, epsilon } = this;
    const [gamma, beta] = [this.gamma?.value, this.beta?.value];
    if (!this.rmsScaling) return layerNorm(x, { axis, epsilon, gamma, beta });
    const axes = axesOf(this.name, axis, x.shape);
    const { variance } = moments(x, axes, { keepdims: true });
    const scaled = x.mul(rsqrt(variance.add(epsilon)));
    return scaled.mul((gamma as Tensor).reshape(x.shape.map((n, i) => (axes.includes(i) ? n : 1))));
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      axis: this.axis,
      epsilon: this.epsilon,
      rms_scaling: this.rmsScaling,
      ...this.affine.config(),
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    this.axis = asBuilt(this.axis);
    const axes = axesOf(this.name, this.axis, inputShape);
    const shape = lengthsOf(this.name, axes, inputShape);
    const { affine } = this;
    if (affine.scale || this.rmsScaling) this.gamma = this.addWeight("gamma", shape, affine.gamma.options);
    if (affine.center && !this.rmsScaling) this.beta = this.addWeight("beta", shape, affine.beta.options);
  }
}

/**
 * Standardises the features of each row by itself, then stretches and moves them by learnt numbers:
 * `(x - mean) / sqrt(variance + epsilon) * gamma + beta` over an axis or several (Ba et al. 2016). The same while training
 * and predicting, whatever the batch. The shape stays. Weights: gamma and beta, of the lengths of these axes.
 *
 * @throws RangeError or TypeError for numbers or options that do not exist, or an axis that the input does not have.
 * @example
 * sequential([dense(64, { inputShape: [8] }), layerNormalization(), activation("gelu"), dense(1)]);
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): LayerNormalization {
  return new LayerNormalization(options);
}
