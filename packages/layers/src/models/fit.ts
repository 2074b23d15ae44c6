import type { Callback, Logs } from "../callbacks/callback";
import { progress } from "../callbacks/progress";
import { capitalized } from "../common/names";
import { nextSeed } from "../common/seed";
import { shuffledIndices } from "../common/shuffle";
import { type Dataset, datasetKey, readDataset, rowsOf } from "./dataset";
import { EVALUATION_ROWS, Evaluator } from "./evaluator";
import { type FitOptions, type ReadFitOptions, readFitOptions } from "./fit-options";
import type { History } from "./history";
import { Hooks } from "./hooks";
import type { Network } from "./network";
import { explainNonFinite, NonFiniteError } from "./non-finite";
import { breather, SLICE } from "./pause";
import { Trainer } from "./trainer";

/** The models that are being trained, which two trainings at once would both spoil. */
const training = /* @__PURE__ */ new WeakSet<Network>();

/** Trains a model; see `Model.fit`. */
export async function fit(model: Network, x: unknown, y: unknown, given: FitOptions): Promise<History> {
  const options = readFitOptions(given);
  options.signal?.throwIfAborted();
  if (training.has(model)) {
    throw new Error(`${model.name}: fit was called while the model is being trained; await the first call`);
  }
  const { train, validation } = readData(model, x, y, options);
  const { pool } = model.compiled;
  const trainKey = `train ${datasetKey(train)}`;
  const kept = pool.take<Trainer>(trainKey);
  kept?.load(train);
  const trainer = kept ?? new Trainer(model, train);
  const judge = validation && evaluatorFor(model, validation, EVALUATION_ROWS);
  training.add(model);
  try {
    return await loop(model, options, train, trainer, judge?.evaluator);
  } finally {
    training.delete(model);
    if (worthKeeping(train)) pool.give(trainKey, trainer);
    judge?.done();
  }
}

/** An evaluator with these rows, made or used again, and how to give it back. */
export function evaluatorFor(
  model: Network,
  data: Dataset,
  batchSize: number,
): { readonly evaluator: Evaluator; readonly done: () => void } {
  const { pool } = model.compiled;
  const key = `evaluate ${Math.min(batchSize, data.rows)} ${datasetKey(data)}`;
  const kept = pool.take<Evaluator>(key);
  kept?.load(data);
  const evaluator = kept ?? new Evaluator(model, data, batchSize);
  const done = (): void => {
    if (worthKeeping(data)) pool.give(key, evaluator);
  };
  return { evaluator, done };
}

/** Whether a program may stay with its data: what is kept is memory that nobody sees. */
function worthKeeping({ x, y }: Dataset): boolean {
  return x.data.byteLength + y.data.byteLength <= 2 ** 25;
}

function readData(
  model: Network,
  x: unknown,
  y: unknown,
  options: ReadFitOptions,
): { train: Dataset; validation: Dataset | undefined } {
  const all = readDataset("fit", model, x, y, options);
  if (options.validationData !== undefined) {
    const [vx, vy, sampleWeight] = options.validationData;
    const validation = readDataset("fit: validationData", model, vx, vy, { sampleWeight });
    return { train: all, validation };
  }
  if (options.validationSplit === 0) return { train: all, validation: undefined };
  const count = Math.floor(all.rows * (1 - options.validationSplit));
  if (count === 0 || count === all.rows) {
    throw new RangeError(
      `fit: received validationSplit ${options.validationSplit} for ${all.rows} rows, which leaves ${count} to train on and ` +
        `${all.rows - count} to judge by; expected at least one for each`,
    );
  }
  const order = shuffledIndices(all.rows, nextSeed(), 0);
  return { train: rowsOf(all, order.subarray(0, count)), validation: rowsOf(all, order.subarray(count)) };
}

async function loop(
  model: Network,
  options: ReadFitOptions,
  train: Dataset,
  trainer: Trainer,
  evaluator: Evaluator | undefined,
): Promise<History> {
  const { epochs, batchSize, initialEpoch, shuffle, signal } = options;
  const { rows } = train;
  const steps = Math.ceil(rows / batchSize);
  const validationKeys = evaluator?.keys.map((key) => `val${capitalized(key)}`) ?? [];
  const keys = [...trainer.keys, ...validationKeys];
  const params = { epochs, steps, metrics: keys };
  const callbacks = withProgress(options);
  const hooks = new Hooks(callbacks);
  for (const callback of callbacks) {
    callback.setParams?.(params);
    callback.setModel?.(model);
  }
  const epochNumbers: number[] = [];
  const series = keys.map((): number[] => []);
  const history = Object.fromEntries(
    keys.map((key, i) => [key, series[i] as number[]]),
  ) as History["history"];
  const order = shuffledIndices(rows, 0, 0);
  for (let i = 0; i < rows; i++) order[i] = i;
  const breath = breather();
  let logs: Logs = {};
  model.stopTraining = false;
  let waiting = hooks.trainBegin();
  if (waiting) await waiting;
  let resumed = performance.now();
  try {
    for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
      waiting = hooks.epochBegin(epoch);
      if (waiting) await waiting;
      if (shuffle) shuffledIndices(rows, model.shuffler.seed, model.shuffler.rounds++, order);
      let results: ArrayLike<number> = [];
      for (let batch = 0; batch < steps && !model.stopTraining; batch++) {
        if (hooks.watchesBatches) {
          waiting = hooks.batchBegin(batch);
          if (waiting) await waiting;
        }
        const indices = order.subarray(batch * batchSize, Math.min(rows, (batch + 1) * batchSize));
        results = trainer.step(indices, batch === 0);
        if (results[results.length - 1] !== 1) {
          throw explainNonFinite(model, rowsOf(train, indices), { epoch, batch });
        }
        if (hooks.watchesBatches) {
          waiting = hooks.batchEnd(batch, logsOf(trainer.keys, results));
          if (waiting) await waiting;
        }
        if (performance.now() - resumed > SLICE) {
          await breath.pause();
          resumed = performance.now();
          signal?.throwIfAborted();
        }
      }
      logs = logsOf(trainer.keys, results, validationKeys, evaluator?.run());
      epochNumbers.push(epoch);
      for (let i = 0; i < keys.length; i++) (series[i] as number[]).push(logs[keys[i] as string] as number);
      waiting = hooks.epochEnd(epoch, logs);
      if (waiting) await waiting;
      signal?.throwIfAborted();
    }
  } catch (error) {
    // Callbacks restore weights and finish lines at the end, which an abort or a divergence is too.
    if (error instanceof NonFiniteError || signal?.aborted) await hooks.trainEnd(logs);
    throw error;
  } finally {
    breath.close();
  }
  if (epochNumbers.length > 0) model.optimizer.finalizeVariableValues();
  waiting = hooks.trainEnd(logs);
  if (waiting) await waiting;
  return { epoch: epochNumbers, history, params };
}

function withProgress({ verbose, callbacks }: ReadFitOptions): readonly Callback[] {
  if (verbose === 0) return callbacks;
  return [...callbacks, verbose === 1 ? progress({ every: 250, batches: true }) : progress()];
}

function logsOf(
  keys: readonly string[],
  values: ArrayLike<number>,
  moreKeys: readonly string[] = [],
  more: ArrayLike<number> = [],
): Logs {
  const logs: Record<string, number> = {};
  for (let i = 0; i < keys.length; i++) logs[keys[i] as string] = values[i] as number;
  for (let i = 0; i < moreKeys.length; i++) logs[moreKeys[i] as string] = more[i] as number;
  return logs;
}
