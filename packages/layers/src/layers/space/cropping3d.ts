import { BaseCropping, type EdgeOptions, type Edges } from "./base-cropping";

/** See {@link cropping3d}. */
export class Cropping3D extends BaseCropping {
  /** Its name in Keras. */
  static readonly className: string = "Cropping3D";

  constructor(options: EdgeOptions & { readonly cropping?: Edges } = {}) {
    super("cropping3d", 3, options, 1);
  }
}

/**
 * Cuts elements off at the ends of the axes between in `[batch, depth, height, width, channels]`. No
 * weights.
 *
 * @param cropping - How many elements: one number for all, one for each axis, or a pair `[before, behind]` for each axis. Default 1.
 * @throws RangeError for numbers below 0, and for an input of which nothing is left.
 * @example
 * cropping3d(1).computeOutputShape([null, 9, 9, 9, 4]); // [null, 7, 7, 7, 4]
 */
export function cropping3d(cropping: Edges = 1, options: EdgeOptions = {}): Cropping3D {
  return new Cropping3D({ ...options, cropping });
}
