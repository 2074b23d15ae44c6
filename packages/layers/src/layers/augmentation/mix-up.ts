import { cast, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type ImageLayerOptions, imageDefaults } from "./image-layer";
import { MixingLayer, type Mixture } from "./mixing-layer";
import { randomBeta } from "./random-beta";

/** Options of {@link mixUp}. */
export interface MixUpOptions extends ImageLayerOptions {
  /** How much is mixed: near 0 hardly anything, 1 evenly between all and nothing. Above 0, at most 1. Default 0.2. */
  readonly alpha?: number;
}

/** See {@link mixUp}. */
export class MixUp extends MixingLayer {
  /** Its name in Keras. */
  static readonly className: string = "MixUp";
  private readonly alpha: number;

  constructor(options: MixUpOptions = {}) {
    const given = readOptions("mixUp", options, { ...imageDefaults, alpha: 0.2 });
    super("mixUp", given);
    this.alpha = checkNumber("mixUp", "alpha", given.alpha, { above: 0, max: 1 });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), alpha: this.alpha };
  }

  protected override mix([rows]: readonly number[], context: CallContext): Mixture {
    const share = randomBeta(() => context.randomKey(this.seed), [rows as number], this.alpha);
    return {
      share,
      images: (one: Tensor, other: Tensor): Tensor =>
        one
          .sub(other)
          .mul(cast(share, one.dtype).reshape([rows as number, 1, 1, 1]))
          .add(other),
    };
  }
}

/**
 * While training, each image becomes a mean of itself and another one of the batch, with weights drawn from the beta
 * distribution, and its label the same mean of their labels (Zhang et al. 2018); otherwise nothing changes. It takes
 * `[images, labels]`, labels as rows such as one-hot ones, and gives both. For training, `augmentBatches` puts it between data
 * and `fit`. No weights.
 *
 * @throws RangeError for another alpha, images of another rank, and labels that are not rows.
 * @example
 * const digits = { data: new Float32Array(32), shape: [2, 4, 4, 1] };
 * const classes = { data: Float32Array.of(1, 0, 0, 1), shape: [2, 2] };
 * const [images, labels] = mixUp({ seed: 1 }).apply([digits, classes], { training: true });
 * images.shape; // [2, 4, 4, 1]
 */
export function mixUp(options: MixUpOptions = {}): MixUp {
  return new MixUp(options);
}
