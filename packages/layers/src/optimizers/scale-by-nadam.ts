import { type Tensor, tensor } from "@wellfit/core";
import { oneMinusPower } from "./bias-correction";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByNadam}. */
export interface NadamScaling {
  /** How much of the mean of gradients stays at each step, once the momentum has grown to it. */
  readonly beta1: number;
  /** How much of the mean of squared gradients stays at each step. */
  readonly beta2: number;
  /** Added to the root before division. */
  readonly epsilon: number;
}

/**
 * Gradients as steps of Nadam, learning rate and all: Adam with Nesterov's momentum, which grows with the schedule
 * `beta1 * (1 - 0.96^t / 2)` (Dozat 2016). The last slot is the product of the momenta so far.
 *
 * @example
 * scaleByNadam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
 */
export function scaleByNadam({ beta1, beta2, epsilon }: NadamScaling): GradientTransform {
  return {
    init: (parameters) => [
      ...parameters.flatMap((p) => [slotOf(p, "momentum"), slotOf(p, "velocity")]),
      { name: "variable", shape: [], dtype: parameters[0]?.dtype ?? "float32", initial: 1 },
    ],
    update: (gradients, slots, { learningRate, step }) => {
      const momentumAt = (t: Tensor): Tensor =>
        tensor(0.96, { dtype: step.dtype }).pow(t).mul(-0.5).add(1).mul(beta1);
      const now = momentumAt(step);
      const next = momentumAt(step.add(1));
      const product = (slots[2 * gradients.length] as Tensor).mul(now);
      // Both parts of the step with the learning rate and what the means are too small by.
      const ofMean = learningRate.mul(next).div(product.mul(next).neg().add(1));
      const ofGradient = learningRate.mul(now.neg().add(1)).div(product.neg().add(1));
      const correction = oneMinusPower(beta2, step);
      const moments: Tensor[] = [];
      const steps = gradients.map((g, i) => {
        const [oldMean, oldSquare] = slots.slice(2 * i, 2 * i + 2) as [Tensor, Tensor];
        const mean = oldMean.add(g.sub(oldMean).mul(1 - beta1));
        const square = oldSquare.add(
          squaresOf(g)
            .sub(oldSquare)
            .mul(1 - beta2),
        );
        moments.push(mean, square);
        return mean.mul(ofMean).add(g.mul(ofGradient)).div(square.div(correction).sqrt().add(epsilon));
      });
      return { gradients: steps, slots: [...moments, product] };
    },
  };
}
