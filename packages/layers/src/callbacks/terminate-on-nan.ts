import { readOptions } from "../common/options";
import type { Callback, NonFinite, TrainingModel } from "./callback";

/** What {@link terminateOnNan} returns: a callback that tells why it ended training. */
export class TerminateOnNan implements Callback {
  /** Why training was ended, as text with the first layer where it happened and what to do; `undefined` when it was not. */
  reason: string | undefined;
  /** The epoch, counted from 0, in which training was ended. */
  stoppedEpoch: number | undefined;
  /** The first layer where a number was not finite, when it was in one. */
  layer: string | undefined;
  private model: TrainingModel | undefined;

  /** Keeps the model to stop it. */
  setModel(model: TrainingModel): void {
    this.model = model;
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.reason = undefined;
    this.stoppedEpoch = undefined;
    this.layer = undefined;
  }

  /** Ends training without an error and keeps the reason. */
  onNonFinite(what: NonFinite): boolean {
    this.reason = what.message;
    this.stoppedEpoch = what.epoch;
    this.layer = what.layer;
    if (this.model) this.model.stopTraining = true;
    return true;
  }
}

/**
 * A callback that ends training quietly when the loss or a gradient is no longer finite, and keeps why: the first layer where
 * it happened, the ranges of inputs and targets, and what to do. Without it `fit` rejects with a `NonFiniteError` that says the
 * same. Either way the step is not taken, and the model keeps the weights from before it.
 *
 * @throws TypeError for options, because there are none.
 * @example
 * const nan = terminateOnNan();
 * await model.fit(x, y, { callbacks: [nan] });
 * nan.reason; // undefined, or what happened
 */
export function terminateOnNan(options: Readonly<Record<never, never>> = {}): TerminateOnNan {
  readOptions("terminateOnNan", options, {});
  return new TerminateOnNan();
}
