import type { Tensor } from "@wellfit/core";
import { oneMinusPower } from "./bias-correction";
import { type GradientTransform, type ParameterShape, perWeight, slotOf } from "./gradient-transform";
import { type NewtonSchulz, orthogonalize } from "./orthogonalize";

/** Settings of {@link scaleByMuon}. */
export interface MuonScaling {
  /** Which weights take steps of Adam instead. */
  readonly usesAdam: (parameter: ParameterShape) => boolean;
  /** How much of the sum of gradients stays at each step. */
  readonly momentum: number;
  /** Look ahead by the momentum first. */
  readonly nesterov: boolean;
  /** How the sum is made nearly orthogonal. */
  readonly newtonSchulz: NewtonSchulz;
  /** What the root mean square of a step is about, times the learning rate; undefined leaves steps as they are. */
  readonly rmsRate: number | undefined;
  /** Adam's share of the mean of gradients that stays at each step. */
  readonly adamBeta1: number;
  /** Adam's share of the mean of squared gradients that stays at each step. */
  readonly adamBeta2: number;
  /** What Adam adds to the root before division. */
  readonly epsilon: number;
  /** Adam's learning rate is so many times the optimizer's. */
  readonly adamLrRatio: number;
}

/**
 * Gradients as steps of Muon, learning rate and all: a matrix moves by its momentum made orthogonal, so that it moves as much
 * in every direction (Jordan et al. 2024; Liu et al. 2025), and what is no matrix takes Adam's steps.
 *
 * @example
 * scaleByMuon({
 *   usesAdam: ({ shape }) => shape.length !== 2,
 *   momentum: 0.95,
 *   nesterov: true,
 *   newtonSchulz: { coefficients: [3.4445, -4.775, 2.0315], steps: 5 },
 *   rmsRate: 0.2,
 *   adamBeta1: 0.9,
 *   adamBeta2: 0.999,
 *   epsilon: 1e-7,
 *   adamLrRatio: 1,
 * });
 */
export function scaleByMuon(settings: MuonScaling): GradientTransform {
  const { usesAdam, momentum, nesterov, newtonSchulz, rmsRate } = settings;
  const { adamBeta1, adamBeta2, epsilon, adamLrRatio } = settings;
  return perWeight(
    (parameter) =>
      usesAdam(parameter)
        ? [slotOf(parameter, "momentum"), slotOf(parameter, "velocity")]
        : [slotOf(parameter, "momentum")],
    (g, slots, { learningRate, step }) => {
      const [oldMean, oldSquare] = slots as [Tensor, Tensor | undefined];
      if (oldSquare !== undefined) {
        const mean = oldMean.add(g.sub(oldMean).mul(1 - adamBeta1));
        const square = oldSquare.add(
          g
            .square()
            .sub(oldSquare)
            .mul(1 - adamBeta2),
        );
        const corrected = learningRate.mul(oneMinusPower(adamBeta2, step).sqrt());
        const rate = corrected.mul(adamLrRatio).div(oneMinusPower(adamBeta1, step));
        return { step: mean.mul(rate).div(square.sqrt().add(epsilon)), slots: [mean, square] };
      }
      const sum = oldMean.mul(momentum).add(g);
      const direction = orthogonalize(nesterov ? g.add(sum.mul(momentum)) : sum, newtonSchulz);
      const size = rmsRate === undefined ? 1 : Math.sqrt(Math.max(...g.shape)) * rmsRate;
      return { step: direction.mul(learningRate.mul(size)), slots: [sum] };
    },
  );
}
