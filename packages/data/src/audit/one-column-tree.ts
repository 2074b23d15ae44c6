import { randomState } from "../random/random-state";
import { type Bins, binsOf } from "./bins";
import type { SheetColumn } from "./sheet";

/** What is predicted: a class of each row, or a number. */
export type AuditTarget =
  | { readonly classes: number; readonly codes: Int32Array }
  | { readonly classes: undefined; readonly values: Float64Array };

/** So many pieces the rows are cut into, each judged by a tree of the others. */
const folds = 5;

/** The fold of each row: classes (or the order of the numbers) dealt out evenly, the same each time. */
export const foldsOf = (target: AuditTarget, n: number): Uint8Array => {
  const fold = new Uint8Array(n);
  const order = [...randomState(0).permutation(n)];
  if (target.classes === undefined) {
    for (const [i, row] of order.entries()) fold[row] = i % folds;
  } else {
    const next = new Int32Array(target.classes);
    for (const row of order) fold[row] = next[target.codes[row]!]!++ % folds;
  }
  return fold;
};

/**
 * Sums of what a tree needs in each bin: the weight of each class, or weight, sum and sum of squares. A leaf
 * is as good as `gain` says: for classes the sum of squared weights over the weight (Gini), for numbers the
 * squared sum over the weight (variance).
 */
interface Sums {
  readonly width: number;
  readonly table: Float64Array;
}

const gain = (sums: Float64Array, isNumber: boolean): number => {
  if (isNumber) return sums[0] === 0 ? 0 : sums[1]! ** 2 / sums[0]!;
  let [total, squares] = [0, 0];
  for (const weight of sums) {
    total += weight;
    squares += weight * weight;
  }
  return total === 0 ? 0 : squares / total;
};

const sumOver = ({ table, width }: Sums, from: number, to: number): Float64Array => {
  const sums = new Float64Array(width);
  for (let bin = from; bin < to; bin++) for (let j = 0; j < width; j++) sums[j]! += table[bin * width + j]!;
  return sums;
};

interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly sums: Float64Array;
  readonly best: { readonly at: number; readonly gain: number };
}

const makeLeaf = (sums: Sums, from: number, to: number, isNumber: boolean): Leaf => {
  const all = sumOver(sums, from, to);
  const whole = gain(all, isNumber);
  const left = new Float64Array(sums.width);
  const right = all.slice();
  let best = { at: -1, gain: 1e-12 };
  for (let bin = from; bin < to - 1; bin++) {
    for (let j = 0; j < sums.width; j++) {
      left[j]! += sums.table[bin * sums.width + j]!;
      right[j]! -= sums.table[bin * sums.width + j]!;
    }
    const better = gain(left, isNumber) + gain(right, isNumber) - whole;
    if (better > best.gain) best = { at: bin + 1, gain: better };
  }
  return { from, to, sums: all, best };
};

/** The leaf of each bin: neighbours that belong together, found best first; each category is its own. */
const leavesOf = (sums: Sums, bins: Bins, most: number, isNumber: boolean): Float64Array[] => {
  const last = bins.count - 1;
  if (!bins.ordered) return Array.from({ length: bins.count }, (_, bin) => sumOver(sums, bin, bin + 1));
  const leaves = [makeLeaf(sums, 0, last, isNumber)];
  while (leaves.length < most) {
    const at = leaves.reduce((best, leaf, i) => (leaf.best.gain > leaves[best]!.best.gain ? i : best), 0);
    const leaf = leaves[at]!;
    if (leaf.best.at < 0) break;
    leaves.splice(
      at,
      1,
      makeLeaf(sums, leaf.from, leaf.best.at, isNumber),
      makeLeaf(sums, leaf.best.at, leaf.to, isNumber),
    );
  }
  const byBin = new Array<Float64Array>(bins.count);
  for (const { from, to, sums: own } of leaves) byBin.fill(own, from, to);
  byBin[last] = sumOver(sums, last, last + 1);
  return byBin;
};

const argmax = (values: Float64Array): number => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
};

/** How well a column alone predicts the target, from 0 (chance) to 1. */
export interface ColumnScore {
  /** For classes (balanced accuracy - 1/k) / (1 - 1/k), for numbers R²; not below 0. */
  readonly score: number;
  /** Balanced accuracy, or R². */
  readonly raw: number;
}

const classScore = (bins: Bins, codes: Int32Array, k: number, fold: Uint8Array): ColumnScore => {
  const n = codes.length;
  const sizes = new Float64Array(k);
  for (const code of codes) sizes[code]!++;
  const right = new Float64Array(k);
  for (let f = 0; f < folds; f++) {
    const table = new Float64Array(bins.count * k);
    for (let row = 0; row < n; row++) {
      if (fold[row] !== f) table[bins.bin[row]! * k + codes[row]!]! += 1 / sizes[codes[row]!]!;
    }
    const sums = { table, width: k };
    const leaves = leavesOf(sums, bins, Math.max(8, 2 * k), false);
    const answers = Int32Array.from(leaves, argmax);
    const empty = leaves.map((leaf) => leaf.every((weight) => weight === 0));
    for (let row = 0; row < n; row++) {
      if (fold[row] !== f) continue;
      const bin = bins.bin[row]!;
      // Where nothing is known, any class is as good: a k-th of a hit.
      if (empty[bin]) right[codes[row]!]! += 1 / k;
      else if (answers[bin] === codes[row]) right[codes[row]!]!++;
    }
  }
  let raw = 0;
  for (let code = 0; code < k; code++) raw += sizes[code] === 0 ? 1 / k / k : right[code]! / sizes[code]! / k;
  return { raw, score: Math.max(0, (raw - 1 / k) / (1 - 1 / k)) };
};

/** R² of trees with at most so many leaves. */
const numberScore = (bins: Bins, values: Float64Array, fold: Uint8Array, most: number): ColumnScore => {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let [wrong, all] = [0, 0];
  for (let f = 0; f < folds; f++) {
    const table = new Float64Array(bins.count * 2);
    for (let row = 0; row < n; row++) {
      if (fold[row] === f) continue;
      table[bins.bin[row]! * 2]!++;
      table[bins.bin[row]! * 2 + 1]! += values[row]! - mean;
    }
    const answers = leavesOf({ table, width: 2 }, bins, most, true).map(([weight, sum]) =>
      weight === 0 ? 0 : sum! / weight!,
    );
    for (let row = 0; row < n; row++) {
      if (fold[row] !== f) continue;
      wrong += (values[row]! - mean - answers[bins.bin[row]!]!) ** 2;
      all += (values[row]! - mean) ** 2;
    }
  }
  const raw = all === 0 ? 0 : 1 - wrong / all;
  return { raw, score: Math.max(0, raw) };
};

/** Cross-validated: how well a small tree on this column alone predicts the target. */
export const columnScore = (column: SheetColumn, target: AuditTarget, fold: Uint8Array): ColumnScore => {
  const bins = binsOf(column, 256);
  if (target.classes !== undefined) return classScore(bins, target.codes, target.classes, fold);
  // A copy with noise needs many leaves, an honest column few.
  const few = numberScore(bins, target.values, fold, 6);
  if (few.score < 0.2) return few;
  const many = numberScore(
    bins,
    target.values,
    fold,
    Math.max(6, Math.min(64, Math.floor(column.values.length / 10))),
  );
  return many.score > few.score ? many : few;
};
