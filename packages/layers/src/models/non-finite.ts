import { gradients, jit, type Tensor, tensor, type Variable } from "@wellfit/core";
import { forwardPass } from "../layers/context";
import { rangeOf } from "./arrays";
import { BatchLayout } from "./batch-layout";
import type { Dataset } from "./dataset";
import type { Network } from "./network";
import { objectiveOf } from "./objective";

/** Training ended because a loss or a gradient stopped being finite. The model keeps the weights from before that step. */
export class NonFiniteError extends Error {
  /** "NonFiniteError". */
  override readonly name: string = "NonFiniteError";
  /** The epoch, counted from 0. */
  readonly epoch: number;
  /** The batch within the epoch, counted from 0. */
  readonly batch: number;
  /** The first layer where a number was not finite, when it was in one. */
  readonly layer: string | undefined;

  /** Used by `fit`. */
  constructor(message: string, at: { epoch: number; batch: number; layer: string | undefined }) {
    super(message);
    this.epoch = at.epoch;
    this.batch = at.batch;
    this.layer = at.layer;
  }
}

/** Looks at the batch and the weights that led to a loss or gradient that is not finite, and explains. */
export function explainNonFinite(
  model: Network,
  data: Dataset,
  at: { readonly epoch: number; readonly batch: number },
): NonFiniteError {
  const found = findNonFinite(model, data);
  const [xLow, xHigh] = rangeOf(data.x);
  const [yLow, yHigh] = rangeOf(data.y.filter((y) => y !== undefined));
  const rate = model.optimizer.learningRate;
  const show = (n: number): string => String(+n.toPrecision(4));
  const message =
    `fit: ${found.what} stopped being finite in epoch ${at.epoch + 1}, batch ${at.batch + 1}: ${found.where}. The inputs ` +
    `of this batch range from ${show(xLow)} to ${show(xHigh)}, its targets from ${show(yLow)} to ${show(yHigh)}, the ` +
    `learning rate is ${show(rate)}; ${mend(Math.max(-xLow, xHigh), Math.max(-yLow, yHigh), rate)}. The model keeps the ` +
    "weights from before this step";
  return new NonFiniteError(message, { ...at, layer: found.layer });
}

function mend(inputs: number, targets: number, rate: number): string {
  const calmer = `lower the learning rate (to ${+(rate / 10).toPrecision(2)}), or clip gradients with clipNorm: 1`;
  if (targets > 50) return `scale the targets to about 1, for example with standardScaler(); else ${calmer}`;
  if (inputs > 50) return `scale the inputs to about 1, for example with standardScaler(); else ${calmer}`;
  return calmer;
}

interface Finding {
  readonly what: string;
  readonly where: string;
  readonly layer: string | undefined;
}

function findNonFinite(model: Network, data: Dataset): Finding {
  const layout = new BatchLayout(data);
  const batch = layout.batch(layout.list(data));
  const owners: { readonly name: string; readonly weights: readonly Variable[] }[] = [];
  // The step was counted although it was not taken; its random numbers belong to the count before.
  const step = (model.randomStep.data()[0] as number) - 1;
  const weights = model.trainableWeights;
  const look = jit(
    () => {
      const outputs: Tensor[] = [];
      const pass = forwardPass(true, tensor(step, { dtype: "int32" }), (layer, output) => {
        owners.push(layer);
        outputs.push(output);
      });
      const { total } = objectiveOf(model, batch, pass);
      const slopes = gradients(
        total,
        weights.map((weight) => weight.value),
      );
      return { outputs, slopes, total };
    },
    { name: "explainNonFinite" },
  );
  const { outputs, slopes, total } = look();
  for (const [i, output] of outputs.entries()) {
    const owner = owners[i] as (typeof owners)[number];
    const bad = owner.weights.find((weight) => !finite(weight.data()));
    if (bad !== undefined) {
      return {
        what: "the loss",
        where: `the weight ${bad.name} is the first that is not finite`,
        layer: owner.name,
      };
    }
    if (!finite(output.data())) {
      return {
        what: "the loss",
        where: `the output of ${owner.name} is the first that is not finite`,
        layer: owner.name,
      };
    }
  }
  if (!finite(total.data())) {
    return {
      what: "the loss",
      where: "every layer's output is finite, the loss of them is not",
      layer: undefined,
    };
  }
  // Gradients come from the back, so the last that is not finite is where it began.
  for (let i = slopes.length - 1; i >= 0; i--) {
    if (finite((slopes[i] as Tensor).data())) continue;
    const weight = weights[i] as Variable;
    const layer = weight.name.split("/").slice(0, -1).join("/");
    return { what: "a gradient", where: `that of ${weight.name} is the first, from the output back`, layer };
  }
  return { what: "the sum of the gradients", where: "each of them is finite but huge", layer: undefined };
}

function finite(data: ArrayLike<number>): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
