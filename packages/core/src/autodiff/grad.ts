import { isFloat } from "../graph/dtype";
import type { Scope } from "../graph/node";
import { flattenTree, unflattenTree } from "../graph/pytree";
import { showShape } from "../graph/shape";
import type { NdArrayLike } from "../ops/nested";
import { isTensor, Tensor, tensor } from "../ops/tensor";
import { gradients } from "./backward";

/** Options of {@link grad} and {@link valueAndGrad}. */
export interface GradOptions {
  /** Which argument to differentiate with respect to. Default 0. */
  readonly argnum?: number;
}

let level = 0;

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
  return (...args) => {
    const leaves: Tensor[] = [];
    const shape = flattenTree(args[argnum], isTensor, leaves);
    if (leaves.length === 0) {
      throw new TypeError(
        `valueAndGrad: argument ${argnum} holds no tensor to differentiate with respect to; pass tensor(...) or an ` +
          "array or object of tensors",
      );
    }
    const scope: Scope = { active: true, level: level++ };
    try {
      const watched = leaves.map((leaf) => watch(leaf, scope));
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
    } finally {
      scope.active = false;
      level--;
    }
  };
}

/** The same numbers as a new node, which the gradient leads back to. */
function watch(x: Tensor, scope: Scope): Tensor {
  if (!isFloat(x.dtype)) {
    throw new TypeError(`valueAndGrad: received a tensor of ${x.dtype}, expected a float; cast it first`);
  }
  const watched = new Tensor("identity", [x], {}, x.shape, x.dtype);
  if (watched.scope === undefined || watched.scope.level > scope.level) watched.scope = scope;
  return watched;
}

/** A result and the function from its gradient to the gradients of the arguments. */
export interface Pullback {
  /** The value of the function at the arguments. */
  readonly value: Tensor;
  /**
   * Carries a gradient of the value back to gradients of all arguments.
   *
   * @param cotangent - The gradient of the value, of its shape.
   */
  readonly pullback: (cotangent: Tensor | NdArrayLike) => Tensor[];
}

/**
 * The vector-Jacobian product: the value of `f` at the arguments and a function that carries a gradient of the value
 * back to gradients of all arguments.
 *
 * @example
 * const { pullback } = vjp((x: Tensor) => x.square(), tensor([1, 2]));
 * pullback(tensor([1, 10]))[0].toArray(); // [2, 40]
 */
export function vjp(f: (...args: Tensor[]) => Tensor, ...args: Tensor[]): Pullback {
  // The way back may be walked long after this call, so the scope stays open with the pullback.
  const scope: Scope = { active: true, level };
  const watched = args.map((x) => watch(x, scope));
  const value = f(...watched);
  return { value, pullback: (cotangent) => gradients(value, watched, tensor(cotangent)) };
}
