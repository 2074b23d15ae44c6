import type { Callback, Logs } from "../callbacks/callback";
import { progress } from "../callbacks/progress";
import { capitalized } from "../common/names";
import { shuffledIndices } from "../common/shuffle";
import { type Batches, isBatches } from "./batches";
import { outputWarning } from "./check-outputs";
import { type Dataset, readDataset, rowsOf } from "./dataset";
import { EVALUATION_ROWS } from "./evaluator";
import { arrayFeed, type Feed, streamFeed } from "./feed";
import { copiesOf, type FitControl, type FitProgress } from "./fit-control";
import { type FitOptions, type ReadFitOptions, readFitOptions } from "./fit-options";
import type { History } from "./history";
import { Hooks } from "./hooks";
import { evaluatorFor, judgeBatches } from "./judge";
import { meterKeys } from "./meters";
import type { Network } from "./network";
import { explainNonFinite, NonFiniteError } from "./non-finite";
import { looksOrdered } from "./ordered";
import { breather, SLICE } from "./pause";
import { noteValidation } from "./sealed";

/** The models that are being trained, which two trainings at once would both spoil. */
const training = /* @__PURE__ */ new WeakSet<Network>();

/** Trains a model; see `Model.fit`. */
export async function fit(model: Network, x: unknown, y: unknown, given: FitOptions): Promise<History> {
  const options = readFitOptions(given);
  options.signal?.throwIfAborted();
  if (training.has(model)) {
    throw new Error(`${model.name}: fit was called while the model is being trained; await the first call`);
  }
  training.add(model);
  try {
    const prepared = await prepare(model, x, y, options);
    warnOfOutputs(model);
    try {
      return await loop(model, options, prepared);
    } finally {
      await prepared.feed.close();
      prepared.validation?.done();
    }
  } finally {
    training.delete(model);
  }
}

/** Says what in the outputs and their losses does not belong together. */
function warnOfOutputs(model: Network): void {
  const shapes = model.outputShapes(model.inputSpecs.map(({ shape }) => shape ?? [null]));
  const warnings = model.outputLayers.flatMap((layer, i) => {
    const loss = model.compiled.losses[i];
    return loss === undefined ? [] : (outputWarning(layer, shapes[i]?.at(-1), loss) ?? []);
  });
  for (const warning of warnings) console.warn(`fit: ${warning}`);
}

/** What judges the model after each epoch. */
interface Validation {
  run(): ArrayLike<number> | Promise<ArrayLike<number>>;
  done(): void;
}

/** What training needs of the data. */
interface Prepared {
  readonly feed: Feed;
  readonly validation: Validation | undefined;
  /** What decided which rows are kept to judge by, when some of the rows are. */
  readonly split?: number;
}

async function prepare(model: Network, x: unknown, y: unknown, options: ReadFitOptions): Promise<Prepared> {
  if (isBatches(x)) {
    if (options.validationSplit > 0 || options.sampleWeight !== undefined) {
      throw new TypeError(
        `fit: received ${options.validationSplit > 0 ? "validationSplit" : "sampleWeight"} with batches, expected ` +
          (options.validationSplit > 0
            ? "validationData, because a part of batches that come one by one cannot be kept"
            : "the weights as third entry of each batch"),
      );
    }
    const feed = await streamFeed(model, x, options);
    return { feed, validation: validationOf(model, options) };
  }
  if (options.validationSplit === 0) {
    const train = readDataset("fit", model, x, y, options);
    const validation = validationOf(model, options);
    return { feed: arrayFeed(model, train, options), validation };
  }
  // The model's own seed, so that a second call judges by the same rows and not by some that it was trained on.
  const split = model.shuffler.seed;
  const { train, validation } = splitOff(readDataset("fit", model, x, y, options), split, options);
  return {
    feed: arrayFeed(model, train, options),
    validation: evaluatorFor(model, validation, EVALUATION_ROWS),
    split,
  };
}

function validationOf(
  model: Network,
  { validationData, validationSteps }: ReadFitOptions,
): Validation | undefined {
  if (validationData === undefined) return undefined;
  if (isBatches(validationData)) {
    const where = "fit: validationData";
    return {
      run: async () => (await judgeBatches(where, model, validationData as Batches, validationSteps)).results,
      done: () => {},
    };
  }
  const [x, y, sampleWeight] = validationData;
  const data = readDataset("fit: validationData", model, x, y, { sampleWeight });
  noteValidation(model.name, [x, y]);
  return evaluatorFor(model, data, EVALUATION_ROWS);
}

function splitOff(
  all: Dataset,
  seed: number,
  { validationSplit }: ReadFitOptions,
): { train: Dataset; validation: Dataset } {
  const count = Math.floor(all.rows * (1 - validationSplit));
  if (count === 0 || count === all.rows) {
    throw new RangeError(
      `fit: received validationSplit ${validationSplit} for ${all.rows} rows, which leaves ${count} to train on and ` +
        `${all.rows - count} to judge by; expected at least one for each`,
    );
  }
  const order = all.y.map((target) => target && looksOrdered(target)).find((found) => found !== undefined);
  if (order !== undefined) {
    console.warn(
      `fit: the rows look ordered: ${order}. validationSplit takes rows at random, so that rows to judge by have their ` +
        "neighbours among those trained on, and the validation loss will look better than it is if the order is one of " +
        "time; then pass the last rows as validationData. If they are only sorted, shuffle them first",
    );
  }
  const shuffled = shuffledIndices(all.rows, seed, -1);
  return {
    train: rowsOf(all, shuffled.subarray(0, count)),
    validation: rowsOf(all, shuffled.subarray(count)),
  };
}

