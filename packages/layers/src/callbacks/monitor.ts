import { camelCase, didYouMean } from "../common/names";
import { checkChoice } from "../common/options";
import type { Logs } from "./callback";

/** Which way is better; `auto` goes by the name. */
export type MonitorMode = "auto" | "min" | "max";

const HIGHER = /acc(uracy)?$|auc$|precision|recall|f1|fbeta|r2|iou|similarity/i;

/** A number in the logs that a callback watches, and what makes one value of it better than another. */
export interface Monitor {
  /** The key in the logs. */
  readonly key: string;
  /** The value in the logs; throws with the keys there are when it is not among them. */
  read(logs: Logs): number;
  /** Whether a value is better than a reference by more than the smallest difference that counts. */
  better(value: number, reference: number | undefined): boolean;
}

/** A {@link Monitor} of a key in any spelling. */
export function monitorOf(where: string, monitor: string, mode: MonitorMode, minDelta = 0): Monitor {
  checkChoice(where, "mode", mode, ["auto", "min", "max"]);
  const key = camelCase(monitor);
  const higher = mode === "max" || (mode === "auto" && HIGHER.test(key));
  const delta = Math.abs(minDelta);
  return {
    key,
    read: (logs) => {
      const value = logs[key];
      if (value !== undefined) return value;
      const keys = Object.keys(logs);
      const validation = key.startsWith("val") && !keys.some((k) => k.startsWith("val"));
      throw new Error(
        `${where}: there is no ${JSON.stringify(key)} in the logs${didYouMean(key, keys)}, which have ${keys.join(", ")}; ` +
          (validation
            ? "give fit validationData or validationSplit"
            : "monitor one of them, or name the metric in compile"),
      );
    },
    // As in Keras, the first value is better than none, NaN too, and nothing is better than NaN.
    better: (value, reference) =>
      reference === undefined || (higher ? value - delta > reference : value + delta < reference),
  };
}
