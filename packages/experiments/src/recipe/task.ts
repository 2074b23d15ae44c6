import type { Tensor } from "@wellfit/core";
import type { RecipeData } from "./settings";

export const tasks = ["binary", "multiclass", "regression"] as const;

/** What is to be learnt: one of two classes, one of several, or a number. */
export type RecipeTask = (typeof tasks)[number];

/** So many different whole numbers may be classes; more of them are amounts. */
const CLASSES = 30;

// Not by Math.max(...y), which fails with many rows.
const largestOf = (y: ArrayLike<number>): number =>
  Array.from(y).reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);

/** What the targets look like: 0 and 1, classes from 0 on, or numbers. */
export function taskOf(y: ArrayLike<number>): RecipeTask {
  const values = new Set(Array.from(y));
  const whole = [...values].every((value) => Number.isInteger(value) && value >= 0);
  const largest = largestOf(y);
  if (!whole || largest >= Math.min(CLASSES, 2 * values.size)) return "regression";
  return values.size <= 2 && largest <= 1 ? "binary" : "multiclass";
}

/** How many outputs a network for the task has. */
export const outputsOf = (task: RecipeTask, y: ArrayLike<number>): number =>
  task === "multiclass" ? largestOf(y) + 1 : 1;

/**
 * The error from 0 to 1: of a classification the share of rows with the wrong class, of a regression the share of the
 * variance that is not explained (1 - R², at most 1).
 */
export function errorOf(task: RecipeTask, predicted: Tensor, { y }: RecipeData): number {
  const p = predicted.data();
  const n = y.shape[0] ?? 0;
  const width = p.length / n;
  const target = (i: number): number => y.data[i] as number;
  const at = (i: number): number => p[i] as number;
  if (task !== "regression") {
    let wrong = 0;
    for (let i = 0; i < n; i++) {
      let found = width === 1 ? Number(at(i) > 0.5) : 0;
      for (let k = 1; k < width; k++) if (at(i * width + k) > at(i * width + found)) found = k;
      if (found !== target(i)) wrong++;
    }
    return wrong / n;
  }
  let mean = 0;
  for (let i = 0; i < n; i++) mean += target(i) / n;
  let [rest, all] = [0, 0];
  for (let i = 0; i < n; i++) {
    rest += (at(i) - target(i)) ** 2;
    all += (target(i) - mean) ** 2;
  }
  return Math.min(1, all === 0 ? Number(rest > 0) : rest / all);
}
