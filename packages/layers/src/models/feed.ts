import type { Variable } from "@wellfit/core";
import { shuffledIndices } from "../common/shuffle";
import { type Batches, BatchReader } from "./batches";
import { type Dataset, datasetKey, readDataset, rowsOf } from "./dataset";
import type { ReadFitOptions } from "./fit-options";
import { worthKeeping } from "./judge";
import type { Network } from "./network";
import { StreamTrainer, Trainer } from "./trainer";

/** What a step of training gave, or nothing when the epoch is over. */
export type StepResult = ArrayLike<number> | undefined;

/** Where `fit` has its batches from, and what trains on them. */
export interface Feed {
  /** The number of steps in an epoch, when it is known before. */
  readonly steps: number | undefined;
  /** What the means of the running epoch are kept in. */
  meters(): readonly Variable[];
  /** Before each epoch. */
  begin(): void;
  /** Trains on the next batch; a promise where batches have to be waited for. */
  step(batch: number): StepResult | Promise<StepResult>;
  /** Passes over the next batch without training. */
  skip(batch: number): void | Promise<void>;
  /** The rows of the last batch, to explain what went wrong. */
  last(): Dataset;
  /** Lets go of what it needed. */
  close(): void | Promise<void>;
}

/** Batches of rows that are in engine memory, each epoch in another order. */
export function arrayFeed(model: Network, train: Dataset, options: ReadFitOptions): Feed {
  const { batchSize, shuffle, stepsPerEpoch } = options;
  const { pool } = model.compiled;
  const { rows } = train;
  const all = Math.ceil(rows / batchSize);
  if (stepsPerEpoch !== undefined && stepsPerEpoch > all) {
    throw new RangeError(
      `fit: received stepsPerEpoch ${stepsPerEpoch} for ${rows} rows, which make ${all} batches of ${batchSize}; expected at most ` +
        `${all}`,
    );
  }
  const steps = stepsPerEpoch ?? all;
  const key = `train ${datasetKey(train)}`;
  const kept = pool.take<Trainer>(key);
  kept?.load(train);
  const trainer = kept ?? new Trainer(model, train);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  let indices: Int32Array = order.subarray(0, 0);
  const choose = (batch: number): Int32Array =>
    order.subarray(batch * batchSize, Math.min(rows, (batch + 1) * batchSize));
  return {
    steps,
    meters: () => trainer.meters.held,
    begin: () => {
      if (shuffle) shuffledIndices(rows, model.shuffler.seed, model.shuffler.rounds++, order);
    },
    step: (batch) => {
      if (batch >= steps) return undefined;
      indices = choose(batch);
      return trainer.step(indices, batch === 0);
    },
    skip: () => {},
    last: () => rowsOf(train, indices),
    close: () => {
      if (worthKeeping(train)) pool.give(key, trainer);
    },
  };
}

/** Batches that come one by one. The first is read here, because the model may have to be built for it. */
export async function streamFeed(model: Network, source: Batches, options: ReadFitOptions): Promise<Feed> {
  const reader = new BatchReader("fit", source);
  const { classWeight, stepsPerEpoch } = options;
  const read = async (): Promise<Dataset | undefined> => {
    const given = await reader.next();
    if (given === undefined) return undefined;
    const [x, y, sampleWeight] = given;
    return readDataset("fit", model, x, y, { sampleWeight, classWeight });
  };
  let waiting = await read();
  let last = waiting as Dataset;
  const trainer = new StreamTrainer(model, last);
  const next = async (): Promise<Dataset | undefined> => {
    const batch = waiting ?? (await read());
    waiting = undefined;
    return batch;
  };
  return {
    steps: stepsPerEpoch,
    meters: () => trainer.meters.held,
    begin: () => {},
    step: async (batch) => {
      if (batch === stepsPerEpoch) return undefined;
      let data = await next();
      // A source that has ended in the middle of so many steps begins anew.
      if (data === undefined && stepsPerEpoch !== undefined) data = await next();
      if (data === undefined) return undefined;
      last = data;
      return trainer.step(data, batch === 0);
    },
    skip: async () => {
      if ((await next()) === undefined) await next();
    },
    last: () => last,
    close: () => reader.close(),
  };
}
