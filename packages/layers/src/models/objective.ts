import type { Tensor } from "@wellfit/core";
import type { ForwardPass } from "../layers/context";
import type { Batch } from "./engine-data";
import type { Network } from "./network";

/** A batch's predictions and what is to be minimised. */
export interface Objective {
  readonly output: Tensor;
  /** The loss with the penalties of weights and outputs, a scalar. */
  readonly total: Tensor;
}

/** Walks a batch through the model to its loss. */
export function objectiveOf(model: Network, batch: Batch, pass: ForwardPass): Objective {
  const output = model.run(batch.x, pass);
  const { loss } = model.compiled;
  const own = loss.call(batch.y, output, batch.weights);
  // A loss without reduction is minimised by its mean, as Keras does.
  let total = own.rank === 0 ? own : own.mean();
  for (const penalty of [...model.regularizationLosses(), ...pass.losses]) total = total.add(penalty);
  return { output, total };
}
