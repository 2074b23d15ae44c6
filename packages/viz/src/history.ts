import { describeValue } from "./arrays";

/** One metric over the epochs, as measured on the training and on the validation data. */
export interface MetricCurves {
  /** The key of the training values, such as `"loss"`. */
  readonly name: string;
  readonly training?: Float64Array;
  readonly validation?: Float64Array;
}

/** A history sorted into metrics. */
export interface Curves {
  readonly metrics: readonly MetricCurves[];
  readonly epochs: number;
}

/**
 * What `fit` recorded: one list a key, one value an epoch. `null` (what JSON makes of NaN) counts as NaN.
 */
export type HistoryLike = Readonly<Record<string, ArrayLike<number | null>>>;

function baseName(key: string): string | undefined {
  const camel = /^val([A-Z].*)$/.exec(key);
  if (camel) return camel[1]!.charAt(0).toLowerCase() + camel[1]!.slice(1);
  return /^val_(.+)$/.exec(key)?.[1];
}

function readValues(key: string, values: unknown): Float64Array {
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && !(values instanceof DataView))) {
    throw new TypeError(
      `learningCurves: expected history.${key} to be an array with one number an epoch, received ${describeValue(values)}`,
    );
  }
  const list = values as ArrayLike<unknown>;
  return Float64Array.from({ length: list.length }, (_, i) => {
    const value = list[i];
    if (value === null || value === undefined) return Number.NaN;
    if (typeof value === "number") return value;
    throw new TypeError(
      `learningCurves: expected history.${key}[${i}] to be a number, received ${describeValue(value)}`,
    );
  });
}

/** Pairs `loss` with `valLoss`, `accuracy` with `valAccuracy` and so on; loss comes first. */
export function readHistory(history: HistoryLike, wanted?: readonly string[]): Curves {
  if (typeof history !== "object" || history === null || Array.isArray(history)) {
    throw new TypeError(
      `learningCurves: expected a history such as { loss: [0.7, 0.5], valLoss: [0.8, 0.6] }, received ${describeValue(history)}`,
    );
  }
  const inner = (history as Record<string, unknown>).history;
  if (typeof inner === "object" && inner !== null && !Array.isArray(inner) && !ArrayBuffer.isView(inner)) {
    throw new TypeError(
      "learningCurves: expected lists of numbers, received the object that fit returned; pass its field: learningCurves(history.history)",
    );
  }
  const byName = new Map<string, { training?: Float64Array; validation?: Float64Array }>();
  let longest: { key: string; epochs: number } | undefined;
  for (const [key, raw] of Object.entries(history)) {
    const values = readValues(key, raw);
    longest ??= { key, epochs: values.length };
    if (values.length !== longest.epochs) {
      throw new RangeError(
        `learningCurves: expected every list to have one value an epoch, received ${longest.epochs} in ${longest.key} and ${values.length} in ${key}; where an epoch has no value, put NaN`,
      );
    }
    const base = baseName(key);
    const curves = byName.get(base ?? key) ?? {};
    curves[base === undefined ? "training" : "validation"] = values;
    byName.set(base ?? key, curves);
  }
  if (longest === undefined) {
    throw new RangeError(
      "learningCurves: expected at least one metric, received an empty history; call fit first",
    );
  }
  if (longest.epochs === 0) {
    throw new RangeError(
      `learningCurves: expected at least one epoch, received 0 values in ${longest.key}; call fit with epochs of 1 or more`,
    );
  }
  const known = [...byName.keys()].sort((a, b) => Number(b === "loss") - Number(a === "loss"));
  const names = wanted ?? known;
  if (names.length === 0)
    throw new RangeError("learningCurves: expected at least one name in metrics, received []");
  const metrics = names.map((name): MetricCurves => {
    const curves = byName.get(name);
    if (curves) return { name, ...curves };
    throw new RangeError(
      `learningCurves: metrics asks for ${JSON.stringify(name)}, which the history does not have; it has ${known.join(", ")}`,
    );
  });
  return { metrics, epochs: longest.epochs };
}
