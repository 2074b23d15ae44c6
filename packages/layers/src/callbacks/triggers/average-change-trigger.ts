import { checkNumber, readOptions } from "../../common/options";
import { shortNumber } from "../short-number";
import { lastValues, type StoppingTrigger } from "./trigger";

/** Options of {@link averageChangeTrigger}. */
export interface AverageChangeTriggerOptions {
  /** Over so many epochs the changes are averaged, at least 1. */
  readonly epochs: number;
  /** Training ends when the average is below this, in the unit of the monitored number. Above 0. */
  readonly threshold: number;
  /**
   * Whether changes up and down cancel out and only those for the better count: the average improvement. Default false: the
   * average size of changes.
   */
  readonly signed?: boolean;
}

/**
 * Ends training when the monitored number changes little on average over so many epochs: after epoch `t` when
 * `(|v[t] - v[t-1]| + … + |v[t-epochs+1] - v[t-epochs]|) / epochs < threshold`. With `signed` the average is that of
 * improvements, which is `(v[t-epochs] - v[t]) / epochs` where less is better and its negative where more is; a noisy curve
 * that has stopped going anywhere has a small one.
 *
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * earlyStopping({ trigger: averageChangeTrigger({ epochs: 10, threshold: 1e-3, signed: true }) });
 */
export function averageChangeTrigger(options: AverageChangeTriggerOptions): StoppingTrigger {
  const where = "averageChangeTrigger";
  const given = readOptions(where, options, {
    epochs: undefined as number | undefined,
    threshold: undefined as number | undefined,
    signed: false,
  });
  const epochs = checkNumber(where, "epochs", given.epochs, { integer: true, min: 1 });
  const threshold = checkNumber(where, "threshold", given.threshold, { above: 0 });
  return {
    memory: epochs,
    check: ({ values, key, higher }) => {
      const last = lastValues(values, epochs + 1);
      if (last === undefined) return undefined;
      const average = (given.signed ? improvement(last, higher) : travelled(last)) / epochs;
      if (!(average < threshold)) return undefined;
      const what = given.signed ? "improved" : "changed";
      return (
        `${key} ${what} by ${shortNumber(average)} an epoch on average over the last ${epochs}, which is less than ` +
        shortNumber(threshold)
      );
    },
  };
}

function improvement(values: readonly number[], higher: boolean): number {
  const gain = (values[values.length - 1] as number) - (values[0] as number);
  return higher ? gain : -gain;
}

function travelled(values: readonly number[]): number {
  return values.reduce((sum, v, i) => (i === 0 ? 0 : sum + Math.abs(v - (values[i - 1] as number))), 0);
}
