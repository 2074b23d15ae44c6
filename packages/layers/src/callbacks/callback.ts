import type { NdArrayLike } from "@wellfit/core";
import type { FitControl } from "../models/fit-control";
import type { Optimizer } from "../optimizers/optimizer";

/** The numbers of an epoch or batch by their names: `loss`, `accuracy`, `valLoss`, `valAccuracy`. */
export type Logs = Readonly<Record<string, number>>;

/** What a callback may do with the model that is being trained. */
export interface TrainingModel {
  /** The name of the model. */
  readonly name: string;
  /** Set it to true to end training after this epoch or batch. */
  stopTraining: boolean;
  /** The optimizer, whose `learningRate` may be set. */
  readonly optimizer: Optimizer;
  /** Copies of all weights. */
  getWeights(): NdArrayLike[];
  /** Replaces all weights. */
  setWeights(weights: readonly NdArrayLike[]): void;
  /** Saves the model to a file. */
  save(place: string): Promise<void>;
  /** Saves the weights to a file. */
  saveWeights(place: string): Promise<void>;
}

/** How `fit` was called. */
export interface FitParams {
  /** The number of epochs asked for. */
  readonly epochs: number;
  /** The number of steps in an epoch, when it is known before the first has ended. */
  readonly steps: number | undefined;
  /** The names that logs will have. */
  readonly metrics: readonly string[];
}

/**
 * What a callback remembers, so that an interrupted training can go on: plain values, typed arrays and `{ data, shape }`,
 * in objects and lists.
 */
export type CallbackState = Readonly<Record<string, unknown>>;

/** Where a loss or a gradient stopped being finite, and why. */
export interface NonFinite extends Error {
  /** The epoch, counted from 0. */
  readonly epoch: number;
  /** The batch within the epoch, counted from 0. */
  readonly batch: number;
  /** The first layer where a number was not finite, when it was in one. */
  readonly layer: string | undefined;
}

/**
 * What is called while `fit` runs. Every hook is optional; training waits for those that return a promise and for no
 * others. Epochs and batches are counted from 0.
 *
 * @example
 * const callback: Callback = { onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) };
 */
export interface Callback {
  /** Receives the model before anything else. */
  setModel?(model: TrainingModel): void;
  /** Receives how `fit` was called. */
  setParams?(params: FitParams): void;
  /** Receives what a training can be asked, and how to make it go on from another place. */
  setControl?(control: FitControl): void;
  /** Before the first epoch. */
  onTrainBegin?(): void | Promise<void>;
  /** After the last epoch, also when training was aborted or diverged. */
  onTrainEnd?(logs: Logs): void | Promise<void>;
  /** Before each epoch. */
  onEpochBegin?(epoch: number): void | Promise<void>;
  /** After each epoch, with its means and those on validation data. */
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  /** Before each batch. */
  onBatchBegin?(batch: number): void | Promise<void>;
  /** After each batch, with the means since the epoch began. */
  onBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  /** Before the model is judged by validation data. */
  onTestBegin?(): void | Promise<void>;
  /** After it was. */
  onTestEnd?(): void | Promise<void>;
  /** When a loss or a gradient is not finite; true ends training without an error. */
  onNonFinite?(what: NonFinite): boolean;
  /** What it remembers; called between the other hooks. */
  getState?(): CallbackState;
  /** Goes on from what `getState` gave, perhaps in another process; called after every `onTrainBegin`. */
  setState?(state: CallbackState): void | Promise<void>;
  /** Whether its hooks come after those of all others, because it looks at what they made. */
  readonly runsLast?: boolean;
}
