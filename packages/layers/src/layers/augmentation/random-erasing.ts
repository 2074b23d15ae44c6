import { cast, clip, randomNormal, randomUniform, type Tensor, tensor, where } from "@wellfit/core";
import { readOptions, show } from "../../common/options";
import type { CallContext } from "../context";
import { type Factor, readFactor, readValueRange } from "./factor";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { insidePatch, randomSpan } from "./patches";

/** Options of {@link randomErasing}. */
export interface RandomErasingOptions extends ImageLayerOptions {
  /**
   * How likely it is that an image loses a piece: a probability drawn from a range for each image. One number stands for
   * `[0, upper]`, as in Keras 3, so that 1 erases in every second image; `[1, 1]` erases in all. Default 1.
   */
  readonly factor?: Factor;
  /** The range from which the squares of the shares of height and of width are drawn. Default [0.02, 0.33]. */
  readonly scale?: Factor;
  /** What stands in the piece: a number, or one for each channel. Default: noise of the normal distribution. */
  readonly fillValue?: number | readonly number[];
  /** The least and the largest value that a pixel can have; what is filled in is kept within. Default [0, 255]. */
  readonly valueRange?: readonly [number, number];
}

const WHERE = "randomErasing";

/** See {@link randomErasing}. */
export class RandomErasing extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomErasing";
  private readonly factor: readonly [number, number];
  private readonly scale: readonly [number, number];
  private readonly fillValue: number | readonly number[] | undefined;
  private readonly valueRange: readonly [number, number];

  constructor(options: RandomErasingOptions = {}) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      factor: 1 as unknown,
      scale: [0.02, 0.33] as unknown,
      fillValue: undefined as unknown,
      valueRange: [0, 255] as unknown,
    });
    super(WHERE, given);
    this.factor = readFactor(WHERE, "factor", given.factor, { min: 0, max: 1 });
    this.scale = readFactor(WHERE, "scale", given.scale, { min: 0, max: 1 });
    this.fillValue = readFillValue(given.fillValue);
    this.valueRange = readValueRange(WHERE, given.valueRange);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      factor: this.factor,
      scale: this.scale,
      fill_value: this.fillValue ?? null,
      value_range: this.valueRange,
    };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const key = (): Tensor => context.randomKey(this.seed);
    const shares = randomUniform(key(), [batch, 2], ...this.scale).sqrt();
    const across = randomSpan(key(), shares.slice([null, 0]), width);
    const down = randomSpan(key(), shares.slice([null, 1]), height);
    const likely = randomUniform(key(), [batch], ...this.factor);
    const erased = randomUniform(key(), [batch]).less(likely).reshape([batch, 1, 1, 1]);
    const fill = clip(this.filling(key, images.shape, channels), ...this.valueRange);
    const piece = insidePatch(down, across, height, width).mul(erased);
    return where(piece, cast(fill, images.dtype), images);
  }

  private filling(key: () => Tensor, shape: readonly number[], channels: number): Tensor {
    const { fillValue } = this;
    if (fillValue === undefined) return randomNormal(key(), shape).mul(this.valueRange[1]);
    if (typeof fillValue !== "number" && fillValue.length !== channels) {
      throw new RangeError(
        `${this.name}: received fillValue ${show(fillValue)} for images of ${channels} channels, expected one number for each`,
      );
    }
    return tensor(fillValue);
  }
}

function readFillValue(value: unknown): number | readonly number[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  if (value === undefined || (list.length > 0 && list.every(Number.isFinite))) {
    return value as number | readonly number[] | undefined;
  }
  throw new RangeError(
    `${WHERE}: received fillValue ${show(value)}, expected a finite number, or one for each channel`,
  );
}

/**
 * While training, replaces a random piece of some of the images by a value or by noise (Zhong et al. 2017); otherwise does
 * nothing. The shape stays; no weights.
 *
 * @throws RangeError for other factors, and for input that is no image.
 * @example
 * sequential([randomErasing({ inputShape: [28, 28, 1], fillValue: 0, valueRange: [0, 1] }), flatten(), dense(10)]);
 */
export function randomErasing(options: RandomErasingOptions = {}): RandomErasing {
  return new RandomErasing(options);
}
