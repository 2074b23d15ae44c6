import { randomUniform, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor } from "./factor";
import { type Fill, type FillOptions, fillConfig, fillDefaults, readFill } from "./fill";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { sampleAffine } from "./sample-affine";

/** Options of {@link randomRotation}. */
export interface RandomRotationOptions extends ImageLayerOptions, FillOptions {}

const WHERE = "randomRotation";

/** See {@link randomRotation}. */
export class RandomRotation extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomRotation";
  private readonly factor: readonly [number, number];
  private readonly fill: Fill;

  constructor(options: RandomRotationOptions & { readonly factor: Factor }) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      ...fillDefaults,
      factor: undefined as unknown,
    });
    super(WHERE, given);
    this.factor = readFactor(WHERE, "factor", given.factor, { min: -1, max: 1 });
    this.fill = readFill(WHERE, given);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor, ...fillConfig(this.fill) };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [batch, height, width] = images.shape as [number, number, number];
    const [lower, upper] = this.factor;
    const angle = randomUniform(context.randomKey(this.seed), [batch], lower, upper).mul(2 * Math.PI);
    const [cos, sin] = [angle.cos(), angle.sin()];
    const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
    // The middle of the image stays where it is.
    const a2 = cos.mul(-cx).add(sin.mul(cy)).add(cx);
    const b2 = sin.mul(-cx).add(cos.mul(-cy)).add(cy);
    return sampleAffine(images, { a0: cos, a1: sin.neg(), a2, b0: sin, b1: cos, b2 }, this.fill);
  }
}

/**
 * While training, turns each image about its middle by a random angle; otherwise does nothing. The shape stays; no weights.
 *
 * @param factor - The range of angles as shares of a full turn, from -1 to 1: 0.1 is up to 36 degrees either way,
 *   `[0, 0.25]` up to a quarter turn against the clock.
 * @throws RangeError for other factors and modes, and for input that is no image.
 * @example
 * sequential([randomRotation(0.05, { inputShape: [28, 28, 1], fillMode: "constant" }), flatten(), dense(10)]);
 */
export function randomRotation(factor: Factor, options: RandomRotationOptions = {}): RandomRotation {
  return new RandomRotation({ ...options, factor });
}
