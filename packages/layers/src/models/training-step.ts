import { cast, concat, gradients, isFinite, type Tensor, where } from "@wellfit/core";
import { forwardPass } from "../layers/context";
import { settle } from "../layers/layer";
import { noteSquares } from "../optimizers/gradient-squares";
import type { Batch } from "./engine-data";
import type { Meters } from "./meters";
import type { Network } from "./network";
import { objectiveOf } from "./objective";

/**
 * One step of training, to be traced: forward, loss, gradients, clipping, the optimizer, constraints, running means, metrics
 * and the counter of random numbers.
 *
 * @returns The means since the epoch began in the order of the meters' keys, then 1, or 0 when the step was not taken
 *   because the loss or a gradient was not finite.
 */
export function trainingStep(model: Network, batch: Batch, meters: Meters, reset: Tensor): Tensor {
  const step = model.randomStep.value;
  model.randomStep.assign(step.add(1));
  const pass = forwardPass(true, step);
  const objective = objectiveOf(model, batch, pass);
  const weights = model.trainableWeights;
  const { optimizer } = model.compiled;
  const looked = weights.filter((weight) => pass.squares.has(weight));
  const all = gradients(optimizer.scaleLoss(objective.total), [
    ...weights.map((weight) => weight.value),
    ...looked.map((weight) => pass.squares.get(weight) as Tensor),
  ]);
  const slopes = all.slice(0, weights.length);
  looked.forEach((weight, i) => {
    noteSquares(slopes[weights.indexOf(weight)] as Tensor, all[weights.length + i] as Tensor);
  });
  // NaN and infinity in any of them reach this one number.
  const probe = slopes.reduce((sum, g) => sum.add(g.sum()), objective.total);
  const healthy = isFinite(probe);
  // A step that would spoil the weights is not taken, so that the weights that led there can be looked at.
  const bounds = new Map(
    model.constrainedWeights().map(({ variable, constraint }) => [variable, constraint]),
  );
  const constraints = weights.map((weight) => {
    const constraint = bounds.get(weight);
    return constraint && ((w: Tensor) => constraint.call(w));
  });
  // Before the optimizer, which goes on from a kernel that a layer has changed, as spectralNormalization does.
  settle(pass, (value, old) => where(healthy, cast(value, old.dtype), old));
  optimizer.apply(slopes, weights, healthy, constraints);
  const results = meters.add(batch, objective, reset);
  return concat([results, cast(healthy, results.dtype).reshape([1])]);
}
