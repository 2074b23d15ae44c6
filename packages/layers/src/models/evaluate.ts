import type { TensorLike } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { readDataset } from "./dataset";
import { EVALUATION_ROWS } from "./evaluator";
import { evaluatorFor } from "./fit";
import type { Network } from "./network";

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** So many rows are judged at once. Default 1024; the results are the same but for rounding. */
  readonly batchSize?: number;
  /** The weight of each row. Default 1. */
  readonly sampleWeight?: TensorLike;
}

/** The loss and metrics by their names: `{ loss, accuracy }`. */
export interface Evaluation {
  /** The loss with all penalties. */
  readonly loss: number;
  readonly [name: string]: number;
}

/** Judges a model; see `Model.evaluate`. */
export function evaluate(model: Network, x: unknown, y: unknown, options: EvaluateOptions): Evaluation {
  const { batchSize, sampleWeight } = readOptions("evaluate", options, {
    batchSize: EVALUATION_ROWS,
    sampleWeight: undefined as TensorLike | undefined,
  });
  checkNumber("evaluate", "batchSize", batchSize, { integer: true, min: 1 });
  const data = readDataset("evaluate", model, x, y, { sampleWeight });
  const { evaluator, done } = evaluatorFor(model, data, batchSize);
  try {
    const results = evaluator.run();
    return Object.fromEntries(
      evaluator.keys.map((key, i) => [key, results[i] as number]),
    ) as unknown as Evaluation;
  } finally {
    done();
  }
}
