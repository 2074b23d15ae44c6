import { checkNumber, readOptions } from "../../common/options";
import { shortNumber } from "../short-number";
import { lastValues, type StoppingTrigger } from "./trigger";

/** Options of {@link absoluteChangeTrigger}. */
export interface AbsoluteChangeTriggerOptions {
  /** Changes smaller than this, in the unit of the monitored number, count as none. Above 0. */
  readonly threshold: number;
  /** So many changes in a row have to be that small. Default 1. */
  readonly epochs?: number;
}

/**
 * Ends training when the monitored number hardly moves from one epoch to the next, up or down: after epoch `t` when
 * `|v[i] - v[i-1]| < threshold` for each `i` from `t - epochs + 1` to `t`.
 *
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * earlyStopping({ monitor: "loss", trigger: absoluteChangeTrigger({ threshold: 1e-4 }) });
 */
export function absoluteChangeTrigger(options: AbsoluteChangeTriggerOptions): StoppingTrigger {
  const where = "absoluteChangeTrigger";
  const given = readOptions(where, options, { threshold: undefined as number | undefined, epochs: 1 });
  const threshold = checkNumber(where, "threshold", given.threshold, { above: 0 });
  const epochs = checkNumber(where, "epochs", given.epochs, { integer: true, min: 1 });
  return {
    memory: epochs,
    check: ({ values, key }) => {
      const last = lastValues(values, epochs + 1);
      const still = last?.every((v, i) => i === 0 || Math.abs(v - (last[i - 1] as number)) < threshold);
      if (!still) return undefined;
      const when = epochs === 1 ? "in the last epoch" : `in each of the last ${epochs} epochs`;
      return `${key} changed by less than ${shortNumber(threshold)} ${when}`;
    },
  };
}
