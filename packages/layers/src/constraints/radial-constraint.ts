import { gather, type Tensor, tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import { Constraint } from "./constraint";

/** Options of {@link radialConstraint}. */
export interface RadialConstraintOptions {
  /**
   * Whether each ring of a kernel of odd size takes the weight that lies in it. Default false: as Keras, from one ring
   * further in, so that the rings move outwards by one at each update.
   */
  readonly trueCentre?: boolean;
}

/** See {@link radialConstraint}. */
export class RadialConstraint extends Constraint {
  /** Its name in Keras. */
  static readonly className: string = "RadialConstraint";
  private readonly trueCentre: boolean;

  constructor(options: RadialConstraintOptions = {}) {
    super();
    this.trueCentre = readOptions("radialConstraint", options, { trueCentre: false }).trueCentre;
  }

  call(w: Tensor): Tensor {
    const [height, width, channels = 0, filters = 0] = w.shape;
    if (w.shape.length !== 4 || height === undefined || height !== width) {
      throw new RangeError(
        `radialConstraint: received a weight of shape ${show(w.shape)}, expected the kernel of a conv2d with as many rows as ` +
          "columns, [size, size, channels, filters]: a circle needs two equal axes; use it only as kernelConstraint there",
      );
    }
    const flat = w.reshape([height * height, channels * filters]);
    const from = tensor(sources(height, this.trueCentre), { dtype: "int32" });
    return gather(flat, from).reshape(w.shape);
  }

  getConfig(): Record<string, unknown> {
    return this.trueCentre ? { true_centre: true } : {};
  }
}

/** For every place of a kernel, row by row, the place on the diagonal whose weight it takes. */
function sources(size: number, trueCentre: boolean): number[] {
  const half = Math.floor(size / 2);
  const odd = size % 2 === 1;
  const diagonal = (ring: number): number => {
    if (odd) return trueCentre || size === 1 ? half + ring : half - 1 + ring;
    return ring === 0 ? half - 1 : half + ring;
  };
  const ring = (i: number): number => (odd ? Math.abs(i - half) : i < half ? half - 1 - i : i - half);
  return Array.from({ length: size * size }, (_, place) => {
    const at = diagonal(Math.max(ring(Math.floor(place / size)), ring(place % size)));
    return at * size + at;
  });
}

/**
 * Makes the kernels of a conv2d the same in all directions: all weights at one distance from the centre, counted in
 * square rings, are equal. Each ring takes one weight of the diagonal, chosen as in Keras's legacy implementation.
 *
 * That has an oddity for kernels of odd size: the centre takes the weight above and to the left of it, and every ring the one
 * of the ring inside it, so that the weights move outwards by one ring with each update. `{ trueCentre: true }` mends
 * it; a file with that option is for Wellfit only. (Keras 3 itself has no such constraint.)
 *
 * @throws RangeError for a weight that is not `[size, size, channels, filters]`.
 * @example
 * const kernel = tensor([1, 2, 3, 4], { shape: [2, 2, 1, 1] });
 * radialConstraint().call(kernel).flatten().toArray(); // [1, 1, 1, 1]
 */
export function radialConstraint(options: RadialConstraintOptions = {}): RadialConstraint {
  return new RadialConstraint(options);
}
