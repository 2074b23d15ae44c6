import type { NdArrayLike } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { Callback, CallbackState, FitParams, Logs, TrainingModel } from "./callback";
import { type Monitor, type MonitorMode, monitorOf } from "./monitor";
import { noChangeTrigger } from "./triggers/no-change-trigger";
import { readTriggers, type StoppingTrigger } from "./triggers/trigger";

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** What is watched: a key of the logs. Default "valLoss". */
  readonly monitor?: string;
  /** Which way is better. Default "auto": up for accuracies and their like, down for the rest. */
  readonly mode?: MonitorMode;
  /** How many epochs without an improvement are borne. Default 0. */
  readonly patience?: number;
  /** A change counts as an improvement only when it is larger than this. Default 0. */
  readonly minDelta?: number;
  /** An improvement ends the wait only when it is better than this as well. Default none. */
  readonly baseline?: number;
  /** Whether the model ends with the weights of its best epoch instead of the last. Default false. */
  readonly restoreBestWeights?: boolean;
  /** The epoch, counted from 0, before which nothing is watched. Default 0. */
  readonly startFromEpoch?: number;
  /** What ends training in place of `patience`: a trigger, or several of which one is enough. Default noChangeTrigger. */
  readonly trigger?: StoppingTrigger | readonly StoppingTrigger[];
  /** 1 prints why training was stopped. Default 0. */
  readonly verbose?: 0 | 1;
}

/** What {@link earlyStopping} returns: a callback that tells what it saw. */
export class EarlyStopping implements Callback {
  /** The epoch, counted from 0, after which training was stopped; `undefined` when it was not. */
  stoppedEpoch: number | undefined;
  /** Why training was stopped, as text; `undefined` when it was not. */
  reason: string | undefined;
  /** The best value so far. */
  best: number | undefined;
  /** The epoch of the best value, counted from 0. */
  bestEpoch = 0;
  /** The number of epochs since the last improvement. */
  wait = 0;
  private readonly monitor: Monitor;
  private readonly triggers: readonly StoppingTrigger[];
  private readonly memory: number;
  private readonly baseline: number | undefined;
  private readonly restoreBestWeights: boolean;
  private readonly startFromEpoch: number;
  private readonly verbose: number;
  private model: TrainingModel | undefined;
  private values: number[] = [];
  private bestWeights: NdArrayLike[] | undefined;

  /** Reads the options. */
  constructor(options: EarlyStoppingOptions = {}) {
    const where = "earlyStopping";
    const given = readOptions(where, options, {
      monitor: "valLoss",
      mode: "auto" as MonitorMode,
      patience: undefined as number | undefined,
      minDelta: 0,
      baseline: undefined as number | undefined,
      restoreBestWeights: false,
      startFromEpoch: 0,
      trigger: undefined as EarlyStoppingOptions["trigger"],
      verbose: 0,
    });
    const patience = checkNumber(where, "patience", given.patience ?? 0, { integer: true, min: 0 });
    if (given.trigger !== undefined && given.patience !== undefined) {
      throw new TypeError(
        `${where}: received trigger and patience, expected one of them; noChangeTrigger({ epochs: ${patience} }) among the ` +
          "triggers is this patience",
      );
    }
    this.triggers = readTriggers(`${where}: trigger`, given.trigger ?? noChangeTrigger({ epochs: patience }));
    this.memory = Math.max(...this.triggers.map((trigger) => trigger.memory)) + 1;
    this.baseline = given.baseline === undefined ? undefined : checkNumber(where, "baseline", given.baseline);
    this.startFromEpoch = checkNumber(where, "startFromEpoch", given.startFromEpoch, {
      integer: true,
      min: 0,
    });
    this.restoreBestWeights = given.restoreBestWeights;
    this.verbose = checkNumber(where, "verbose", given.verbose, { integer: true, min: 0, max: 1 });
    const minDelta = checkNumber(where, "minDelta", given.minDelta);
    this.monitor = monitorOf(where, given.monitor, given.mode, minDelta);
  }

  /** Keeps the model to stop it and to restore its weights. */
  setModel(model: TrainingModel): void {
    this.model = model;
  }

  /** Says at once when the logs will not have what is monitored. */
  setParams({ metrics }: FitParams): void {
    this.monitor.check(metrics);
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.stoppedEpoch = undefined;
    this.reason = undefined;
    this.best = undefined;
    this.bestEpoch = 0;
    this.wait = 0;
    this.values = [];
    this.bestWeights = undefined;
  }

  /** Looks at the monitored number. */
  onEpochEnd(epoch: number, logs: Logs): void {
    const value = this.monitor.read(logs);
    if (epoch < this.startFromEpoch) return;
    this.values = [...this.values, value].slice(-this.memory);
    this.wait++;
    const improved = this.monitor.better(value, this.best);
    if (improved) {
      this.best = value;
      this.bestEpoch = epoch;
      if (this.restoreBestWeights) this.bestWeights = this.model?.getWeights();
      if (this.baseline === undefined || this.monitor.better(value, this.baseline)) this.wait = 0;
    }
    const { key, higher } = this.monitor;
    const { values, wait, best = value, bestEpoch } = this;
    for (const trigger of this.triggers) {
      const reason = trigger.check({ epoch, key, higher, values, improved, wait, best, bestEpoch });
      if (reason === undefined) continue;
      this.stoppedEpoch = epoch;
      this.reason = reason;
      if (this.model) this.model.stopTraining = true;
      return;
    }
  }

  /** Restores the best weights, also when training was not stopped early. */
  onTrainEnd(): void {
    if (this.verbose > 0 && this.stoppedEpoch !== undefined) {
      console.log(`epoch ${this.stoppedEpoch + 1}: stopped early, because ${this.reason}`);
    }
    if (this.bestWeights !== undefined) this.model?.setWeights(this.bestWeights);
    this.bestWeights = undefined;
  }

  /** What it has seen, the best weights included. */
  getState(): CallbackState {
    const { stoppedEpoch, reason, best, bestEpoch, wait, values, bestWeights } = this;
    return { stoppedEpoch, reason, best, bestEpoch, wait, values, bestWeights };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.stoppedEpoch = state.stoppedEpoch as number | undefined;
    this.reason = state.reason as string | undefined;
    this.best = state.best as number | undefined;
    this.bestEpoch = state.bestEpoch as number;
    this.wait = state.wait as number;
    this.values = [...(state.values as number[])];
    this.bestWeights = state.bestWeights as NdArrayLike[] | undefined;
  }
}

/**
 * A callback that ends training when a number in the logs has not improved for `patience` epochs, or when another trigger
 * says so: `noChangeTrigger`, `absoluteChangeTrigger`, `decreaseTrigger`, `averageChangeTrigger`, or one of your own.
 *
 * @throws RangeError or TypeError for options out of range or unknown; Error before training when the logs will have no such
 *   key, with those they will have.
 * @example
 * earlyStopping({ monitor: "valLoss", mode: "min", patience: 200, restoreBestWeights: true });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): EarlyStopping {
  return new EarlyStopping(options);
}
