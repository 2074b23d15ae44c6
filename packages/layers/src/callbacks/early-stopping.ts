import type { NdArrayLike } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { Callback, Logs, TrainingModel } from "./callback";
import { type Monitor, type MonitorMode, monitorOf } from "./monitor";

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** What is watched: a key of the logs. Default "valLoss". */
  readonly monitor?: string;
  /** Which way is better. Default "auto": up for accuracies and their like, down for the rest. */
  readonly mode?: MonitorMode;
  /** How many epochs without an improvement are borne. Default 0. */
  readonly patience?: number;
  /** A change counts only when it is larger than this. Default 0. */
  readonly minDelta?: number;
  /** An improvement ends the wait only when it is better than this as well. Default none. */
  readonly baseline?: number;
  /** Whether the model ends with the weights of its best epoch instead of the last. Default false. */
  readonly restoreBestWeights?: boolean;
  /** The epoch, counted from 0, before which nothing is watched. Default 0. */
  readonly startFromEpoch?: number;
}

/** What {@link earlyStopping} returns: a callback that tells what it saw. */
export class EarlyStopping implements Callback {
  /** The epoch, counted from 0, after which training was stopped; `undefined` when it was not. */
  stoppedEpoch: number | undefined;
  /** The best value so far. */
  best: number | undefined;
  /** The epoch of the best value, counted from 0. */
  bestEpoch = 0;
  /** The number of epochs since the last improvement. */
  wait = 0;
  private readonly monitor: Monitor;
  private readonly patience: number;
  private readonly baseline: number | undefined;
  private readonly restoreBestWeights: boolean;
  private readonly startFromEpoch: number;
  private model: TrainingModel | undefined;
  private bestWeights: NdArrayLike[] | undefined;

  /** Reads the options. */
  constructor(options: EarlyStoppingOptions = {}) {
    const where = "earlyStopping";
    const given = readOptions(where, options, {
      monitor: "valLoss",
      mode: "auto" as MonitorMode,
      patience: 0,
      minDelta: 0,
      baseline: undefined as number | undefined,
      restoreBestWeights: false,
      startFromEpoch: 0,
    });
    this.patience = checkNumber(where, "patience", given.patience, { integer: true, min: 0 });
    this.baseline = given.baseline === undefined ? undefined : checkNumber(where, "baseline", given.baseline);
    this.startFromEpoch = checkNumber(where, "startFromEpoch", given.startFromEpoch, {
      integer: true,
      min: 0,
    });
    this.restoreBestWeights = given.restoreBestWeights;
    const minDelta = checkNumber(where, "minDelta", given.minDelta);
    this.monitor = monitorOf(where, given.monitor, given.mode, minDelta);
  }

  /** Keeps the model to stop it and to restore its weights. */
  setModel(model: TrainingModel): void {
    this.model = model;
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.stoppedEpoch = undefined;
    this.best = undefined;
    this.bestEpoch = 0;
    this.wait = 0;
    this.bestWeights = undefined;
  }

  /** Looks at the monitored number. */
  onEpochEnd(epoch: number, logs: Logs): void {
    const value = this.monitor.read(logs);
    if (epoch < this.startFromEpoch) return;
    this.wait++;
    if (this.monitor.better(value, this.best)) {
      this.best = value;
      this.bestEpoch = epoch;
      if (this.restoreBestWeights) this.bestWeights = this.model?.getWeights();
      if (this.baseline === undefined || this.monitor.better(value, this.baseline)) this.wait = 0;
      return;
    }
    if (this.wait >= this.patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      if (this.model) this.model.stopTraining = true;
    }
  }

  /** Restores the best weights, also when training was not stopped early. */
  onTrainEnd(): void {
    if (this.bestWeights !== undefined) this.model?.setWeights(this.bestWeights);
    this.bestWeights = undefined;
  }
}

/**
 * A callback that ends training when a number in the logs has not improved for `patience` epochs.
 *
 * @throws RangeError or TypeError for options out of range or unknown; Error in training when the logs have no such key.
 * @example
 * earlyStopping({ monitor: "valLoss", mode: "min", patience: 200, restoreBestWeights: true });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): EarlyStopping {
  return new EarlyStopping(options);
}
