import type { Tensor } from "@wellfit/core";
import { type GradientTransform, slotOf } from "./gradient-transform";

/**
 * Gradients times the learning rate, with a momentum that remembers the steps before: Keras's `SGD`. With `m = momentum *
 * m - rate * g` a weight becomes `w + m`, with Nesterov's `w + momentum * m - rate * g`.
 *
 * @param momentum - How much of the last step is added, from 0 to 1; 0 remembers nothing.
 * @example
 * chain(clipByNorm(1), scaleByMomentum(0.9, true));
 */
export function scaleByMomentum(momentum: number, nesterov: boolean): GradientTransform {
  if (momentum === 0) {
    return {
      init: () => [],
      update: (gradients, _, { learningRate }) => ({
        gradients: gradients.map((g) => g.mul(learningRate)),
        slots: [],
      }),
    };
  }
  return {
    init: (parameters) => parameters.map((p) => slotOf(p, "momentum")),
    update: (gradients, slots, { learningRate }) => {
      const moved = gradients.map((g) => g.mul(learningRate));
      const velocities = moved.map((step, i) => (slots[i] as Tensor).mul(momentum).sub(step));
      const steps = nesterov
        ? velocities.map((v, i) => (moved[i] as Tensor).sub(v.mul(momentum)))
        : velocities.map((v) => v.neg());
      return { gradients: steps, slots: velocities };
    },
  };
}
