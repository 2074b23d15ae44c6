import { clip, reciprocal, type Tensor } from "@wellfit/core";
import { squaresOf } from "./gradient-squares";
import { type GradientTransform, perWeight, slotOf } from "./gradient-transform";

/** Settings of {@link scaleByFtrl}. */
export interface FtrlScaling {
  /** The power of the sum of squares that the rate falls with, at most 0. */
  readonly learningRatePower: number;
  /** What the sums of squared gradients start as, at least 0. */
  readonly initialAccumulatorValue: number;
  /** The strength of the L1 penalty, which makes weights exactly 0. */
  readonly l1RegularizationStrength: number;
  /** The strength of the L2 penalty. */
  readonly l2RegularizationStrength: number;
  /** The strength of an L2 penalty on the size of weights, not only on what they add up to. */
  readonly l2ShrinkageRegularizationStrength: number;
  /** β of the paper. */
  readonly beta: number;
}

/**
 * Gradients as steps of FTRL-Proximal, learning rate and all (McMahan et al. 2013): the weights are computed anew from sums
 * over all gradients.
 *
 * @example
 * scaleByFtrl({
 *   learningRatePower: -0.5,
 *   initialAccumulatorValue: 0.1,
 *   l1RegularizationStrength: 0.01,
 *   l2RegularizationStrength: 0,
 *   l2ShrinkageRegularizationStrength: 0,
 *   beta: 0,
 * });
 */
export function scaleByFtrl(settings: FtrlScaling): GradientTransform {
  const { learningRatePower, initialAccumulatorValue, beta } = settings;
  const l1 = settings.l1RegularizationStrength;
  const l2 = settings.l2RegularizationStrength;
  const shrinkage = settings.l2ShrinkageRegularizationStrength;
  const power = (x: Tensor): Tensor => (learningRatePower === -0.5 ? x.sqrt() : x.pow(-learningRatePower));
  return perWeight(
    (parameter) => [slotOf(parameter, "accumulator", initialAccumulatorValue), slotOf(parameter, "linear")],
    (g, slots, { learningRate, parameters }, i) => {
      const [oldSum, oldLinear] = slots as [Tensor, Tensor];
      const weight = parameters[i] as Tensor;
      const sum = oldSum.add(squaresOf(g));
      const used = shrinkage === 0 ? g : g.add(weight.mul(2 * shrinkage));
      const grown = power(sum);
      const linear = oldLinear.add(used).sub(grown.sub(power(oldSum)).div(learningRate).mul(weight));
      let quadratic = grown.div(learningRate);
      if (l2 !== 0) quadratic = quadratic.add(2 * l2);
      if (beta !== 0) quadratic = quadratic.add(reciprocal(learningRate).mul(beta));
      const pulled = l1 === 0 ? linear.neg() : clip(linear, -l1, l1).sub(linear);
      // What is subtracted from a weight: the weight itself, less the new one.
      return { step: weight.sub(pulled.div(quadratic)), slots: [sum, linear] };
    },
  );
}
