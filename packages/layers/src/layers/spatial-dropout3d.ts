import { SpatialDropout, type SpatialDropoutOptions } from "./spatial-dropout";

/** See {@link spatialDropout3d}. */
export class SpatialDropout3D extends SpatialDropout {
  /** Its name in Keras. */
  static readonly className: string = "SpatialDropout3D";

  constructor(options: SpatialDropoutOptions & { readonly rate: number }) {
    super("spatialDropout3d", 5, true, options);
  }
}

/**
 * While training, sets whole channels of volumes to 0 with probability `rate` and multiplies the others by
 * `1 / (1 - rate)` (Tompson et al. 2015): neighbours are much alike, so that dropping single numbers would hide nothing.
 * Otherwise does nothing. The shape, `[batch, depth, height, width, channels]`, stays; no weights.
 *
 * @param rate - The share that is dropped, from 0 to 1.
 * @throws RangeError for another rate, or input of another number of axes.
 * @example
 * spatialDropout3d(0.2).apply(zeros([2, 4, 4, 4, 3])).shape; // [2, 4, 4, 4, 3]
 */
export function spatialDropout3d(rate: number, options: SpatialDropoutOptions = {}): SpatialDropout3D {
  return new SpatialDropout3D({ ...options, rate });
}
