import { SpatialDropout, type SpatialDropoutOptions } from "./spatial-dropout";

/** See {@link spatialDropout2d}. */
export class SpatialDropout2D extends SpatialDropout {
  /** Its name in Keras. */
  static readonly className: string = "SpatialDropout2D";

  constructor(options: SpatialDropoutOptions & { readonly rate: number }) {
    super("spatialDropout2d", 4, true, options);
  }
}

/**
 * While training, sets whole channels of images to 0 with probability `rate` and multiplies the others by
 * `1 / (1 - rate)` (Tompson et al. 2015): neighbours are much alike, so that dropping single numbers would hide nothing.
 * Otherwise does nothing. The shape, `[batch, height, width, channels]`, stays; no weights.
 *
 * @param rate - The share that is dropped, from 0 to 1.
 * @throws RangeError for another rate, or input of another number of axes.
 * @example
 * spatialDropout2d(0.2).apply(zeros([2, 4, 4, 3])).shape; // [2, 4, 4, 3]
 */
export function spatialDropout2d(rate: number, options: SpatialDropoutOptions = {}): SpatialDropout2D {
  return new SpatialDropout2D({ ...options, rate });
}
