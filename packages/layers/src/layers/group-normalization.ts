import { groupNorm, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { axesOf, lengthsOf, readAxis } from "./axes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { ScaleAndShift, type ScaleAndShiftOptions, scaleAndShiftDefaults } from "./scale-and-shift";

/** Options of {@link groupNormalization}. */
export interface GroupNormalizationOptions extends LayerOptions, ScaleAndShiftOptions {
  /** The number of groups, which divides the number of channels; -1 makes each channel a group. Default 32. */
  readonly groups?: number;
  /** The axis of channels. Default -1, the last. */
  readonly axis?: number;
  /** Is added to the variance. Default 0.001. */
  readonly epsilon?: number;
}

const WHERE = "groupNormalization";

/** See {@link groupNormalization}. */
export class GroupNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "GroupNormalization";
  override readonly supportsMasking: boolean = true;
  private groups: number;
  private readonly axis: number;
  private readonly epsilon: number;
  private readonly affine: ScaleAndShift;
  private gamma: Variable | undefined;
  private beta: Variable | undefined;

  constructor(options: GroupNormalizationOptions = {}) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      ...scaleAndShiftDefaults(),
      groups: 32,
      axis: -1 as unknown,
      epsilon: 1e-3,
    });
    super(WHERE, given);
    const { groups } = given;
    this.groups = groups === -1 ? -1 : checkNumber(WHERE, "groups", groups, { integer: true, min: 1 });
    this.axis = readAxis(WHERE, given.axis);
    this.epsilon = checkNumber(WHERE, "epsilon", given.epsilon, { min: 0 });
    this.affine = new ScaleAndShift(WHERE, given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    const { axis, epsilon } = this;
    return groupNorm(x, this.groups, { axis, epsilon, gamma: this.gamma?.value, beta: this.beta?.value });
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      groups: this.groups,
      axis: this.axis,
      epsilon: this.epsilon,
      ...this.affine.config(),
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const axes = axesOf(this.name, this.axis, inputShape);
    const shape = lengthsOf(this.name, axes, inputShape);
    const channels = shape[0] as number;
    if (this.groups === -1) this.groups = channels;
    if (axes[0] === 0 || channels % this.groups !== 0) {
      throw new RangeError(
        `${this.name}: received ${this.groups} groups for axis ${this.axis} of input of shape ${showBatchShape(inputShape)}, ` +
          `expected an axis after the first whose length they divide; choose groups that divide ${channels}, or -1`,
      );
    }
    const { affine } = this;
    if (affine.scale) this.gamma = this.addWeight("gamma", shape, affine.gamma.options);
    if (affine.center) this.beta = this.addWeight("beta", shape, affine.beta.options);
  }
}

/**
 * Standardises groups of channels of each row by itself, over all axes but that of the rows, then stretches and moves each
 * channel by learnt numbers (Wu and He 2018). It does not depend on the batch, so that small batches do as well as large
 * ones; one group is a layer normalisation over all axes, as many as channels an instance normalisation. The shape stays.
 * Weights: gamma and beta, one number for each channel.
 *
 * @throws RangeError or TypeError for numbers or options that do not exist, or groups that do not divide the channels.
 * @example
 * sequential([dense(64, { inputShape: [8] }), groupNormalization({ groups: 8 }), activation("relu"), dense(1)]);
 */
export function groupNormalization(options: GroupNormalizationOptions = {}): GroupNormalization {
  return new GroupNormalization(options);
}
