import { readOptions } from "../../common/options";
import type { Sizes } from "../convolution/conv-layer";
import { BaseUpSampling, type UpSamplingOptions, upSamplingDefaults } from "./base-up-sampling";

/** See {@link upSampling1d}. */
export class UpSampling1D extends BaseUpSampling {
  /** Its name in Keras. */
  static readonly className: string = "UpSampling1D";

  constructor(options: UpSamplingOptions & { readonly size?: Sizes } = {}) {
    super("upSampling1d", 1, readOptions("upSampling1d", options, upSamplingDefaults));
  }

  override getConfig(): Record<string, unknown> {
    const { data_format: _, ...config } = super.getConfig();
    return { ...config, size: this.size[0] };
  }
}

/**
 * Repeats every step of `[batch, steps, channels]`. No weights.
 *
 * @param size - How often. Default 2.
 * @throws RangeError for sizes that are no whole numbers of at least 1.
 * @example
 * upSampling1d(3).computeOutputShape([null, 9, 4]); // [null, 27, 4]
 */
export function upSampling1d(size: number = 2, options: UpSamplingOptions = {}): UpSampling1D {
  return new UpSampling1D({ ...options, size });
}
