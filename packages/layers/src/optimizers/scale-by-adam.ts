import type { Tensor } from "@wellfit/core";
import { oneMinusPower } from "./bias-correction";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByAdam}. */
export interface AdamScaling {
  /** How much of the mean of gradients stays at each step. */
  readonly beta1: number;
  /** How much of the mean of squared gradients stays at each step. */
  readonly beta2: number;
  /** Added to the root before division. */
  readonly epsilon: number;
  /** Divide by the largest mean of squares so far (Reddi et al. 2018). */
  readonly amsgrad: boolean;
}

/**
 * Gradients as steps of Adam, learning rate and all (Kingma and Ba 2014, with the order of operations of Keras: epsilon is
 * added to the root of the uncorrected mean).
 *
 * @example
 * scaleByAdam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false });
 */
export function scaleByAdam({ beta1, beta2, epsilon, amsgrad }: AdamScaling): GradientTransform {
  return {
    // The order in which Keras writes them to files.
    init: (parameters) => [
      ...parameters.flatMap((p) => [slotOf(p, "momentum"), slotOf(p, "velocity")]),
      ...(amsgrad ? parameters.map((p) => slotOf(p, "velocity_hat")) : []),
    ],
    update: (gradients, slots, { learningRate, step }) => {
      const rate = learningRate.mul(oneMinusPower(beta2, step).sqrt()).div(oneMinusPower(beta1, step));
      const moments: Tensor[] = [];
      const highest: Tensor[] = [];
      const steps = gradients.map((g, i) => {
        const [oldMean, oldSquare] = slots.slice(2 * i, 2 * i + 2) as [Tensor, Tensor];
        const mean = oldMean.add(g.sub(oldMean).mul(1 - beta1));
        const square = oldSquare.add(
          squaresOf(g)
            .sub(oldSquare)
            .mul(1 - beta2),
        );
        moments.push(mean, square);
        let under = square;
        if (amsgrad) {
          under = (slots[2 * gradients.length + i] as Tensor).maximum(square);
          highest.push(under);
        }
        return mean.mul(rate).div(under.sqrt().add(epsilon));
      });
      return { gradients: steps, slots: [...moments, ...highest] };
    },
  };
}
