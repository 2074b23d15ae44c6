import { type DataArray, jit, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { forwardPass } from "../layers/context";
import type { Numbers } from "./arrays";
import { readInputs } from "./dataset";
import type { Network } from "./network";
import type { Pool } from "./pool";

/** Options of `predict`. */
export interface PredictOptions {
  /** So many rows are computed at once. Default 1024; the results are the same but for rounding. */
  readonly batchSize?: number;
}

type Predictor = (...inputs: Tensor[]) => readonly Tensor[];

/** Programs that predict, by the shape of the rows they are given. */
export type Predictors = Pool<Predictor>;

/** Computes a model's outputs, as a list; see `Model.predict`. */
export function predict(
  model: Network,
  predictors: Predictors,
  x: unknown,
  options: PredictOptions,
): readonly Tensor[] {
  const { batchSize } = readOptions("predict", options, { batchSize: 1024 });
  checkNumber("predict", "batchSize", batchSize, { integer: true, min: 1 });
  const inputs = readInputs("predict", model, x);
  const rows = inputs[0]?.shape[0] as number;
  const run = (from: number, to: number): readonly Tensor[] => {
    const chunks = inputs.map((input) => rowsOf(input, from, to));
    const key = chunks.map(({ shape }) => shape.join(",")).join("|");
    const program =
      predictors.take<Predictor>(key) ??
      jit((...batch: Tensor[]) => model.forward(batch, forwardPass(false, 0)), { name: "predict" });
    predictors.give(key, program);
    return program(...chunks);
  };
  if (rows <= batchSize) return run(0, rows);
  const parts: (readonly Tensor[])[] = [];
  for (let from = 0; from < rows; from += batchSize) parts.push(run(from, Math.min(rows, from + batchSize)));
  return (parts[0] as readonly Tensor[]).map((_, i) => joined(parts.map((part) => part[i] as Tensor)));
}

function rowsOf({ data, shape }: Numbers, from: number, to: number): Tensor {
  const size = data.length / (shape[0] as number);
  return tensor(data.subarray(from * size, to * size), { shape: [to - from, ...shape.slice(1)] });
}

function joined(parts: readonly Tensor[]): Tensor {
  const [first] = parts as readonly [Tensor];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const data = new (first.data().constructor as new (length: number) => DataArray)(size);
  let at = 0;
  for (const part of parts) {
    data.set(part.data(), at);
    at += part.size;
  }
  const rows = parts.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  return tensor(data, { shape: [rows, ...first.shape.slice(1)], dtype: first.dtype });
}
