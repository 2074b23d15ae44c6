import { clip, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor, readValueRange } from "./factor";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { uniformPerImage } from "./per-image";

/** Options of {@link randomBrightness}. */
export interface RandomBrightnessOptions extends ImageLayerOptions {
  /** The least and the largest value that a pixel can have; results are kept within. Default [0, 255]. */
  readonly valueRange?: readonly [number, number];
}

const WHERE = "randomBrightness";

/** See {@link randomBrightness}. */
export class RandomBrightness extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomBrightness";
  private readonly factor: readonly [number, number];
  private readonly valueRange: readonly [number, number];

  constructor(options: RandomBrightnessOptions & { readonly factor: Factor }) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      factor: undefined as unknown,
      valueRange: [0, 255] as unknown,
    });
    super(WHERE, given);
    this.factor = readFactor(WHERE, "factor", given.factor, { min: -1, max: 1 });
    this.valueRange = readValueRange(WHERE, given.valueRange);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor, value_range: this.valueRange };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [least, most] = this.valueRange;
    const key = context.randomKey(this.seed);
    const by = uniformPerImage(key, images.shape[0] as number, this.factor, images.dtype);
    return clip(images.add(by.mul(most - least)), least, most);
  }
}

/**
 * While training, makes each image brighter or darker: a random number is added to all of its pixels; otherwise does nothing.
 * The shape stays; no weights.
 *
 * @param factor - The range from which the number is drawn, as shares of the value range, from -1 (black) to 1 (white): 0.2
 *   is up to 20% either way.
 * @throws RangeError for other factors, and for input that is no image.
 * @example
 * sequential([randomBrightness(0.2, { inputShape: [28, 28, 1], valueRange: [0, 1] }), flatten(), dense(10)]);
 */
export function randomBrightness(factor: Factor, options: RandomBrightnessOptions = {}): RandomBrightness {
  return new RandomBrightness({ ...options, factor });
}
