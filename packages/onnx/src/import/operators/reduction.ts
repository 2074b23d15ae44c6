import { argMax, argMin, flip, logSumExp, type Tensor } from "@wellfit/core";
import type { Call, Operator, Operators } from "../call";

type Reduce = (x: Tensor, axes: readonly number[] | undefined, options: { keepdims: boolean }) => Tensor;

const reduce =
  (f: Reduce): Operator =>
  (call) => {
    const x = call.input(0);
    const axes = call.axes(1);
    const none = axes === undefined || axes.length === 0;
    if (none && call.int("noop_with_empty_axes", 0) === 1) return f(x, [], { keepdims: true });
    return f(x, none ? undefined : axes, { keepdims: call.int("keepdims", 1) === 1 });
  };

/** The position of the first, or of the last, of the best elements along an axis. */
function position(call: Call, find: "argMax" | "argMin"): Tensor {
  const x = call.input(0);
  const axis = call.int("axis", 0);
  const best = (of: Tensor): Tensor => (find === "argMax" ? argMax(of, axis) : argMin(of, axis));
  const last = call.int("select_last_index", 0) === 1;
  const length = x.shape.at(axis) as number;
  const found = last
    ? best(flip(x, axis))
        .neg()
        .add(length - 1)
    : best(x);
  return call.int("keepdims", 1) === 1 ? found.expandDims(axis) : found;
}

/** What makes one element of many. */
export const reduction: Operators = {
  ReduceSum: reduce((x, axes, options) => x.sum(axes, options)),
  ReduceProd: reduce((x, axes, options) => x.prod(axes, options)),
  ReduceMax: reduce((x, axes, options) => x.max(axes, options)),
  ReduceMin: reduce((x, axes, options) => x.min(axes, options)),
  ReduceMean: reduce((x, axes, options) => x.mean(axes, options).cast(x.dtype)),
  ReduceL1: reduce((x, axes, options) => x.abs().sum(axes, options)),
  ReduceL2: reduce((x, axes, options) => x.square().sum(axes, options).sqrt().cast(x.dtype)),
  ReduceSumSquare: reduce((x, axes, options) => x.square().sum(axes, options)),
  ReduceLogSumExp: reduce((x, axes, options) => logSumExp(x, axes, options)),
  ArgMax: (call) => position(call, "argMax"),
  ArgMin: (call) => position(call, "argMin"),
};
