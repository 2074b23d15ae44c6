import { readOptions } from "../../common/options";
import type { FitControl } from "../../models/fit-control";
import type { Callback, FitParams, TrainingModel } from "../callback";
import { type SaveFreq, StepCounter } from "../save-freq";
import { type BackupStore, readStore } from "./backup-store";
import { packState, unpackState } from "./pack-state";
import { type BackedUpModel, restoreTraining, type TrainingState, trainingState } from "./training-state";

/** Options of {@link backupAndRestore}. */
export interface BackupAndRestoreOptions {
  /** After each epoch, or after so many batches. Default "epoch". */
  readonly saveFreq?: SaveFreq;
  /** Whether the backup is removed when training has come to its end, by epochs or by a callback. Default true. */
  readonly deleteCheckpoint?: boolean;
}

/** What {@link backupAndRestore} returns: a callback that tells what it did. */
export class BackupAndRestore implements Callback {
  /** The epoch, counted from 0, and the batch within it, that training went on from; `undefined` when it began anew. */
  resumedFrom: { readonly epoch: number; readonly batch: number } | undefined;
  /** It looks at what other callbacks remember, so it comes after them. */
  readonly runsLast = true;
  /** Is there only when batches are counted, because hooks for batches cost time. */
  readonly onBatchEnd?: () => Promise<void> | undefined;
  private readonly store: BackupStore;
  private readonly deleteCheckpoint: boolean;
  private readonly counter: StepCounter;
  private model: BackedUpModel | undefined;
  private control: FitControl | undefined;
  private params: FitParams | undefined;

  /** Reads the options. */
  constructor(dir: string | BackupStore, options: BackupAndRestoreOptions = {}) {
    const where = "backupAndRestore";
    const given = readOptions(where, options, { saveFreq: "epoch" as SaveFreq, deleteCheckpoint: true });
    this.store = readStore(where, dir);
    this.deleteCheckpoint = given.deleteCheckpoint;
    this.counter = new StepCounter(where, given.saveFreq);
    if (this.counter.batches !== undefined) {
      this.onBatchEnd = () => (this.counter.passed() ? this.save() : undefined);
    }
  }

  /** Keeps the model. */
  setModel(model: TrainingModel): void {
    this.model = model as BackedUpModel;
  }

  /** Keeps how `fit` was called. */
  setParams(params: FitParams): void {
    this.params = params;
  }

  /** Keeps what tells how far training is. */
  setControl(control: FitControl): void {
    this.control = control;
  }

  /** Goes on from the backup, if there is one. */
  async onTrainBegin(): Promise<void> {
    this.resumedFrom = undefined;
    this.counter.reset();
    const bytes = await this.store.read();
    if (bytes === undefined) return;
    const { model, control } = this.inTraining();
    try {
      const state = unpackState(bytes) as TrainingState;
      restoreTraining(state, model, control, this.params?.steps);
      const { epoch, batch } = state.progress;
      this.resumedFrom = { epoch, batch };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `backupAndRestore: the backup cannot be gone on from: ${why}. Make model, optimizer and data as they were, or remove the ` +
          "backup to begin anew",
      );
    }
  }

  /** Saves after an epoch, unless batches are counted. */
  onEpochEnd(): Promise<void> | undefined {
    return this.counter.batches === undefined ? this.save() : undefined;
  }

  /** Removes the backup, unless training was cut short. */
  async onTrainEnd(): Promise<void> {
    const { model, control } = this.inTraining();
    const done = model.stopTraining || control.epoch >= (this.params?.epochs ?? 0);
    if (done && this.deleteCheckpoint) await this.store.remove();
  }

  private async save(): Promise<void> {
    const { model, control } = this.inTraining();
    await this.store.write(packState(trainingState(model, control, this.params?.steps)));
  }

  private inTraining(): { readonly model: BackedUpModel; readonly control: FitControl } {
    const { model, control } = this;
    if (model !== undefined && control !== undefined) return { model, control };
    throw new Error("backupAndRestore: there is no training; pass the callback to fit in callbacks");
  }
}

/**
 * A callback that keeps a training safe: when the process ends before the training does, the next `fit` with the same folder
 * goes on from the last backup and gives, bit for bit, what the training would have given without the interruption. Kept are
 * the weights, what the optimizer remembers, the learning rate, the place in the epoch and in the order of rows, the state of
 * random numbers, the history, and what other callbacks remember.
 *
 * The program that goes on makes the model, the data and the callbacks in the same way as the one before. Batches that come one by
 * one must come in the same way too.
 *
 * @param dir - A folder (Node), which is made; or an object that keeps bytes, for elsewhere. Each backup is written to a temporary
 *   name, put on the disk and renamed, so that a process that is killed leaves a whole one.
 * @throws TypeError or RangeError for options out of range; Error in training for a backup that is damaged or belongs to another
 *   model, optimizer or split of the rows.
 * @example
 * let kept: Uint8Array | undefined;
 * const memory: BackupStore = {
 *   read: async () => kept,
 *   write: async (bytes) => void (kept = bytes),
 *   remove: async () => void (kept = undefined),
 * };
 * await model.fit(x, y, { epochs: 100, callbacks: [backupAndRestore(memory, { saveFreq: 10 })] });
 */
export function backupAndRestore(
  dir: string | BackupStore,
  options: BackupAndRestoreOptions = {},
): BackupAndRestore {
  return new BackupAndRestore(dir, options);
}
