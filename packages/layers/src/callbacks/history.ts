import { readOptions } from "../common/options";
import type { Callback, CallbackState, Logs } from "./callback";

/** What {@link history} returns: a callback that keeps the numbers of all epochs. */
export class HistoryCallback implements Callback {
  /** The numbers of the epochs, from 0. */
  epoch: readonly number[] = [];
  /** The numbers of each epoch by their names. */
  history: Readonly<Record<string, readonly number[]>> = {};

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.epoch = [];
    this.history = {};
  }

  /** Notes the numbers of an epoch. */
  onEpochEnd(epoch: number, logs: Logs): void {
    (this.epoch as number[]).push(epoch);
    for (const [key, value] of Object.entries(logs)) {
      ((this.history as Record<string, number[]>)[key] ??= []).push(value);
    }
  }

  /** All that it keeps. */
  getState(): CallbackState {
    return { epoch: this.epoch, history: this.history };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.epoch = [...(state.epoch as number[])];
    this.history = Object.fromEntries(
      Object.entries(state.history as Record<string, number[]>).map(([key, values]) => [key, [...values]]),
    );
  }
}

/**
 * A callback that keeps the numbers of all epochs. `fit` resolves with the same; this one has them while training runs, and
 * also when it ends with an error.
 *
 * @throws TypeError for options, because there are none.
 * @example
 * const kept = history();
 * await model.fit(x, y, { callbacks: [kept] });
 * kept.history.loss;
 */
export function history(options: Readonly<Record<never, never>> = {}): HistoryCallback {
  readOptions("history", options, {});
  return new HistoryCallback();
}
