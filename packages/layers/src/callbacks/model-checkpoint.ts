import { checkNumber, readOptions, show } from "../common/options";
import type { FitControl } from "../models/fit-control";
import type { Callback, CallbackState, FitParams, Logs, TrainingModel } from "./callback";
import { absent, type FileTemplate, fileTemplate } from "./file-template";
import { makeFolderOf } from "./folders";
import { type Monitor, type MonitorMode, monitorOf } from "./monitor";
import { type SaveFreq, StepCounter } from "./save-freq";
import { shortNumber } from "./short-number";

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointOptions {
  /** What is watched when only the best is saved: a key of the logs. Default "valLoss". */
  readonly monitor?: string;
  /** Which way is better. Default "auto": up for accuracies and their like, down for the rest. */
  readonly mode?: MonitorMode;
  /** Whether the model is saved only when the monitored number is the best so far. Default false. */
  readonly saveBestOnly?: boolean;
  /** Whether only the weights are saved. Default false. */
  readonly saveWeightsOnly?: boolean;
  /** After each epoch, or after so many batches. Default "epoch". */
  readonly saveFreq?: SaveFreq;
  /** What the monitored number must be better than to be saved first. Default none. */
  readonly initialValueThreshold?: number;
  /** 1 prints a line when a file was saved. Default 0. */
  readonly verbose?: 0 | 1;
}

/** What {@link modelCheckpoint} returns: a callback that tells what it saved. */
export class ModelCheckpoint implements Callback {
  /** The best value so far, when only the best is saved. */
  best: number | undefined;
  /** The file that was saved last; `undefined` before. */
  lastSaved: string | undefined;
  private readonly template: FileTemplate;
  private readonly monitor: Monitor;
  private readonly saveBestOnly: boolean;
  private readonly saveWeightsOnly: boolean;
  private readonly verbose: number;
  private readonly counter: StepCounter;
  private readonly initial: number | undefined;
  private model: TrainingModel | undefined;
  private control: FitControl | undefined;
  /** Is there only when batches are counted, because hooks for batches cost time. */
  readonly onBatchEnd?: (batch: number, logs: Logs) => Promise<void> | undefined;

  /** Reads the options. */
  constructor(
    private readonly filepath: string,
    options: ModelCheckpointOptions = {},
  ) {
    const where = "modelCheckpoint";
    const given = readOptions(where, options, {
      monitor: "valLoss",
      mode: "auto" as MonitorMode,
      saveBestOnly: false,
      saveWeightsOnly: false,
      saveFreq: "epoch" as SaveFreq,
      initialValueThreshold: undefined as number | undefined,
      verbose: 0,
    });
    checkEnding(filepath, given.saveWeightsOnly);
    this.template = fileTemplate(where, filepath);
    this.monitor = monitorOf(where, given.monitor, given.mode);
    this.saveBestOnly = given.saveBestOnly;
    this.saveWeightsOnly = given.saveWeightsOnly;
    this.verbose = checkNumber(where, "verbose", given.verbose, { integer: true, min: 0, max: 1 });
    this.initial =
      given.initialValueThreshold === undefined
        ? undefined
        : checkNumber(where, "initialValueThreshold", given.initialValueThreshold);
    this.best = this.initial;
    this.counter = new StepCounter(where, given.saveFreq);
    if (this.counter.batches !== undefined) {
      this.onBatchEnd = (batch, logs) =>
        this.counter.passed() ? this.consider(this.control?.epoch ?? 0, batch, logs) : undefined;
    }
  }

  /** Keeps the model to save it. */
  setModel(model: TrainingModel): void {
    this.model = model;
  }

  /** Says at once when the logs will not have what is monitored or stands in the file name. */
  setParams({ metrics }: FitParams): void {
    const inBatches = this.counter.batches !== undefined;
    const keys = inBatches ? metrics.filter((key) => !/^val[A-Z]/.test(key)) : metrics;
    if (this.saveBestOnly) this.monitor.check(keys);
    const names = ["epoch", ...(inBatches ? ["batch"] : []), ...keys];
    const missing = this.template.names.find((name) => !names.includes(name));
    if (missing !== undefined) throw absent("modelCheckpoint", this.filepath, missing, names);
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.best = this.initial;
    this.counter.reset();
  }

  /** Keeps what tells the epoch. */
  setControl(control: FitControl): void {
    this.control = control;
  }

  /** Saves the model if it is time. */
  onEpochEnd(epoch: number, logs: Logs): Promise<void> | undefined {
    return this.counter.batches === undefined ? this.consider(epoch, undefined, logs) : undefined;
  }

  /** The best value so far, and where batches are counted. */
  getState(): CallbackState {
    return { best: this.best, lastSaved: this.lastSaved, passed: this.counter.count };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.best = state.best as number | undefined;
    this.lastSaved = state.lastSaved as string | undefined;
    this.counter.count = state.passed as number;
  }

  private consider(epoch: number, batch: number | undefined, logs: Logs): Promise<void> | undefined {
    const before = this.best;
    if (this.saveBestOnly) {
      const value = this.monitor.read(logs);
      if (!this.monitor.better(value, before)) return undefined;
      this.best = value;
    }
    // Epochs and batches are counted from 1 in names, as Keras does.
    const place = this.template.fill({
      epoch: epoch + 1,
      ...(batch === undefined ? {} : { batch: batch + 1 }),
      ...logs,
    });
    return this.save(place, epoch, before);
  }

  private async save(place: string, epoch: number, before: number | undefined): Promise<void> {
    const { model } = this;
    if (model === undefined)
      throw new Error("modelCheckpoint: there is no model; pass it to fit in callbacks");
    await makeFolderOf("modelCheckpoint", place);
    await (this.saveWeightsOnly ? model.saveWeights(place) : model.save(place));
    this.lastSaved = place;
    if (this.verbose === 0) return;
    const { key } = this.monitor;
    const why = this.saveBestOnly
      ? `${key} went from ${before === undefined ? "nothing" : shortNumber(before)} to ${shortNumber(this.best as number)}, `
      : "";
    console.log(`epoch ${epoch + 1}: ${why}saved ${place}`);
  }
}

function checkEnding(filepath: unknown, weights: boolean): void {
  const endings = weights ? [".weights.h5", ".safetensors"] : [".keras", ".h5"];
  const name = typeof filepath === "string" ? filepath.toLowerCase() : "";
  const good = endings.some((ending) => name.endsWith(ending)) && (weights || !name.endsWith(".weights.h5"));
  if (good) return;
  throw new TypeError(
    `modelCheckpoint: received ${show(filepath)}, expected a name that ends in ${endings.join(" or ")}, because ` +
      `${weights ? "saveWeightsOnly is true" : "the whole model is saved; or give saveWeightsOnly: true"}`,
  );
}

/**
 * A callback that saves the model, or its weights, after each epoch or after some batches; with `saveBestOnly` when a number in
 * the logs is the best so far.
 *
 * @param filepath - Where to, as for `model.save`. Numbers can stand in it as in Keras: `{epoch:02d}` (counted from 1),
 *   `{batch}`, and every key of the logs in either spelling, `{val_loss:.2f}` or `{valLoss:.2f}`. Folders are made.
 * @throws TypeError or RangeError for a name of another ending and options out of range; Error before training when the logs
 *   will not have what is monitored or stands in the name.
 * @example
 * modelCheckpoint("best.keras", { monitor: "valAccuracy", saveBestOnly: true });
 */
export function modelCheckpoint(filepath: string, options: ModelCheckpointOptions = {}): ModelCheckpoint {
  return new ModelCheckpoint(filepath, options);
}
