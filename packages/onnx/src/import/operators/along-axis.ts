import { argSort, cumSum, sort, type Tensor } from "@wellfit/core";
import type { Call, Operators } from "../call";

/** The largest or smallest along an axis and their positions, the lower position first among equal ones. */
function topK(call: Call): Tensor[] {
  const x = call.input(0);
  const axis = (call.int("axis", -1) + x.rank) % x.rank;
  const [count] = call.numbers(1) as [number];
  const options = { descending: call.int("largest", 1) === 1 };
  const ranges = x.shape.map((_, i) => (i === axis ? ([0, count] as const) : null));
  return [sort(x, axis, options).slice(ranges), argSort(x, axis, options).slice(ranges)];
}

/** What goes along an axis and keeps its length. */
export const alongAxis: Operators = {
  CumSum: (call) => {
    const [axis] = call.numbers(1) as [number];
    const options = { reverse: call.int("reverse", 0) === 1, exclusive: call.int("exclusive", 0) === 1 };
    return cumSum(call.input(0), axis, options);
  },
  TopK: topK,
};
