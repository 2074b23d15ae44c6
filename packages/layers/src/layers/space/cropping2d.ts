import { BaseCropping, type EdgeOptions, type Edges } from "./base-cropping";

/** See {@link cropping2d}. */
export class Cropping2D extends BaseCropping {
  /** Its name in Keras. */
  static readonly className: string = "Cropping2D";

  constructor(options: EdgeOptions & { readonly cropping?: Edges } = {}) {
    super("cropping2d", 2, options, 0);
  }
}

/**
 * Cuts elements off at the ends of the axes between in `[batch, height, width, channels]`. No
 * weights.
 *
 * @param cropping - How many elements: one number for all, one for each axis, or a pair `[before, behind]` for each axis. Default 0.
 * @throws RangeError for numbers below 0, and for an input of which nothing is left.
 * @example
 * cropping2d(1).computeOutputShape([null, 9, 9, 4]); // [null, 7, 7, 4]
 */
export function cropping2d(cropping: Edges = 0, options: EdgeOptions = {}): Cropping2D {
  return new Cropping2D({ ...options, cropping });
}
