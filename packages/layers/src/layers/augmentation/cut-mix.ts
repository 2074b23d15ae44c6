import { randomUniform, type Tensor, where } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor } from "./factor";
import { type ImageLayerOptions, imageDefaults } from "./image-layer";
import { MixingLayer, type Mixture } from "./mixing-layer";
import { insidePatch, randomSpan } from "./patches";
import { randomBeta } from "./random-beta";

/** Options of {@link cutMix}. */
export interface CutMixOptions extends ImageLayerOptions {
  /**
   * The range, from 0 to 1, from which the parameter of the beta distribution is drawn for each batch; one number stands for
   * `[0, upper]`. The larger, the more the sizes of the pieces differ from all and nothing. Default 1.
   */
  readonly factor?: Factor;
}

/** See {@link cutMix}. */
export class CutMix extends MixingLayer {
  /** Its name in Keras. */
  static readonly className: string = "CutMix";
  private readonly factor: readonly [number, number];

  constructor(options: CutMixOptions = {}) {
    const given = readOptions("cutMix", options, { ...imageDefaults, factor: 1 as unknown });
    super("cutMix", given);
    this.factor = readFactor("cutMix", "factor", given.factor, { min: 0, max: 1 });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor };
  }

  protected override mix(shape: readonly number[], context: CallContext): Mixture {
    const first = this.dataFormat === "channelsFirst";
    const [rows, height, width] = (
      first ? [shape[0], shape[2], shape[3]] : [shape[0], shape[1], shape[2]]
    ) as [number, number, number];
    const key = (): Tensor => context.randomKey(this.seed);
    const alpha = randomUniform(key(), [], ...this.factor).add(1e-6);
    const side = randomBeta(key, [rows], alpha).neg().add(1).sqrt();
    const across = randomSpan(key(), side, width);
    const down = randomSpan(key(), side, height);
    const inside = insidePatch(down, across, height, width);
    const piece = first ? inside.transpose([0, 3, 1, 2]) : inside;
    const area = across.to.sub(across.from).mul(down.to.sub(down.from));
    return {
      share: area
        .div(width * height)
        .neg()
        .add(1),
      images: (one: Tensor, other: Tensor): Tensor => where(piece, other, one),
    };
  }
}

/**
 * While training, a piece of each image is replaced by that of another image of the batch, and its label becomes the mean of
 * their labels, weighted by the areas (Yun et al. 2019); otherwise nothing changes. It takes `[images, labels]`, labels as rows
 * such as one-hot ones, and gives both. For training, `augmentBatches` puts it between data and `fit`. No weights.
 *
 * @throws RangeError for another factor, images of another rank, and labels that are not rows.
 * @example
 * const digits = { data: new Float32Array(32), shape: [2, 4, 4, 1] };
 * const classes = { data: Float32Array.of(1, 0, 0, 1), shape: [2, 2] };
 * const [images, labels] = cutMix({ seed: 1 }).apply([digits, classes], { training: true });
 * labels.shape; // [2, 2]
 */
export function cutMix(options: CutMixOptions = {}): CutMix {
  return new CutMix(options);
}
