import { jit, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { forwardPass } from "../layers/context";
import { readInputs } from "./dataset";
import type { Network } from "./network";
import type { Pool } from "./pool";

/** Options of `predict`. */
export interface PredictOptions {
  /** So many rows are computed at once. Default 1024; the results are the same but for rounding. */
  readonly batchSize?: number;
}

type Predictor = (x: Tensor) => Tensor;

/** Programs that predict, by the shape of the rows they are given. */
export type Predictors = Pool<Predictor>;

/** Computes a model's outputs; see `Model.predict`. */
export function predict(model: Network, predictors: Predictors, x: unknown, options: PredictOptions): Tensor {
  const { batchSize } = readOptions("predict", options, { batchSize: 1024 });
  checkNumber("predict", "batchSize", batchSize, { integer: true, min: 1 });
  const { data, shape } = readInputs("predict", model, x);
  const rows = shape[0] as number;
  const rest = shape.slice(1);
  const size = data.length / rows;
  const run = (from: number, to: number): Tensor => {
    const chunk = tensor(data.subarray(from * size, to * size), { shape: [to - from, ...rest] });
    const key = chunk.shape.join(",");
    const program =
      predictors.take<Predictor>(key) ??
      jit((batch: Tensor) => model.run(batch, forwardPass(false, 0)), { name: "predict" });
    predictors.give(key, program);
    return program(chunk);
  };
  if (rows <= batchSize) return run(0, rows);
  const outputShape = model.computeOutputShape(shape) as readonly number[];
  const outputSize = outputShape.reduce((a, b) => a * b, 1) / rows;
  const out =
    model.dtype === "float64" ? new Float64Array(rows * outputSize) : new Float32Array(rows * outputSize);
  for (let from = 0; from < rows; from += batchSize) {
    out.set(run(from, Math.min(rows, from + batchSize)).data(), from * outputSize);
  }
  return tensor(out, { shape: outputShape });
}
