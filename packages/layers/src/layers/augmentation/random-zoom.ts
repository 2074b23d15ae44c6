import { randomUniform, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor } from "./factor";
import { type Fill, type FillOptions, fillConfig, fillDefaults, readFill } from "./fill";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { sampleAffine } from "./sample-affine";

/** Options of {@link randomZoom}. */
export interface RandomZoomOptions extends ImageLayerOptions, FillOptions {
  /** The range for the width, as `heightFactor`. Default: what the height gets, so that shapes keep their proportions. */
  readonly widthFactor?: Factor;
}

const WHERE = "randomZoom";
const BOUNDS = { min: -1, open: true, max: 1 } as const;

/** See {@link randomZoom}. */
export class RandomZoom extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomZoom";
  private readonly given: { readonly height: Factor; readonly width: Factor | undefined };
  private readonly height: readonly [number, number];
  private readonly width: readonly [number, number] | undefined;
  private readonly fill: Fill;

  constructor(options: RandomZoomOptions & { readonly heightFactor: Factor }) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      ...fillDefaults,
      heightFactor: undefined as unknown,
      widthFactor: undefined as unknown,
    });
    super(WHERE, given);
    const { heightFactor, widthFactor } = given;
    this.height = readFactor(WHERE, "heightFactor", heightFactor, BOUNDS);
    this.width =
      widthFactor === undefined ? undefined : readFactor(WHERE, "widthFactor", widthFactor, BOUNDS);
    this.given = { height: heightFactor as Factor, width: widthFactor as Factor | undefined };
    this.fill = readFill(WHERE, given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      height_factor: this.given.height,
      width_factor: this.given.width ?? null,
      ...fillConfig(this.fill),
    };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [batch, height, width] = images.shape as [number, number, number];
    const draw = ([lower, upper]: readonly [number, number]): Tensor =>
      randomUniform(context.randomKey(this.seed), [batch], 1 + lower, 1 + upper);
    const down = draw(this.height);
    const across = this.width === undefined ? down : draw(this.width);
    // The middle of the image stays where it is.
    const offset = (zoom: Tensor, length: number): Tensor =>
      zoom
        .neg()
        .add(1)
        .mul((length - 1) / 2);
    const map = { a0: across, a1: 0, a2: offset(across, width), b0: 0, b1: down, b2: offset(down, height) };
    return sampleAffine(images, map, this.fill);
  }
}

/**
 * While training, zooms each image by a random factor; otherwise does nothing. The shape stays; no weights.
 *
 * @param heightFactor - The range, above -1 and at most 1: 0.2 from 20% nearer to 20% farther, `[0.2, 0.3]` 20 to 30%
 *   farther, so that things become smaller, `[-0.3, -0.2]` nearer.
 * @throws RangeError for other factors and modes, and for input that is no image.
 * @example
 * sequential([randomZoom(0.1, { inputShape: [28, 28, 1] }), flatten(), dense(10)]);
 */
export function randomZoom(heightFactor: Factor, options: RandomZoomOptions = {}): RandomZoom {
  return new RandomZoom({ ...options, heightFactor });
}
