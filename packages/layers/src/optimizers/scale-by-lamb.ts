import { type Tensor, where } from "@wellfit/core";
import { oneMinusPower } from "./bias-correction";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByLamb}. */
export interface LambScaling {
  /** How much of the mean of gradients stays at each step. */
  readonly beta1: number;
  /** How much of the mean of squared gradients stays at each step. */
  readonly beta2: number;
  /** Added to the root before division. */
  readonly epsilon: number;
}

/**
 * Gradients as steps of LAMB, learning rate and all: Adam's step with the norm of the weights that it moves, which makes
 * large batches train well (You et al. 2019).
 *
 * @example
 * scaleByLamb({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
 */
export function scaleByLamb({ beta1, beta2, epsilon }: LambScaling): GradientTransform {
  const norm = (x: Tensor): Tensor => x.square().sum().sqrt();
  return perWeight(
    (parameter) => [slotOf(parameter, "momentum"), slotOf(parameter, "velocity")],
    (g, slots, { learningRate, step, parameters }, i) => {
      const [oldMean, oldSquare] = slots as [Tensor, Tensor];
      const mean = oldMean.add(g.sub(oldMean).mul(1 - beta1));
      const square = oldSquare.add(
        squaresOf(g)
          .sub(oldSquare)
          .mul(1 - beta2),
      );
      const root = square.div(oneMinusPower(beta2, step)).sqrt().add(epsilon);
      const update = mean.div(oneMinusPower(beta1, step)).div(root);
      const [ofWeight, ofUpdate] = [norm(parameters[i] as Tensor), norm(update)];
      const both = ofWeight.minimum(ofUpdate).greater(0);
      const trust = where(both, ofWeight.div(where(both, ofUpdate, 1)), 1);
      return { step: update.mul(trust.mul(learningRate)), slots: [mean, square] };
    },
  );
}
