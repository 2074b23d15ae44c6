import { checkNumber, readOptions } from "../common/options";
import { readDataset } from "./dataset";
import { EVALUATION_ROWS } from "./evaluator";
import { evaluatorFor } from "./judge";
import type { InputData } from "./named-data";
import type { Network } from "./network";
import { noteEvaluation } from "./sealed";

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** So many rows are judged at once. Default 1024; the results are the same but for rounding. */
  readonly batchSize?: number;
  /** The weight of each row. Default 1. */
  readonly sampleWeight?: InputData;
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
    sampleWeight: undefined as InputData | undefined,
  });
  checkNumber("evaluate", "batchSize", batchSize, { integer: true, min: 1 });
  const data = readDataset("evaluate", model, x, y, { sampleWeight });
  const { keys, run, done } = evaluatorFor(model, data, batchSize);
  try {
    const results = run();
    const found = Object.fromEntries(
      keys.map((key, i) => [key, results[i] as number]),
    ) as unknown as Evaluation;
    noteEvaluation(model.name, [x, y], found);
    return found;
  } finally {
    done();
  }
}
