import { eye, zeros } from "../ops/create";
import { isTensor, type Tensor } from "../ops/tensor";
import { pullBack } from "./backward";
import { batchAlong } from "./batch";
import { resultsOf } from "./cotangent";
import { inClosedScope, watch } from "./scope";

/** Options of {@link jacobian}. */
export interface JacobianOptions {
  /** Which argument to differentiate with respect to. Default 0. */
  readonly argnum?: number;
  /**
   * `"reverse"` computes a row for each number of the result, `"forward"` a column for each number of the argument;
   * `"auto"` (the default) whatever is fewer. The numbers are the same.
   */
  readonly mode?: "auto" | "reverse" | "forward";
}

/**
 * A function that computes all derivatives of a tensor-valued function with respect to one argument, a tensor: same
 * arguments, and the result has the shape `[...result.shape, ...argument.shape]`. One program: the rows are a batch that
 * goes through one gradient.
 *
 * @throws TypeError when that argument or the function's result is no float tensor.
 * @example
 * jacobian((x: Tensor) => x.square())(tensor([1, 2])).toArray(); // [[2, 0], [0, 4]]
 */
export function jacobian<A extends readonly unknown[]>(
  f: (...args: A) => Tensor,
  { argnum = 0, mode = "auto" }: JacobianOptions = {},
): (...args: A) => Tensor {
  if (mode !== "auto" && mode !== "reverse" && mode !== "forward") {
    throw new TypeError(
      `jacobian: received mode ${JSON.stringify(mode)}, expected "auto", "reverse" or "forward"`,
    );
  }
  return (...args) =>
    inClosedScope((scope) => {
      const given = args[argnum];
      if (!isTensor(given)) {
        throw new TypeError(
          `jacobian: argument ${argnum} is ${String(given)}, expected a tensor; join several with concat, or differentiate ` +
            "with respect to one after the other with argnum",
        );
      }
      const x = watch(given, scope, "jacobian");
      const y = f(...(args.map((arg, i) => (i === argnum ? x : arg)) as unknown as A));
      if (!isTensor(y))
        throw new TypeError(`jacobian: the function returned ${String(y)}, expected a tensor`);
      resultsOf(y, "jacobian");
      const shape = [...y.shape, ...x.shape];
      if (x.size === 0 || y.size === 0) return zeros(shape, y.dtype);
      const cotangent = watch(zeros(y.shape, y.dtype), scope, "jacobian");
      const [back] = pullBack([y], [cotangent], [x]) as [Tensor];
      if (mode === "reverse" || (mode === "auto" && y.size <= x.size)) {
        return batchAlong(back, cotangent, basis(y)).reshape(shape);
      }
      const tangent = watch(zeros(x.shape, x.dtype), scope, "jacobian");
      const [forward] = pullBack([back], [tangent], [cotangent]) as [Tensor];
      const columns = batchAlong(forward, tangent, basis(x));
      return columns.reshape([x.size, y.size]).transpose().reshape(shape);
    });
}

/** Every tensor of the shape that is 1 in one place and 0 elsewhere, one after the other. */
function basis({ size, shape, dtype }: Tensor): Tensor {
  return eye(size, size, 0, dtype).reshape([size, ...shape]);
}
