import { unflattenTree } from "../graph/pytree";
import { showShape } from "../graph/shape";
import { isTensor, type Tensor } from "../ops/tensor";
import { gradients } from "./backward";
import { inClosedScope, watchTree } from "./scope";

/** Options of {@link grad} and {@link valueAndGrad}. */
export interface GradOptions {
  /** Which argument to differentiate with respect to. Default 0. */
  readonly argnum?: number;
}

/**
 * A function that computes the gradient of a scalar function: same arguments, and the gradient has the structure of
 * the first one (a tensor, an array or an object of tensors). Can be applied again, for second derivatives.
 *
 * @throws RangeError when the function does not return a scalar; TypeError when it returns something else.
 * @example
 * grad((x: Tensor) => x.square().sum())(tensor([1, 2])).toArray(); // [2, 4]
 */
export function grad<A extends readonly unknown[]>(
  f: (...args: A) => Tensor,
  options: GradOptions = {},
): (...args: A) => A[0] {
  const both = valueAndGrad(f, options);
  return (...args) => both(...args)[1];
}

/**
 * As {@link grad}, and the value of the function with it, from one walk: `[value, gradient]`.
 *
 * @example
 * const [value, slope] = valueAndGrad((x: Tensor) => x.square().sum())(tensor([3]));
 * [value.item(), slope.toArray()]; // [9, [6]]
 */
export function valueAndGrad<A extends readonly unknown[]>(
  f: (...args: A) => Tensor,
  { argnum = 0 }: GradOptions = {},
): (...args: A) => [value: Tensor, gradient: A[0]] {
  return (...args) =>
    inClosedScope((scope) => {
      const { watched, shape } = watchTree(args[argnum], scope, "valueAndGrad", `argument ${argnum}`);
      const replaced = args.map((arg, i) => (i === argnum ? unflattenTree(shape, watched) : arg));
      const value = f(...(replaced as unknown as A));
      if (!isTensor(value))
        throw new TypeError(`valueAndGrad: the function returned ${String(value)}, expected a tensor`);
      if (value.size !== 1) {
        throw new RangeError(
          `valueAndGrad: the function returned shape ${showShape(value.shape)}, expected a scalar; end it with sum() or mean()`,
        );
      }
      return [value, unflattenTree(shape, gradients(value, watched)) as A[0]];
    });
}
