import { checkChoice, checkNumber, readOptions, show } from "../common/options";
import type { FitControl } from "../models/fit-control";
import type { Network } from "../models/network";
import { isNode, splitScheme } from "../serialization/places/environment";
import type { HyperParameters } from "../tensorboard/hparams";
import type { HistogramKind, RunSettings, TensorBoardRun } from "../tensorboard/run";
import type { EventWriter } from "../tensorboard/sinks";
import type { Callback, CallbackState, FitParams, Logs, TrainingModel } from "./callback";
import type { BatchStatisticsOptions } from "./statistics/statistics-callback";

/** Options of {@link tensorBoard}. */
export interface TensorBoardOptions {
  /** What histograms are written of, for each layer. Default none. */
  readonly histograms?: readonly HistogramKind[];
  /** Histograms are written every so many epochs, from the first on. Default 1. */
  readonly histogramFreq?: number;
  /** The rows for histograms of gradients and activations: inputs and targets. Default: the last batch of the epoch. */
  readonly data?: BatchStatisticsOptions["data"];
  /** Numbers of epochs alone, of every batch too, or of every so many batches. Default "epoch". */
  readonly updateFreq?: "epoch" | "batch" | number;
  /** Whether the layers and what flows between them are written. Default true. */
  readonly writeGraph?: boolean;
  /** What the run was made with, for the page of hyper-parameters: numbers, texts, true or false by name. Default none. */
  readonly hparams?: HyperParameters;
  /** Receives the files instead of the folder: a name such as "train/events.out.tfevents.…", and bytes to add. */
  readonly writer?: EventWriter;
}

/** What {@link tensorBoard} returns. */
export class TensorBoard implements Callback {
  /** Is there only when batches are written, because hooks for batches cost time. */
  readonly onBatchEnd?: (batch: number, logs: Logs) => Promise<void> | undefined;
  private readonly settings: RunSettings;
  private model: Network | undefined;
  private params: FitParams | undefined;
  private control: FitControl | undefined;
  private run: TensorBoardRun | undefined;
  /** The batches so far, of earlier trainings of the model too. */
  private step = 0;

  /** Reads the options. */
  constructor(logDir: string, options: TensorBoardOptions = {}) {
    const where = "tensorBoard";
    const given = readOptions(where, options, {
      histograms: [] as readonly HistogramKind[],
      histogramFreq: 1,
      data: undefined as BatchStatisticsOptions["data"],
      updateFreq: "epoch" as "epoch" | "batch" | number,
      writeGraph: true,
      hparams: undefined as HyperParameters | undefined,
      writer: undefined as EventWriter | undefined,
    });
    checkPlace(where, logDir, given.writer);
    if (!Array.isArray(given.histograms)) {
      throw new TypeError(
        `${where}: received histograms ${show(given.histograms)}, expected an array such as ["weights", "gradients"]`,
      );
    }
    for (const kind of given.histograms) {
      checkChoice(where, "among histograms", kind, ["weights", "gradients", "activations"]);
    }
    checkNumber(where, "histogramFreq", given.histogramFreq, { integer: true, min: 1 });
    checkHyperParameters(where, given.hparams);
    this.settings = { ...given, logDir };
    const every = batchesBetween(where, given.updateFreq);
    if (every !== undefined) this.onBatchEnd = (_, logs) => this.batch(every, logs);
  }

  /** Keeps the model. */
  setModel(model: TrainingModel): void {
    this.model = model as Network;
  }

  /** Keeps how `fit` was called. */
  setParams(params: FitParams): void {
    this.params = params;
  }

  /** Keeps what has the last batch. */
  setControl(control: FitControl): void {
    this.control = control;
  }

  /** Begins the files. What writes them is loaded here, so that a program without them does not carry it. */
  async onTrainBegin(): Promise<void> {
    const { model, params, control } = this;
    if (model === undefined || params === undefined || control === undefined) {
      throw new Error("tensorBoard: there is no training; pass the callback to fit in callbacks");
    }
    const { TensorBoardRun } = await import("../tensorboard/run");
    this.step = model.randomStep.data()[0] as number;
    this.run = new TensorBoardRun(this.settings, model, params, control);
    await this.run.begin();
  }

  /** Writes the numbers of an epoch. */
  async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    const step = this.model?.randomStep.data()[0] as number;
    await this.run?.epoch(epoch, step, logs);
  }

  /** Ends the files. */
  async onTrainEnd(): Promise<void> {
    await this.run?.end();
    this.run = undefined;
  }

  /** The batches so far. */
  getState(): CallbackState {
    return { step: this.step };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.step = state.step as number;
  }

  private batch(every: number, logs: Logs): Promise<void> | undefined {
    const step = this.step++;
    return step % every === 0 ? this.run?.batch(step, logs) : undefined;
  }
}

function batchesBetween(where: string, freq: "epoch" | "batch" | number): number | undefined {
  if (freq === "epoch") return undefined;
  if (freq === "batch") return 1;
  if (typeof freq === "string") {
    throw new TypeError(
      `${where}: received updateFreq ${show(freq)}, expected "epoch", "batch" or a number of batches`,
    );
  }
  return checkNumber(where, "updateFreq", freq, { integer: true, min: 1 });
}

function checkPlace(where: string, logDir: unknown, writer: unknown): void {
  if (typeof logDir !== "string" || logDir === "") {
    throw new TypeError(`${where}: received ${show(logDir)}, expected a folder such as "logs/first"`);
  }
  if (writer !== undefined) {
    if (typeof writer === "function") return;
    throw new TypeError(
      `${where}: received writer ${show(writer)}, expected a function such as (file, bytes) => …`,
    );
  }
  if (isNode() && splitScheme(logDir) === undefined) return;
  throw new TypeError(
    `${where}: received ${show(logDir)}, but there are no folders to write to here; give writer, a function that receives the name ` +
      "of a file and bytes to add to it",
  );
}

function checkHyperParameters(where: string, given: unknown): void {
  if (given === undefined) return;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(
      `${where}: received hparams ${show(given)}, expected an object such as { units: 64 }`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") continue;
    throw new TypeError(
      `${where}: received ${show(value)} for the hyper-parameter ${JSON.stringify(name)}, expected a number, text, true or false`,
    );
  }
}

/**
 * A callback that writes what TensorBoard shows: the numbers of the logs in `train/` and `validation/` under Keras's tags
 * (`epoch_loss`, `batch_loss`), the learning rate, histograms of weights, gradients and activations for each layer
 * (`weights/dense/kernel`, `gradients/dense/kernel`, `activations/dense`), the graph of the layers, and hyper-parameters. Look at
 * them with `tensorboard --logdir logs`.
 *
 * Histograms of gradients and activations are computed by programs of their own, so that training itself is as quick as without.
 *
 * @param logDir - A folder, one for each run so that they can be compared; it is made.
 * @throws TypeError or RangeError for options out of range or unknown, and where there are no folders and no writer is given.
 * @example
 * const files = new Map<string, Uint8Array[]>();
 * const writer = (file: string, bytes: Uint8Array): void => {
 *   files.set(file, [...(files.get(file) ?? []), bytes]);
 * };
 * await model.fit(x, y, { epochs: 5, callbacks: [tensorBoard("logs/first", { histograms: ["weights", "gradients"], writer })] });
 */
export function tensorBoard(logDir: string, options: TensorBoardOptions = {}): TensorBoard {
  return new TensorBoard(logDir, options);
}
