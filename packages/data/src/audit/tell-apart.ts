import { rocAucScore } from "../metrics/roc-auc-score";
import { randomState } from "../random/random-state";
import { inDeviations } from "./chance";
import type { SheetColumn } from "./sheet";

/** How well a classifier tells two parts apart. */
export interface Apart {
  /** The area under the ROC curve on rows that it was not fitted on; 0.5 is chance. */
  readonly auc: number;
  /** How many standard errors that is above chance. */
  readonly z: number;
  /** The columns that it went by, the strongest first. */
  readonly columns: readonly string[];
}

/** So many rows of each part are looked at. */
const mostRows = 2500;
const mostCategories = 20;
const folds = 5;
const steps = 60;

interface Feature {
  readonly name: string;
  readonly values: Float64Array;
}

const standardised = (name: string, values: Float64Array): Feature[] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  if (!(variance > 1e-12)) return [];
  const deviation = Math.sqrt(variance);
  return [{ name, values: values.map((value) => (value - mean) / deviation) }];
};

/** Numbers with their squares, so that a change of spread is seen too; the categories there are most of; what is missing. */
const featuresOf = (column: SheetColumn, rows: Int32Array): Feature[] => {
  const { name, categories } = column;
  const own = Float64Array.from(rows, (row) => column.values[row]!);
  const missing = standardised(
    name,
    own.map((value) => (Number.isNaN(value) ? 1 : 0)),
  );
  if (categories === undefined) {
    const z = inDeviations({ ...column, values: own }).map((value) =>
      value <= -1e5 ? 0 : Math.max(-5, Math.min(5, value)),
    );
    return [
      ...standardised(name, z),
      ...standardised(
        name,
        z.map((value) => value * value),
      ),
      ...missing,
    ];
  }
  const counts = new Float64Array(categories.length);
  for (const code of own) if (!Number.isNaN(code)) counts[code]!++;
  const often = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]!).slice(0, mostCategories);
  return [
    ...often.flatMap((code) =>
      standardised(
        name,
        own.map((value) => (value === code ? 1 : 0)),
      ),
    ),
    ...missing,
  ];
};

/** Logistic regression with a small penalty, by Nesterov's accelerated descent. */
const fitLogistic = (
  features: readonly Feature[],
  label: Uint8Array,
  rows: readonly number[],
): Float64Array => {
  const d = features.length;
  const n = rows.length;
  let weights = new Float64Array(d + 1);
  let ahead = weights;
  // The curvature is at most a quarter of the largest eigenvalue, which is at most the number of features.
  const rate = 4 / (d + 1);
  const error = new Float64Array(n);
  for (let step = 0; step < steps; step++) {
    error.fill(ahead[d]!);
    features.forEach(({ values }, j) => {
      const weight = ahead[j]!;
      for (let i = 0; i < n; i++) error[i]! += weight * values[rows[i]!]!;
    });
    for (let i = 0; i < n; i++) error[i] = 1 / (1 + Math.exp(-error[i]!)) - label[rows[i]!]!;
    const next = new Float64Array(d + 1);
    features.forEach(({ values }, j) => {
      let slope = 0;
      for (let i = 0; i < n; i++) slope += error[i]! * values[rows[i]!]!;
      next[j] = ahead[j]! - rate * (slope / n + 0.002 * ahead[j]!);
    });
    next[d] = ahead[d]! - rate * (error.reduce((sum, one) => sum + one, 0) / n);
    const momentum = step / (step + 3);
    const before = weights;
    weights = next;
    ahead = next.map((weight, j) => weight + momentum * (weight - before[j]!));
  }
  return weights;
};

const sampleOf = (start: number, end: number): number[] => {
  const rows = Array.from({ length: end - start }, (_, i) => start + i);
  if (rows.length <= mostRows) return rows;
  return [...randomState(0).permutation(rows.length)].slice(0, mostRows).map((at) => rows[at]!);
};

/**
 * A small logistic regression tries to tell two parts apart, cross-fitted in five pieces: where it can, they
 * are not from one distribution. It sees numbers and their squares, the most frequent categories, and what is
 * missing, of up to 2,500 rows of each part.
 */
export const tellApart = (
  columns: readonly SheetColumn[],
  one: { readonly start: number; readonly end: number },
  two: { readonly start: number; readonly end: number },
): Apart | undefined => {
  const first = sampleOf(one.start, one.end);
  const rows = Int32Array.from([...first, ...sampleOf(two.start, two.end)]);
  const others = rows.length - first.length;
  if (first.length < 20 || others < 20) return undefined;
  const label = Uint8Array.from(rows, (_, i) => (i < first.length ? 0 : 1));
  const features = columns.flatMap((column) => featuresOf(column, rows));
  if (features.length === 0) return undefined;
  const fold = new Uint8Array(rows.length);
  for (const [i, at] of randomState(1).permutation(rows.length).entries()) fold[at] = i % folds;
  const scores = new Float64Array(rows.length);
  const strength = new Map<string, number>();
  for (let f = 0; f < folds; f++) {
    const fitted = [...fold.keys()].filter((i) => fold[i] !== f);
    const weights = fitLogistic(features, label, fitted);
    features.forEach(({ name, values }, j) => {
      strength.set(name, (strength.get(name) ?? 0) + Math.abs(weights[j]!));
      for (let i = 0; i < rows.length; i++) if (fold[i] === f) scores[i]! += weights[j]! * values[i]!;
    });
    for (let i = 0; i < rows.length; i++) if (fold[i] === f) scores[i]! += weights[features.length]!;
  }
  const auc = rocAucScore(label, scores);
  const error = Math.sqrt((rows.length + 1) / (12 * first.length * others));
  const strongest = [...strength].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return { auc, z: (auc - 0.5) / error, columns: strongest };
};
