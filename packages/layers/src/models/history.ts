import type { FitParams } from "../callbacks/callback";

/** What happened in a training. */
export interface History {
  /** The numbers of the epochs, from 0. */
  readonly epoch: readonly number[];
  /** The numbers of each epoch by their names: `loss`, `accuracy`, `valLoss`, `valAccuracy`. */
  readonly history: HistoryRecord;
  /** How `fit` was called. */
  readonly params: FitParams;
}

/** A list of numbers, one an epoch, for each name. */
export interface HistoryRecord {
  /** The training loss of each epoch. */
  readonly loss: number[];
  readonly [name: string]: number[];
}
