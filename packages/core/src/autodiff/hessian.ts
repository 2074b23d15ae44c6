import { unflattenTree } from "../graph/pytree";
import { showShape } from "../graph/shape";
import { isTensor, type Tensor } from "../ops/tensor";
import { gradients, pullBack } from "./backward";
import { type VectorOf, vectorLike } from "./cotangent";
import { type GradOptions, grad } from "./grad";
import { jacobian } from "./jacobian";
import { inClosedScope, watchTree } from "./scope";

/**
 * A function that computes all second derivatives of a scalar function with respect to one argument, a tensor: same
 * arguments, and the result has the shape of that argument twice, `[...x.shape, ...x.shape]`. One program, of the size
 * of one gradient's.
 *
 * @throws RangeError when the function does not return a scalar; TypeError when the argument is no tensor.
 * @example
 * hessian((x: Tensor) => x.pow(3).sum())(tensor([1, 2])).toArray(); // [[6, 0], [0, 12]]
 */
export function hessian<A extends readonly unknown[]>(
  f: (...args: A) => Tensor,
  options: GradOptions = {},
): (...args: A) => Tensor {
  return jacobian(grad(f, options) as (...args: A) => Tensor, options);
}

/** What {@link hessianVectorProduct} gives. */
export interface HessianVectorProduct<A extends readonly unknown[]> {
  /** The value of the function. */
  readonly value: Tensor;
  /** Its gradient, for every argument. */
  readonly gradient: A;
  /** The Hessian times the vectors, for every argument. */
  readonly product: A;
}

/**
 * The second derivatives of a scalar function times a vector, without the matrix of them: the cost of two gradients.
 * Primals are tensors in any nesting of arrays and objects.
 *
 * @param primals - The arguments of `f`.
 * @param vectors - A vector for each tensor in them, of its shape.
 * @throws RangeError when the function does not return a scalar or a shape differs; TypeError for another structure.
 * @example
 * const { product } = hessianVectorProduct((x: Tensor) => x.pow(3).sum(), [tensor([1, 2])], [tensor([1, 1])]);
 * product[0].toArray(); // [6, 12]
 */
export function hessianVectorProduct<A extends readonly unknown[]>(
  f: (...args: A) => Tensor,
  primals: readonly [...A],
  vectors: VectorOf<readonly [...A]>,
): HessianVectorProduct<A> {
  const what = "hessianVectorProduct";
  return inClosedScope((scope) => {
    const { watched, shape } = watchTree(primals, scope, what, "the list of primals");
    const along = vectorLike(vectors, shape, watched, what, "list of vectors");
    const value = f(...(unflattenTree(shape, watched) as A));
    if (!isTensor(value) || value.size !== 1) {
      throw new RangeError(
        `${what}: the function returned ${isTensor(value) ? `shape ${showShape(value.shape)}` : String(value)}, expected ` +
          "a scalar tensor; end it with sum() or mean()",
      );
    }
    const slopes = gradients(value, watched);
    // The gradient's product with the vectors, differentiated again.
    const products = pullBack(slopes, along, watched);
    return {
      value,
      gradient: unflattenTree(shape, slopes) as A,
      product: unflattenTree(shape, products) as A,
    };
  });
}
