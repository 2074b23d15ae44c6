import { camelCase, didYouMean } from "../common/names";
import { checkChoice, show } from "../common/options";
import type { Logs } from "./callback";

/** Which way is better; `auto` goes by the name. */
export type MonitorMode = "auto" | "min" | "max";

const HIGHER = /acc(uracy)?$|auc$|precision|recall|f1|fbeta|r2|iou|similarity/i;

/** A number in the logs that a callback watches, and what makes one value of it better than another. */
export interface Monitor {
  /** The key in the logs. */
  readonly key: string;
  /** Whether more is better. */
  readonly higher: boolean;
  /** Throws when it is not among these keys, with what there is. */
  check(keys: readonly string[]): void;
  /** The value in the logs; throws with the keys there are when it is not among them. */
  read(logs: Logs): number;
  /** Whether a value is better than a reference by more than the smallest difference that counts. */
  better(value: number, reference: number | undefined): boolean;
}

/** A {@link Monitor} of a key in any spelling. */
export function monitorOf(where: string, monitor: unknown, mode: MonitorMode, minDelta = 0): Monitor {
  checkChoice(where, "mode", mode, ["auto", "min", "max"]);
  if (typeof monitor !== "string" || monitor === "") {
    throw new TypeError(
      `${where}: received monitor ${show(monitor)}, expected a key of the logs such as "valLoss"`,
    );
  }
  const key = camelCase(monitor);
  const higher = mode === "max" || (mode === "auto" && HIGHER.test(key));
  const delta = Math.abs(minDelta);
  const absent = (keys: readonly string[]): Error => {
    const validation = key.startsWith("val") && !keys.some((k) => k.startsWith("val"));
    return new Error(
      `${where}: there is no ${JSON.stringify(key)} in the logs${didYouMean(key, keys)}, which have ${keys.join(", ")}; ` +
        (validation
          ? "give fit validationData or validationSplit"
          : "monitor one of them, or name the metric in compile"),
    );
  };
  return {
    key,
    higher,
    check: (keys) => {
      if (!keys.includes(key)) throw absent(keys);
    },
    read: (logs) => {
      const value = logs[key];
      if (value === undefined) throw absent(Object.keys(logs));
      return value;
    },
    // As in Keras, the first value is better than none, NaN too, and nothing is better than NaN.
    better: (value, reference) =>
      reference === undefined || (higher ? value - delta > reference : value + delta < reference),
  };
}
