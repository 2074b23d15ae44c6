import { allocate, type DataArray } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import { sizeOf } from "../../graph/shape";
import type { ReduceParams, Reduction } from "../../primitives/reduction";
import type { Loop } from "./loop";
import { forEachStrided, reducedStrides } from "./strided";

function reduce(start: number, combine: (a: number, b: number) => number): Loop<ReduceParams> {
  return (node, [a], { axes }) => {
    const shape = node.inputs[0]!.shape;
    // Sums are kept in float64 and rounded once at the end; int32 wraps around on each step.
    const sums =
      node.dtype === "int32" ? new Int32Array(sizeOf(node.shape)) : new Float64Array(sizeOf(node.shape));
    sums.fill(start);
    forEachStrided(shape, reducedStrides(shape, axes), 0, (position, address) => {
      sums[address] = combine(sums[address] as number, a![position] as number);
    });
    const out = allocate(node.dtype, sums.length);
    out.set(sums);
    return out;
  };
}

function extreme(better: (a: number, b: number) => boolean): Loop<{ readonly axis: number }> {
  return (node: Node, [a], { axis }) => {
    const shape = node.inputs[0]!.shape;
    const out = allocate("int32", sizeOf(node.shape));
    const best = new Float64Array(out.length);
    const counts = new Int32Array(out.length);
    forEachStrided(shape, reducedStrides(shape, [axis]), 0, (position, address) => {
      const x = (a as DataArray)[position] as number;
      const count = counts[address]!++;
      if (count > 0 && Number.isNaN(best[address])) return;
      if (count === 0 || Number.isNaN(x) || better(x, best[address] as number)) {
        best[address] = x;
        out[address] = count;
      }
    });
    return out;
  };
}

/** Integers and fractions start from, or are combined by, something else. */
const either =
  (ints: Loop<ReduceParams>, floats: Loop<ReduceParams>): Loop<ReduceParams> =>
  (node, operands, params) =>
    (node.dtype === "int32" ? ints : floats)(node, operands, params);

const LOWEST_INT = -(2 ** 31);

/** Loops of reductions. */
export const reductionLoops: { readonly [K in keyof Reduction]: Loop<Reduction[K]> } = {
  sum: reduce(0, (a, b) => a + b),
  prod: either(
    reduce(1, Math.imul),
    reduce(1, (a, b) => a * b),
  ),
  max: either(reduce(LOWEST_INT, Math.max), reduce(Number.NEGATIVE_INFINITY, Math.max)),
  min: either(reduce(-LOWEST_INT - 1, Math.min), reduce(Number.POSITIVE_INFINITY, Math.min)),
  argMax: extreme((a, b) => a > b),
  argMin: extreme((a, b) => a < b),
};