async function loop(
  model: Network,
  options: ReadFitOptions,
  { feed, validation, split }: Prepared,
): Promise<History> {
  const { epochs, initialEpoch, signal } = options;
  const trainKeys = meterKeys(model.compiled);
  const validationKeys = validation === undefined ? [] : trainKeys.map((key) => `val${capitalized(key)}`);
  const keys = [...trainKeys, ...validationKeys];
  const params = { epochs, steps: feed.steps, metrics: keys };
  const callbacks = withProgress(options);
  const hooks = new Hooks(callbacks);
  const epochNumbers: number[] = [];
  const series = keys.map((): number[] => []);
  const history = Object.fromEntries(
    keys.map((key, i) => [key, series[i] as number[]]),
  ) as History["history"];
  let start: FitProgress | undefined;
  const at = { epoch: initialEpoch, batch: 0, rounds: model.shuffler.rounds };
  let results: ArrayLike<number> = [];
  const control: FitControl = {
    get epoch() {
      return at.epoch;
    },
    lastBatch: () => feed.last(),
    progress: () => ({
      ...at,
      split,
      results: Array.from(results),
      stopped: model.stopTraining,
      callbacks: options.callbacks.map((callback) => callback.getState?.()),
      epochs: [...epochNumbers],
      history: Object.fromEntries(keys.map((key, i) => [key, [...(series[i] as number[])]])),
      meters: copiesOf(feed.meters()),
    }),
    resume: (from) => {
      start = from;
    },
  };
  for (const callback of callbacks) {
    callback.setParams?.(params);
    callback.setModel?.(model);
    callback.setControl?.(control);
  }
  const breath = breather();
  let logs: Logs = {};
  model.stopTraining = false;
  let waiting = hooks.trainBegin();
  if (waiting) await waiting;
  const from = start as FitProgress | undefined;
  if (from !== undefined) {
    checkSplit(from.split, split);
    await restoreCallbacks(options.callbacks, from.callbacks);
    model.stopTraining = from.stopped;
    model.shuffler.rounds = from.rounds;
    epochNumbers.push(...from.epochs);
    keys.forEach((key, i) => {
      (series[i] as number[]).push(...(from.history[key] ?? []));
    });
  }
  let resumed = performance.now();
  try {
    for (let epoch = from?.epoch ?? initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
      at.epoch = epoch;
      at.batch = 0;
      at.rounds = model.shuffler.rounds;
      const amid = from !== undefined && epoch === from.epoch && from.batch > 0;
      // Who goes on in the middle of an epoch was told of its beginning before.
      waiting = amid ? undefined : hooks.epochBegin(epoch);
      if (waiting) await waiting;
      feed.begin();
      results = amid ? from.results : [];
      if (amid) {
        for (; at.batch < from.batch; at.batch++) await feed.skip(at.batch);
        const meters = feed.meters();
        from.meters.forEach((value, i) => {
          meters[i]?.assign(value);
        });
      }
      while (!model.stopTraining && at.batch !== feed.steps) {
        const { batch } = at;
        if (hooks.watchesBatches) {
          waiting = hooks.batchBegin(batch);
          if (waiting) await waiting;
        }
        const step = feed.step(batch);
        const result = step instanceof Promise ? await step : step;
        if (result === undefined) break;
        results = result;
        at.batch++;
        if (results[results.length - 1] !== 1) {
          const what = explainNonFinite(model, feed.last(), { epoch, batch });
          if (!hooks.nonFinite(what)) throw what;
          model.stopTraining = true;
          break;
        }
        if (hooks.watchesBatches) {
          waiting = hooks.batchEnd(batch, logsOf(trainKeys, results));
          if (waiting) await waiting;
        }
        if (performance.now() - resumed > SLICE) {
          await breath.pause();
          resumed = performance.now();
          signal?.throwIfAborted();
        }
      }
      let judged: ArrayLike<number> | undefined;
      if (validation !== undefined) {
        waiting = hooks.testBegin();
        if (waiting) await waiting;
        const run = validation.run();
        judged = run instanceof Promise ? await run : run;
        waiting = hooks.testEnd();
        if (waiting) await waiting;
      }
      logs = logsOf(trainKeys, results, validationKeys, judged);
      epochNumbers.push(epoch);
      for (let i = 0; i < keys.length; i++) (series[i] as number[]).push(logs[keys[i] as string] as number);
      at.epoch = epoch + 1;
      at.batch = 0;
      at.rounds = model.shuffler.rounds;
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

function checkSplit(then: number | undefined, now: number | undefined): void {
  if (then === now) return;
  throw new Error(
    "fit: the training that goes on had other rows to judge by, so that rows it was trained on would be among them now; call " +
      "setSeed with the same number before the model is made and keep validationSplit, or pass validationData",
  );
}

async function restoreCallbacks(
  callbacks: readonly Callback[],
  states: FitProgress["callbacks"],
): Promise<void> {
  if (callbacks.length !== states.length) {
    throw new Error(
      `fit: received ${callbacks.length} callbacks, expected ${states.length}, as the training that goes on had; pass the same ones ` +
        "in the same order",
    );
  }
  for (const [i, callback] of callbacks.entries()) {
    const state = states[i];
    if (state !== undefined) await callback.setState?.(state);
  }
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
