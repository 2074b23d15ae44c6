import { batchNorm, batchNormTraining, cast, type Tensor, type Variable, where } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { serialize } from "../common/resolve";
import { type BatchShape, showBatchShape } from "../common/shapes";
import type { Initializer } from "../initializers/initializer";
import { type InitializerLike, resolveInitializer } from "../initializers/resolve-initializer";
import { axesOf, lengthsOf, readAxis } from "./axes";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { maskGiven } from "./mask-given";
import { ScaleAndShift, type ScaleAndShiftOptions, scaleAndShiftDefaults } from "./scale-and-shift";

/** Options of {@link batchNormalization}. */
export interface BatchNormalizationOptions extends LayerOptions, ScaleAndShiftOptions {
  /** The axis of channels, each of which is normalised by itself. Default -1, the last. */
  readonly axis?: number;
  /** How much of the running mean and variance stays at each step, from 0 to 1. Default 0.99. */
  readonly momentum?: number;
  /** Is added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Makes the first running means. Default "zeros". */
  readonly movingMeanInitializer?: InitializerLike;
  /** Makes the first running variances. Default "ones". */
  readonly movingVarianceInitializer?: InitializerLike;
}

const WHERE = "batchNormalization";

/** What Keras adds to the number of steps that count, so that none is no division by 0. */
const FUZZ = 1e-7;

/** Options of Keras for features that are not here, with the only value that is accepted. */
const foreignDefaults = {
  renorm: false,
  renormClipping: undefined,
  renormMomentum: 0.99,
  synchronized: false,
};

/** See {@link batchNormalization}. */
export class BatchNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "BatchNormalization";
  override readonly supportsMasking: boolean = true;
  private readonly axis: number;
  private readonly momentum: number;
  private readonly epsilon: number;
  private readonly affine: ScaleAndShift;
  private readonly meanInitializer: Initializer;
  private readonly varianceInitializer: Initializer;
  private gamma: Variable | undefined;
  private beta: Variable | undefined;
  private movingMean: Variable | undefined;
  private movingVariance: Variable | undefined;

  constructor(options: BatchNormalizationOptions = {}) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      ...scaleAndShiftDefaults(),
      axis: -1 as unknown,
      momentum: 0.99,
      epsilon: 1e-3,
      movingMeanInitializer: "zeros" as unknown,
      movingVarianceInitializer: "ones" as unknown,
      ...foreignDefaults,
    });
    super(WHERE, given);
    for (const name of ["renorm", "synchronized"] as const) {
      if (given[name]) {
        throw new TypeError(
          `${WHERE}: received ${name} ${show(given[name])}, which this layer does not have; leave it out`,
        );
      }
    }
    checkNumber(WHERE, "renormMomentum", given.renormMomentum);
    this.axis = readAxis(WHERE, given.axis);
    this.momentum = checkNumber(WHERE, "momentum", given.momentum, { min: 0, max: 1 });
    this.epsilon = checkNumber(WHERE, "epsilon", given.epsilon, { min: 0 });
    this.affine = new ScaleAndShift(WHERE, given);
    this.meanInitializer = resolveInitializer(given.movingMeanInitializer, `${WHERE}: movingMeanInitializer`);
    this.varianceInitializer = resolveInitializer(
      given.movingVarianceInitializer,
      `${WHERE}: movingVarianceInitializer`,
    );
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext, options: CallOptions = {}): Tensor {
    const { axis, epsilon, momentum } = this;
    const scaled = { axis, epsilon, gamma: this.gamma?.value, beta: this.beta?.value };
    const [mean, variance] = [this.movingMean as Variable, this.movingVariance as Variable];
    const mask = maskGiven(options.mask);
    // A frozen layer predicts: its running mean and variance are what the weights after it were made for.
    if (!context.training || !this.trainable) {
      return batchNorm(x, context.current(mean), context.current(variance), scaled);
    }
    const found =
      mask === undefined
        ? batchNormTraining(x, scaled)
        : { output: undefined, ...this.maskedMoments(x, mask) };
    const moved = (weight: Variable, value: Tensor): void =>
      context.update(
        weight,
        context
          .current(weight)
          .mul(momentum)
          .add(value.mul(1 - momentum)),
      );
    moved(mean, found.mean);
    moved(variance, found.variance);
    return found.output ?? batchNorm(x, found.mean, found.variance, scaled);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      axis: this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      ...this.affine.config(),
      moving_mean_initializer: serialize(this.meanInitializer, "keras.initializers"),
      moving_variance_initializer: serialize(this.varianceInitializer, "keras.initializers"),
      synchronized: false,
      renorm: false,
      renorm_clipping: null,
      renorm_momentum: 0.99,
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const shape = lengthsOf(this.name, axesOf(this.name, this.axis, inputShape), inputShape);
    const { affine } = this;
    if (affine.scale) this.gamma = this.addWeight("gamma", shape, affine.gamma.options);
    if (affine.center) this.beta = this.addWeight("beta", shape, affine.beta.options);
    const still = (initializer: Initializer) => ({ initializer, trainable: false });
    this.movingMean = this.addWeight("moving_mean", shape, still(this.meanInitializer));
    this.movingVariance = this.addWeight("moving_variance", shape, still(this.varianceInitializer));
  }

  /** The mean and variance of what the mask leaves. */
  private maskedMoments(x: Tensor, mask: Tensor): { mean: Tensor; variance: Tensor } {
    if (mask.rank !== x.rank - 1) {
      throw new RangeError(
        `${this.name}: received a mask of shape ${showBatchShape(mask.shape)} for input of shape ${showBatchShape(x.shape)}, ` +
          "expected one axis less than the input has: a truth value for each step",
      );
    }
    const [channels] = axesOf(this.name, this.axis, x.shape) as [number];
    const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== channels);
    const counts = mask.cast("bool").expandDims(-1).broadcastTo(x.shape);
    const mean = (values: Tensor): Tensor =>
      where(counts, values, 0)
        .sum(others, { keepdims: true })
        .div(cast(counts, x.dtype).sum(others, { keepdims: true }).add(FUZZ));
    const centre = mean(x);
    const spread = mean(x.sub(centre).square());
    return { mean: centre.squeeze(others), variance: spread.squeeze(others) };
  }
}

/**
 * Standardises each channel over the rows of the batch and all other axes, then stretches and moves it by learnt numbers:
 * `(x - mean) / sqrt(variance + epsilon) * gamma + beta` (Ioffe and Szegedy 2015). While training, mean and variance are
 * those of the batch, and running means of them are kept: `moving = moving * momentum + batch * (1 - momentum)`; otherwise,
 * and when the layer is frozen, the running ones are used. Steps that a mask leaves out do not count. The shape stays.
 *
 * Weights: gamma, beta, and the running mean and variance, which training does not move by gradients.
 *
 * @throws RangeError or TypeError for numbers or options that do not exist, or an axis that the input does not have.
 * @example
 * sequential([dense(64, { inputShape: [8], useBias: false }), batchNormalization(), activation("relu"), dense(1)]);
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): BatchNormalization {
  return new BatchNormalization(options);
}
