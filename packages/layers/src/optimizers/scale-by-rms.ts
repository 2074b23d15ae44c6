import type { Tensor } from "@wellfit/core";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByRms}. */
export interface RmsScaling {
  /** How much of the mean of squared gradients stays at each step. */
  readonly rho: number;
  /** How much of the last step is added to each; 0 remembers no steps. */
  readonly momentum: number;
  /** Added to the mean of squares before its root is taken. */
  readonly epsilon: number;
  /** Subtract the square of the mean gradient, so that what is left is the variance. */
  readonly centered: boolean;
}

/**
 * Gradients as steps of RMSprop, learning rate and all (Hinton 2012; centered: Graves 2013).
 *
 * @example
 * scaleByRms({ rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false });
 */
export function scaleByRms({ rho, momentum, epsilon, centered }: RmsScaling): GradientTransform {
  return {
    // The order in which Keras writes them to files: one kind after the other.
    init: (parameters) => [
      ...parameters.map((p) => slotOf(p, "velocity")),
      ...(momentum > 0 ? parameters.map((p) => slotOf(p, "momentum")) : []),
      ...(centered ? parameters.map((p) => slotOf(p, "average_gradient")) : []),
    ],
    update: (gradients, slots, { learningRate }) => {
      const count = gradients.length;
      const velocities: Tensor[] = [];
      const momenta: Tensor[] = [];
      const averages: Tensor[] = [];
      const steps = gradients.map((g, i) => {
        const velocity = (slots[i] as Tensor).mul(rho).add(squaresOf(g).mul(1 - rho));
        velocities.push(velocity);
        let under = velocity;
        if (centered) {
          const average = (slots[slots.length - count + i] as Tensor).mul(rho).add(g.mul(1 - rho));
          averages.push(average);
          // Never negative but for rounding, which would make NaN of it.
          under = velocity.sub(average.square()).maximum(0);
        }
        const step = g.mul(learningRate).div(under.add(epsilon).sqrt());
        if (momentum === 0) return step;
        const moved = (slots[count + i] as Tensor).mul(momentum).add(step);
        momenta.push(moved);
        return moved;
      });
      return { gradients: steps, slots: [...velocities, ...momenta, ...averages] };
    },
  };
}
