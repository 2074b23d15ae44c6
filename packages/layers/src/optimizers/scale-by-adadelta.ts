import type { Tensor } from "@wellfit/core";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByAdadelta}. */
export interface AdadeltaScaling {
  /** How much of both running means stays at each step. */
  readonly rho: number;
  /** Added to both means before their roots are taken. */
  readonly epsilon: number;
}

/**
 * Gradients as steps of Adadelta, learning rate and all (Zeiler 2012).
 *
 * @example
 * scaleByAdadelta({ rho: 0.95, epsilon: 1e-7 });
 */
export function scaleByAdadelta({ rho, epsilon }: AdadeltaScaling): GradientTransform {
  const mean = (old: Tensor, value: Tensor): Tensor => old.mul(rho).add(squaresOf(value).mul(1 - rho));
  return perWeight(
    (parameter) => [slotOf(parameter, "accumulated_grad"), slotOf(parameter, "accumulated_delta_var")],
    (g, slots, { learningRate }) => {
      const [oldGradients, oldSteps] = slots as [Tensor, Tensor];
      const gradients = mean(oldGradients, g);
      const step = oldSteps.add(epsilon).sqrt().mul(g).div(gradients.add(epsilon).sqrt());
      return { step: step.mul(learningRate), slots: [gradients, mean(oldSteps, step)] };
    },
  );
}
