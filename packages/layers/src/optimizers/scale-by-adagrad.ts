import type { Tensor } from "@wellfit/core";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByAdagrad}. */
export interface AdagradScaling {
  /** What the sums of squared gradients start as. */
  readonly initialAccumulatorValue: number;
  /** Added to the sum before its root is taken. */
  readonly epsilon: number;
}

/**
 * Gradients as steps of Adagrad, learning rate and all (Duchi et al. 2011).
 *
 * @example
 * scaleByAdagrad({ initialAccumulatorValue: 0.1, epsilon: 1e-7 });
 */
export function scaleByAdagrad({ initialAccumulatorValue, epsilon }: AdagradScaling): GradientTransform {
  return perWeight(
    (parameter) => [slotOf(parameter, "accumulator", initialAccumulatorValue)],
    (g, slots, { learningRate }) => {
      const sum = (slots[0] as Tensor).add(squaresOf(g));
      return { step: g.mul(learningRate).div(sum.add(epsilon).sqrt()), slots: [sum] };
    },
  );
}
