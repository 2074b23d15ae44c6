import { checkNumber, readOptions } from "../../common/options";
import { shortNumber } from "../short-number";
import { lastValues, type StoppingTrigger } from "./trigger";

/** Options of {@link decreaseTrigger}. */
export interface DecreaseTriggerOptions {
  /** Over so many epochs the performance is compared, at least 1. */
  readonly epochs: number;
  /** It must be worse by more than this, in the unit of the monitored number. Default 0. */
  readonly threshold?: number;
  /** Whether each of the epochs has to be worse than the one before it. Default false: the last against the first. */
  readonly everyEpoch?: boolean;
}

/**
 * Ends training when performance went down over so many epochs. With `worse(a, b) = a - b` where less is better and
 * `b - a` where more is, training ends after epoch `t` when `worse(v[t], v[t-epochs]) > threshold`, and with `everyEpoch`
 * only when `worse(v[i], v[i-1]) > 0` for each `i` between as well (the criterion UP of Prechelt 1998, "Early stopping - but
 * when?", with strips of one epoch).
 *
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * earlyStopping({ monitor: "valAccuracy", trigger: decreaseTrigger({ epochs: 5, threshold: 0.01 }) });
 */
export function decreaseTrigger(options: DecreaseTriggerOptions): StoppingTrigger {
  const where = "decreaseTrigger";
  const given = readOptions(where, options, {
    epochs: undefined as number | undefined,
    threshold: 0,
    everyEpoch: false,
  });
  const epochs = checkNumber(where, "epochs", given.epochs, { integer: true, min: 1 });
  const threshold = checkNumber(where, "threshold", given.threshold, { min: 0 });
  return {
    memory: epochs,
    check: ({ values, key, higher }) => {
      const last = lastValues(values, epochs + 1);
      if (last === undefined) return undefined;
      const worse = (to: number | undefined, from: number | undefined): number =>
        higher ? (from as number) - (to as number) : (to as number) - (from as number);
      const by = worse(last[epochs], last[0]);
      const steadily = last.every((v, i) => i === 0 || worse(v, last[i - 1]) > 0);
      if (!(by > threshold) || (given.everyEpoch && !steadily)) return undefined;
      const over = epochs === 1 ? "in the last epoch" : `over the last ${epochs} epochs`;
      return `${key} got worse by ${shortNumber(by)} ${over}`;
    },
  };
}
