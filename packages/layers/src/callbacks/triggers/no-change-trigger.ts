import { checkNumber, readOptions } from "../../common/options";
import { shortNumber } from "../short-number";
import type { StoppingTrigger } from "./trigger";

/** Options of {@link noChangeTrigger}. */
export interface NoChangeTriggerOptions {
  /** How many epochs without an improvement are borne. Default 0. */
  readonly epochs?: number;
}

/**
 * Ends training when the monitored number has not improved on its best, by more than `minDelta` of `earlyStopping`, for so
 * many epochs: Keras's `patience`, and what `earlyStopping` does when no trigger is given.
 *
 * With `b` the epoch of the best, training ends after the first epoch `t > 0` that is not the best and has
 * `t - b >= epochs`.
 *
 * @throws RangeError for a negative or broken number of epochs, TypeError for an unknown option.
 * @example
 * earlyStopping({ trigger: noChangeTrigger({ epochs: 20 }) }); // the same as patience: 20
 */
export function noChangeTrigger(options: NoChangeTriggerOptions = {}): StoppingTrigger {
  const { epochs } = readOptions("noChangeTrigger", options, { epochs: 0 });
  checkNumber("noChangeTrigger", "epochs", epochs, { integer: true, min: 0 });
  return {
    memory: 0,
    check: ({ improved, wait, epoch, key, best, bestEpoch }) => {
      // As in Keras, the very first epoch never ends training.
      if (improved || wait < epochs || epoch === 0) return undefined;
      const since = wait === 1 ? "in the last epoch" : `for ${wait} epochs`;
      return `${key} has not improved ${since}; its best was ${shortNumber(best)} in epoch ${bestEpoch + 1}`;
    },
  };
}
