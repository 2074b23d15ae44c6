import { clip, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor, readValueRange } from "./factor";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { uniformPerImage } from "./per-image";

/** Options of {@link randomContrast}. */
export interface RandomContrastOptions extends ImageLayerOptions {
  /** The least and the largest value that a pixel can have; results are kept within. Default [0, 255]. */
  readonly valueRange?: readonly [number, number];
}

const WHERE = "randomContrast";

/** See {@link randomContrast}. */
export class RandomContrast extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomContrast";
  private readonly factor: readonly [number, number];
  private readonly valueRange: readonly [number, number];

  constructor(options: RandomContrastOptions & { readonly factor: Factor }) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      factor: undefined as unknown,
      valueRange: [0, 255] as unknown,
    });
    super(WHERE, given);
    this.factor = readFactor(WHERE, "factor", given.factor, { min: 0, max: 1 });
    this.valueRange = readValueRange(WHERE, given.valueRange);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor, value_range: this.valueRange };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [lower, upper] = this.factor;
    const [least, most] = this.valueRange;
    const key = context.randomKey(this.seed);
    const by = uniformPerImage(key, images.shape[0] as number, [1 - lower, 1 + upper], images.dtype);
    const mean = images.mean([1, 2], { keepdims: true });
    return clip(images.sub(mean).mul(by).add(mean), least, most);
  }
}

/**
 * While training, changes the contrast of each image: the distance of each pixel from the mean of its channel is multiplied
 * by a random number; otherwise does nothing. The shape stays; no weights.
 *
 * @param factor - `[lower, upper]` from 0 to 1: the number is drawn between `1 - lower` and `1 + upper`. One number stands
 *   for `[0, upper]`, as in Keras 3.
 * @throws RangeError for other factors, and for input that is no image.
 * @example
 * sequential([randomContrast([0.2, 0.2], { inputShape: [28, 28, 1], valueRange: [0, 1] }), flatten(), dense(10)]);
 */
export function randomContrast(factor: Factor, options: RandomContrastOptions = {}): RandomContrast {
  return new RandomContrast({ ...options, factor });
}
