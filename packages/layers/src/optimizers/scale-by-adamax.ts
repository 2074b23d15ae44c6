import type { Tensor } from "@wellfit/core";
import { oneMinusPower } from "./bias-correction";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByAdamax}. */
export interface AdamaxScaling {
  /** How much of the mean of gradients stays at each step. */
  readonly beta1: number;
  /** How much of the largest gradient stays at each step. */
  readonly beta2: number;
  /** Added to the largest gradient before division. */
  readonly epsilon: number;
}

/**
 * Gradients as steps of Adamax, learning rate and all: Adam with the largest gradient in place of the root of the mean of
 * squares (Kingma and Ba 2014, section 7.1).
 *
 * @example
 * scaleByAdamax({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
 */
export function scaleByAdamax({ beta1, beta2, epsilon }: AdamaxScaling): GradientTransform {
  return perWeight(
    (parameter) => [slotOf(parameter, "momentum"), slotOf(parameter, "norm")],
    (g, slots, { learningRate, step }) => {
      const [oldMean, oldNorm] = slots as [Tensor, Tensor];
      const mean = oldMean.add(g.sub(oldMean).mul(1 - beta1));
      const norm = oldNorm.mul(beta2).maximum(g.abs());
      const rate = learningRate.div(oneMinusPower(beta1, step));
      return { step: mean.mul(rate).div(norm.add(epsilon)), slots: [mean, norm] };
    },
  );
}
