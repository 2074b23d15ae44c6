import { cumSum } from "@wellfit/core";
import type { Operators } from "../call";

/** What goes along an axis and keeps its length. */
export const alongAxis: Operators = {
  CumSum: (call) => {
    const [axis] = call.numbers(1) as [number];
    const options = { reverse: call.int("reverse", 0) === 1, exclusive: call.int("exclusive", 0) === 1 };
    return cumSum(call.input(0), axis, options);
  },
};
