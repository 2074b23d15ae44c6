import { DataError } from "../errors";
import type { Label } from "./classes";
import { type LabelTargets, readLabelList, type Targets } from "./targets";

/** For each class (or each row, samplewise): what was right, what was said to be it, and what was it. */
export interface ClassCounts {
  readonly hits: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  /** Everything that was counted, for each. */
  readonly total: Float64Array;
}

const empty = (size: number, total: number): ClassCounts => ({
  hits: new Float64Array(size),
  predicted: new Float64Array(size),
  actual: new Float64Array(size),
  total: new Float64Array(size).fill(total),
});

const labelColumns = (who: string, targets: LabelTargets, labels: readonly Label[] | undefined): number[] => {
  if (labels === undefined) return Array.from({ length: targets.width }, (_, j) => j);
  return labels.map((label) => {
    if (Number.isInteger(label) && (label as number) >= 0 && (label as number) < targets.width) {
      return label as number;
    }
    throw new DataError(
      `${who}: expected labels as places from 0 to ${targets.width - 1}, for ${targets.width} labels a row, received ${JSON.stringify(label)}`,
    );
  });
};

/**
 * Counts for each of `labels` (default: each class, or each label), or for each row where `samplewise`.
 * A class that occurs nowhere has zeros.
 */
export const classCounts = (
  who: string,
  targets: Targets,
  weights: Float64Array | undefined,
  labels: unknown,
  samplewise = false,
): ClassCounts => {
  const list = labels === undefined ? undefined : readLabelList(who, labels);
  const { rows, yTrue, yPred } = targets;
  const weightOf = (row: number): number => (weights === undefined ? 1 : weights[row]!);
  let all = 0;
  for (let i = 0; i < rows; i++) all += weightOf(i);
  if (targets.type !== "multilabel") {
    const { classes } = targets;
    const of = list?.map((label) => classes.find(label)) ?? classes.list.map((_, i) => i);
    const every = empty(classes.list.length, all);
    for (let i = 0; i < rows; i++) {
      const weight = weightOf(i);
      every.actual[yTrue[i]!]! += weight;
      every.predicted[yPred[i]!]! += weight;
      if (yTrue[i] === yPred[i]) every.hits[yTrue[i]!]! += weight;
    }
    const counts = empty(of.length, all);
    of.forEach((code, i) => {
      if (code < 0) return;
      counts.actual[i] = every.actual[code]!;
      counts.predicted[i] = every.predicted[code]!;
      counts.hits[i] = every.hits[code]!;
    });
    return counts;
  }
  const columns = labelColumns(who, targets, list);
  const counts = empty(samplewise ? rows : columns.length, all);
  for (let i = 0; i < rows; i++) {
    const weight = weightOf(i);
    if (samplewise) counts.total[i] = weight * columns.length;
    columns.forEach((column, j) => {
      const at = samplewise ? i : j;
      const place = i * targets.width + column;
      counts.actual[at]! += weight * yTrue[place]!;
      counts.predicted[at]! += weight * yPred[place]!;
      counts.hits[at]! += weight * yTrue[place]! * yPred[place]!;
    });
  }
  return counts;
};
