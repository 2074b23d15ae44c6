import { readOptions } from "../../common/options";
import type { Sizes } from "../convolution/conv-layer";
import { BaseUpSampling, type UpSamplingOptions, upSamplingDefaults } from "./base-up-sampling";

/** See {@link upSampling3d}. */
export class UpSampling3D extends BaseUpSampling {
  /** Its name in Keras. */
  static readonly className: string = "UpSampling3D";

  constructor(options: UpSamplingOptions & { readonly size?: Sizes } = {}) {
    super("upSampling3d", 3, readOptions("upSampling3d", options, upSamplingDefaults));
  }
}

/**
 * Repeats every element of `[batch, depth, height, width, channels]`. No weights.
 *
 * @param size - How often, for all axes or each. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * upSampling3d(3).computeOutputShape([null, 9, 9, 9, 4]); // [null, 27, 27, 27, 4]
 */
export function upSampling3d(size: Sizes = 2, options: UpSamplingOptions = {}): UpSampling3D {
  return new UpSampling3D({ ...options, size });
}
