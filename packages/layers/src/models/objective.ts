import type { Tensor } from "@wellfit/core";
import type { ForwardPass } from "../layers/context";
import { maskOf } from "../layers/mask";
import type { Loss } from "../losses/loss";
import type { Batch } from "./engine-data";
import type { Network } from "./network";

/** A batch's predictions and what is to be minimised. */
export interface Objective {
  readonly outputs: readonly Tensor[];
  /** The loss of each output, a scalar, without its weight in the whole; nothing where there is no loss. */
  readonly losses: readonly (Tensor | undefined)[];
  /** The losses with the penalties of weights and outputs, a scalar. */
  readonly total: Tensor;
}

/** Walks a batch through the model to its loss. */
export function objectiveOf(model: Network, batch: Batch, pass: ForwardPass): Objective {
  const outputs = model.forward(batch.x, pass);
  const { losses, lossWeights } = model.compiled;
  const values = outputs.map((output, i) => lossOf(losses[i], batch, i, output));
  const parts = values.flatMap((value, i) =>
    value === undefined ? [] : [lossWeights[i] === 1 ? value : value.mul(lossWeights[i] as number)],
  );
  const all = [...parts, ...model.regularizationLosses(), ...pass.losses];
  return { outputs, losses: values, total: all.slice(1).reduce((sum, x) => sum.add(x), all[0] as Tensor) };
}

function lossOf(loss: Loss | undefined, batch: Batch, i: number, output: Tensor): Tensor | undefined {
  if (loss === undefined) return undefined;
  const own = loss.call(batch.y[i] as Tensor, output, batch.weights[i], maskOf(output));
  // A loss without reduction is minimised by its mean, as Keras does.
  return own.rank === 0 ? own : own.mean();
}
