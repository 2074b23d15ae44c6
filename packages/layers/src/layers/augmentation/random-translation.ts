import { randomUniform, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor } from "./factor";
import { type Fill, type FillOptions, fillConfig, fillDefaults, readFill } from "./fill";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { sampleAffine } from "./sample-affine";

/** Options of {@link randomTranslation}. */
export interface RandomTranslationOptions extends ImageLayerOptions, FillOptions {}

const WHERE = "randomTranslation";

/** See {@link randomTranslation}. */
export class RandomTranslation extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomTranslation";
  private readonly given: { readonly height: Factor; readonly width: Factor };
  private readonly height: readonly [number, number];
  private readonly width: readonly [number, number];
  private readonly fill: Fill;

  constructor(
    options: RandomTranslationOptions & { readonly heightFactor: Factor; readonly widthFactor: Factor },
  ) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      ...fillDefaults,
      heightFactor: undefined as unknown,
      widthFactor: undefined as unknown,
    });
    super(WHERE, given);
    this.height = readFactor(WHERE, "heightFactor", given.heightFactor, { min: -1, max: 1 });
    this.width = readFactor(WHERE, "widthFactor", given.widthFactor, { min: -1, max: 1 });
    this.given = { height: given.heightFactor as Factor, width: given.widthFactor as Factor };
    this.fill = readFill(WHERE, given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      height_factor: this.given.height,
      width_factor: this.given.width,
      ...fillConfig(this.fill),
    };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [batch, height, width] = images.shape as [number, number, number];
    const draw = ([lower, upper]: readonly [number, number], length: number): Tensor =>
      randomUniform(context.randomKey(this.seed), [batch], lower, upper).mul(-length);
    const b2 = draw(this.height, height);
    const a2 = draw(this.width, width);
    return sampleAffine(images, { a0: 1, a1: 0, a2, b0: 0, b1: 1, b2 }, this.fill);
  }
}

/**
 * While training, moves each image by a random distance; otherwise does nothing. The shape stays; no weights.
 *
 * @param heightFactor - The range of distances downwards as shares of the height, from -1 to 1: 0.1 is up to a tenth either
 *   way, `[0, 0.1]` downwards only.
 * @param widthFactor - The same to the right, as shares of the width.
 * @throws RangeError for other factors and modes, and for input that is no image.
 * @example
 * sequential([randomTranslation(0.1, 0.1, { inputShape: [28, 28, 1], fillMode: "constant" }), flatten(), dense(10)]);
 */
export function randomTranslation(
  heightFactor: Factor,
  widthFactor: Factor,
  options: RandomTranslationOptions = {},
): RandomTranslation {
  return new RandomTranslation({ ...options, heightFactor, widthFactor });
}
