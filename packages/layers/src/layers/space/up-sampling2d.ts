import type { Tensor } from "@wellfit/core";
import { checkChoice, readOptions } from "../../common/options";
import type { Sizes } from "../convolution/conv-layer";
import { BaseUpSampling, type UpSamplingOptions, upSamplingDefaults } from "./base-up-sampling";
import { type Interpolation, interpolations } from "./interpolation";
import { resizeImages } from "./resize";

/** Options of {@link upSampling2d}. */
export interface UpSampling2dOptions extends UpSamplingOptions {
  /** How values between pixels are found. Default `"nearest"`: every pixel is repeated. */
  readonly interpolation?: Interpolation;
}

/** See {@link upSampling2d}. */
export class UpSampling2D extends BaseUpSampling {
  /** Its name in Keras. */
  static readonly className: string = "UpSampling2D";
  private readonly interpolation: Interpolation;

  constructor(options: UpSampling2dOptions & { readonly size?: Sizes } = {}) {
    const given = readOptions("upSampling2d", options, {
      ...upSamplingDefaults,
      interpolation: "nearest" as unknown,
    });
    super("upSampling2d", 2, given);
    this.interpolation = checkChoice("upSampling2d", "interpolation", given.interpolation, interpolations);
  }

  override call(x: Tensor): Tensor {
    if (this.interpolation === "nearest") return super.call(x);
    return resizeImages(x, this.outputLengths(x.shape) as [number, number], this.interpolation);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), interpolation: this.interpolation };
  }
}

/**
 * Makes images larger: `[batch, height, width, channels]` becomes `size` times as high and wide. No weights.
 *
 * @param size - How many times, for both axes or each. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1, and for an unknown interpolation.
 * @example
 * upSampling2d([2, 3], { interpolation: "bilinear" }).computeOutputShape([null, 9, 9, 4]); // [null, 18, 27, 4]
 */
export function upSampling2d(size: Sizes = 2, options: UpSampling2dOptions = {}): UpSampling2D {
  return new UpSampling2D({ ...options, size });
}
