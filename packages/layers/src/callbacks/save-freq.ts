import { checkNumber, show } from "../common/options";

/** When something is saved: after each epoch, or after so many batches. */
export type SaveFreq = "epoch" | number;

/** Counts batches, over the borders of epochs. */
export class StepCounter {
  /** So many batches lie between two times; `undefined` when epochs are counted. */
  readonly batches: number | undefined;
  /** The batches since the last time. */
  count = 0;

  constructor(where: string, freq: SaveFreq, option = "saveFreq") {
    if (typeof freq === "string") {
      if (freq === "epoch") return;
      throw new TypeError(
        `${where}: received ${option} ${show(freq)}, expected "epoch" or a number of batches`,
      );
    }
    this.batches = checkNumber(where, option, freq, { integer: true, min: 1 });
  }

  /** Forgets what was counted. */
  reset(): void {
    this.count = 0;
  }

  /** Counts a batch and says whether it is time. */
  passed(): boolean {
    if (this.batches === undefined || ++this.count < this.batches) return false;
    this.count = 0;
    return true;
  }
}
