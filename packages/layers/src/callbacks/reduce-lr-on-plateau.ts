import { checkNumber, readOptions } from "../common/options";
import type { Callback, CallbackState, FitParams, Logs, TrainingModel } from "./callback";
import { type Monitor, type MonitorMode, monitorOf } from "./monitor";
import { checkRateIsANumber } from "./rate";
import { shortNumber } from "./short-number";

/** Options of {@link reduceLrOnPlateau}. */
export interface ReduceLrOnPlateauOptions {
  /** What is watched: a key of the logs. Default "valLoss". */
  readonly monitor?: string;
  /** Which way is better. Default "auto": up for accuracies and their like, down for the rest. */
  readonly mode?: MonitorMode;
  /** What the learning rate is multiplied by, above 0 and below 1. Default 0.1. */
  readonly factor?: number;
  /** How many epochs without an improvement are borne. Default 10. */
  readonly patience?: number;
  /** A change counts as an improvement only when it is larger than this. Default 1e-4. */
  readonly minDelta?: number;
  /** For so many epochs after a reduction nothing is counted. Default 0. */
  readonly cooldown?: number;
  /** The rate never goes below this. Default 0. */
  readonly minLr?: number;
  /** 1 prints a line when the rate is reduced. Default 0. */
  readonly verbose?: 0 | 1;
}

/** A change of the learning rate. */
export interface RateChange {
  /** The epoch, counted from 0, after which it was changed. */
  readonly epoch: number;
  /** The rate before. */
  readonly from: number;
  /** The rate after. */
  readonly to: number;
}

/** What {@link reduceLrOnPlateau} returns: a callback that tells what it did. */
export class ReduceLrOnPlateau implements Callback {
  /** The best value so far. */
  best: number | undefined;
  /** The number of epochs since the last improvement or reduction. */
  wait = 0;
  /** The number of epochs in which nothing will be counted. */
  cooldownCounter = 0;
  /** The reductions so far. */
  changes: readonly RateChange[] = [];
  private readonly monitor: Monitor;
  private readonly factor: number;
  private readonly patience: number;
  private readonly cooldown: number;
  private readonly minLr: number;
  private readonly verbose: number;
  private model: TrainingModel | undefined;

  /** Reads the options. */
  constructor(options: ReduceLrOnPlateauOptions = {}) {
    const where = "reduceLrOnPlateau";
    const given = readOptions(where, options, {
      monitor: "valLoss",
      mode: "auto" as MonitorMode,
      factor: 0.1,
      patience: 10,
      minDelta: 1e-4,
      cooldown: 0,
      minLr: 0,
      verbose: 0,
    });
    this.factor = checkNumber(where, "factor", given.factor, { above: 0, below: 1 });
    this.patience = checkNumber(where, "patience", given.patience, { integer: true, min: 0 });
    this.cooldown = checkNumber(where, "cooldown", given.cooldown, { integer: true, min: 0 });
    this.minLr = checkNumber(where, "minLr", given.minLr, { min: 0 });
    this.verbose = checkNumber(where, "verbose", given.verbose, { integer: true, min: 0, max: 1 });
    const minDelta = checkNumber(where, "minDelta", given.minDelta, { min: 0 });
    this.monitor = monitorOf(where, given.monitor, given.mode, minDelta);
  }

  /** Keeps the model to change its rate. */
  setModel(model: TrainingModel): void {
    this.model = model;
    checkRateIsANumber("reduceLrOnPlateau", model.optimizer);
  }

  /** Says at once when the logs will not have what is monitored. */
  setParams({ metrics }: FitParams): void {
    this.monitor.check(metrics);
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.best = undefined;
    this.wait = 0;
    this.cooldownCounter = 0;
    this.changes = [];
  }

  /** Looks at the monitored number. */
  onEpochEnd(epoch: number, logs: Logs): void {
    const value = this.monitor.read(logs);
    if (this.cooldownCounter > 0) {
      this.cooldownCounter--;
      this.wait = 0;
    }
    if (this.monitor.better(value, this.best)) {
      this.best = value;
      this.wait = 0;
    } else if (this.cooldownCounter === 0) {
      this.wait++;
      if (this.wait >= this.patience) this.reduce(epoch);
    }
  }

  /** What it has seen and done. */
  getState(): CallbackState {
    const { best, wait, cooldownCounter, changes } = this;
    return { best, wait, cooldownCounter, changes };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.best = state.best as number | undefined;
    this.wait = state.wait as number;
    this.cooldownCounter = state.cooldownCounter as number;
    this.changes = state.changes as RateChange[];
  }

  private reduce(epoch: number): void {
    const optimizer = this.model?.optimizer;
    if (optimizer === undefined || optimizer.learningRate <= this.minLr) return;
    const from = optimizer.learningRate;
    const to = Math.max(from * this.factor, this.minLr);
    optimizer.learningRate = to;
    this.cooldownCounter = this.cooldown;
    this.wait = 0;
    this.changes = [...this.changes, { epoch, from, to }];
    if (this.verbose > 0) {
      console.log(`epoch ${epoch + 1}: the learning rate is reduced to ${shortNumber(to)}`);
    }
  }
}

/**
 * A callback that multiplies the learning rate by `factor` when a number in the logs has not improved for `patience` epochs.
 *
 * @throws RangeError or TypeError for options out of range or unknown; Error before training when the logs will have no such
 *   key, TypeError when the optimizer's learning rate follows a schedule.
 * @example
 * reduceLrOnPlateau({ monitor: "valLoss", factor: 0.5, patience: 5, minLr: 1e-5 });
 */
export function reduceLrOnPlateau(options: ReduceLrOnPlateauOptions = {}): ReduceLrOnPlateau {
  return new ReduceLrOnPlateau(options);
}
