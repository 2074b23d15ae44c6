import type { RandomLayerOptions } from "./random-layer";
import { SpatialDropout } from "./spatial-dropout";

/** See {@link spatialDropout1d}. */
export class SpatialDropout1D extends SpatialDropout {
  /** Its name in Keras. */
  static readonly className: string = "SpatialDropout1D";

  constructor(options: RandomLayerOptions & { readonly rate: number }) {
    super("spatialDropout1d", 3, false, options);
  }
}

/**
 * While training, sets whole channels of sequences to 0 with probability `rate` and multiplies the others by
 * `1 / (1 - rate)` (Tompson et al. 2015): neighbours are much alike, so that dropping single numbers would hide nothing.
 * Otherwise does nothing. The shape, `[batch, steps, channels]`, stays; no weights.
 *
 * @param rate - The share that is dropped, from 0 to 1.
 * @throws RangeError for another rate, or input of another number of axes.
 * @example
 * spatialDropout1d(0.2).apply(zeros([2, 5, 3])).shape; // [2, 5, 3]
 */
export function spatialDropout1d(rate: number, options: RandomLayerOptions = {}): SpatialDropout1D {
  return new SpatialDropout1D({ ...options, rate });
}
