import type { Tensor } from "@wellfit/core";
import { snakeCase } from "../common/names";
import { divideNoNan } from "../losses/reduction";
import { COUNTS, type Confusion } from "./confusion";
import type { MetricState } from "./metric";

/** The states of a metric that keeps all four counts. */
export function fourStates(shape: readonly number[], dtype: "float32" | "float64"): readonly MetricState[] {
  return COUNTS.map((name) => ({ name: snakeCase(name), shape, dtype }));
}

/** The states with counts added. */
export function addCounts(states: readonly Tensor[], found: Confusion): readonly Tensor[] {
  return COUNTS.map((name, i) => (states[i] as Tensor).add(found[name]));
}

/** The counts that states are. */
export function countsOf(states: readonly Tensor[]): Confusion {
  return Object.fromEntries(COUNTS.map((name, i) => [name, states[i]])) as unknown as Confusion;
}

/** Shares of the four counts; 0 where there is nothing to share. */
export const rates: Record<
  "sensitivity" | "specificity" | "precision" | "recall" | "fallOut",
  (counts: Confusion) => Tensor
> = {
  sensitivity: ({ truePositives: tp, falseNegatives: fn }) => divideNoNan(tp, tp.add(fn)),
  specificity: ({ trueNegatives: tn, falsePositives: fp }) => divideNoNan(tn, tn.add(fp)),
  precision: ({ truePositives: tp, falsePositives: fp }) => divideNoNan(tp, tp.add(fp)),
  recall: ({ truePositives: tp, falseNegatives: fn }) => divideNoNan(tp, tp.add(fn)),
  fallOut: ({ falsePositives: fp, trueNegatives: tn }) => divideNoNan(fp, fp.add(tn)),
};
