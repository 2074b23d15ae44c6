import { BaseCropping, type EdgeOptions, type Edges } from "./base-cropping";

/** See {@link cropping1d}. */
export class Cropping1D extends BaseCropping {
  /** Its name in Keras. */
  static readonly className: string = "Cropping1D";

  constructor(options: EdgeOptions & { readonly cropping?: Edges } = {}) {
    super("cropping1d", 1, options, 1);
  }
}

/**
 * Cuts elements off before and behind the steps of `[batch, steps, channels]`. No
 * weights.
 *
 * @param cropping - How many elements: one number for both ends, or `[before, behind]`. Default 1.
 * @throws RangeError for numbers below 0, and for an input of which nothing is left.
 * @example
 * cropping1d([1, 2]).computeOutputShape([null, 9, 4]); // [null, 6, 4]
 */
export function cropping1d(
  cropping: number | readonly [number, number] = 1,
  options: EdgeOptions = {},
): Cropping1D {
  return new Cropping1D({ ...options, cropping });
}
