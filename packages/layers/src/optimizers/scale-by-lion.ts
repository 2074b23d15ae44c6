import { sign, type Tensor } from "@wellfit/core";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByLion}. */
export interface LionScaling {
  /** How much of the mean of gradients is in the step, whose sign is taken. */
  readonly beta1: number;
  /** How much of the mean of gradients stays at each step. */
  readonly beta2: number;
}

/**
 * Gradients as steps of Lion, learning rate and all: every weight moves by the learning rate, up or down (Chen et al. 2023).
 *
 * @example
 * scaleByLion({ beta1: 0.9, beta2: 0.99 });
 */
export function scaleByLion({ beta1, beta2 }: LionScaling): GradientTransform {
  return perWeight(
    (parameter) => [slotOf(parameter, "momentum")],
    (g, slots, { learningRate }) => {
      const mean = slots[0] as Tensor;
      return {
        step: sign(mean.mul(beta1).add(g.mul(1 - beta1))).mul(learningRate),
        slots: [mean.mul(beta2).add(g.mul(1 - beta2))],
      };
    },
  );
}
