import type { DataArray, NdArrayLike, Variable } from "@wellfit/core";

/** How far a training is: enough, with the model's and the optimizer's numbers, to go on as if it had not been stopped. */
export interface FitProgress {
  /** The epoch that is running or comes next, counted from 0. */
  readonly epoch: number;
  /** The batches of it that are done. */
  readonly batch: number;
  /** The epochs that are done. */
  readonly epochs: readonly number[];
  /** Their numbers by name. */
  readonly history: Readonly<Record<string, readonly number[]>>;
  /** The number of orders of rows that were drawn before the one of this epoch. */
  readonly rounds: number;
  /** What the running means of this epoch were added up to. */
  readonly meters: readonly NdArrayLike[];
  /** What the last step gave: the means so far. */
  readonly results: readonly number[];
  /** What decided which rows are kept to judge by; nothing without validationSplit. */
  readonly split: number | undefined;
  /** Whether training was to end there. */
  readonly stopped: boolean;
  /** What each callback that `fit` was given remembers; nothing for those that have no state. */
  readonly callbacks: readonly (Readonly<Record<string, unknown>> | undefined)[];
}

/** Rows of a batch: an entry for each input, and for each output. */
export interface BatchRows {
  /** The inputs. */
  readonly x: readonly NdArrayLike[];
  /** The targets; nothing for outputs that have no loss and no metric. */
  readonly y: readonly (NdArrayLike | undefined)[];
  /** The weight of each row, when there are weights. */
  readonly weights: readonly (NdArrayLike | undefined)[];
  /** The number of rows. */
  readonly rows: number;
}

/** What a callback can ask of a running training beside what it is told. */
export interface FitControl {
  /** The epoch that is running or comes next, counted from 0. */
  readonly epoch: number;
  /** The rows of the last batch that was trained on; none before the first. */
  lastBatch(): BatchRows;
  /** How far it is. */
  progress(): FitProgress;
  /** Makes it go on from there; called in `onTrainBegin`, after the model's and the optimizer's numbers were put back. */
  resume(from: FitProgress): void;
}

/** Copies of what variables hold. */
export function copiesOf(variables: readonly Variable[]): readonly NdArrayLike[] {
  return variables.map((v) => ({ data: v.data().slice() as DataArray, shape: v.shape }));
}
