import { type Batches, BatchReader } from "./batches";
import { type Dataset, datasetKey, readDataset } from "./dataset";
import { Evaluator, StreamEvaluator } from "./evaluator";
import type { Network } from "./network";

/** The loss and metrics on data that somebody keeps. */
export interface Judge {
  /** The keys in logs, in the order of the results; known before the first run. */
  readonly keys: readonly string[];
  /** The results in the order of `keys`. */
  run(): ArrayLike<number>;
  /** Lets go of what it needed. */
  done(): void;
}

/** Whether a program may stay with its data: what is kept is memory that nobody sees. */
export function worthKeeping({ x, y }: Dataset): boolean {
  return [...x, ...y].reduce((sum, one) => sum + (one?.data.byteLength ?? 0), 0) <= 2 ** 25;
}

/** An evaluator with these rows, made or used again. */
export function evaluatorFor(model: Network, data: Dataset, batchSize: number): Judge {
  const { pool } = model.compiled;
  const key = `evaluate ${Math.min(batchSize, data.rows)} ${datasetKey(data)}`;
  const kept = pool.take<Evaluator>(key);
  kept?.load(data);
  const evaluator = kept ?? new Evaluator(model, data, batchSize);
  return {
    keys: evaluator.keys,
    run: () => evaluator.run(),
    done: () => {
      if (worthKeeping(data)) pool.give(key, evaluator);
    },
  };
}

/**
 * The loss and metrics over batches that come one by one.
 *
 * @param steps - So many batches; all of them by default.
 */
export async function judgeBatches(
  where: string,
  model: Network,
  source: Batches,
  steps: number | undefined,
): Promise<{ readonly keys: readonly string[]; readonly results: ArrayLike<number> }> {
  const reader = new BatchReader(where, source);
  let evaluator: StreamEvaluator | undefined;
  let results: ArrayLike<number> = [];
  try {
    for (let step = 0; steps === undefined || step < steps; step++) {
      const given = await reader.next();
      if (given === undefined) break;
      const [x, y, sampleWeight] = given;
      const batch = readDataset(where, model, x, y, { sampleWeight });
      evaluator ??= new StreamEvaluator(model, batch);
      results = evaluator.add(batch, step === 0);
    }
  } finally {
    await reader.close();
  }
  return { keys: evaluator?.keys ?? [], results };
}
