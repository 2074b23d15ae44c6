import { inReach } from "./chance";
import type { AuditTarget } from "./one-column-tree";
import type { SheetColumn } from "./sheet";

/** How a column repeats the target. */
export type Copy =
  | { readonly how: "sameClasses" }
  | { readonly how: "indicator"; readonly classes: readonly number[] }
  | { readonly how: "linear"; readonly slope: number }
  | { readonly how: "monotone" };

/** The one value of the column in each class; undefined when a class has several. */
const valueOfClass = (values: Float64Array, codes: Int32Array, k: number): Float64Array | undefined => {
  const found = new Float64Array(k).fill(Number.NaN);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]!;
    const code = codes[row]!;
    if (Number.isNaN(value)) return undefined;
    if (Number.isNaN(found[code]!)) found[code] = value;
    else if (found[code] !== value) return undefined;
  }
  return found;
};

const classCopy = (values: Float64Array, codes: Int32Array, k: number): Copy | undefined => {
  const found = valueOfClass(values, codes, k);
  if (found === undefined) return undefined;
  const distinct = new Set(found).size;
  if (distinct === k) return { how: "sameClasses" };
  if (distinct < 2) return undefined;
  const first = found[0];
  const classes = [...found.keys()];
  const with0 = classes.filter((code) => found[code] === first);
  const without = classes.filter((code) => found[code] !== first);
  return { how: "indicator", classes: with0.length <= without.length ? with0 : without };
};

/** Pearson's correlation and the slope of the column over the target. */
const correlation = (a: Float64Array, b: Float64Array): { r: number; slope: number } => {
  const n = a.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return { r: aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb), slope: bb === 0 ? 0 : ab / bb };
};

/** Are the two in the same order, or in the opposite one, ties alike? */
const isMonotone = (a: Float64Array, b: Float64Array): boolean => {
  const order = Int32Array.from(a.keys()).sort((i, j) => b[i]! - b[j]! || a[i]! - a[j]!);
  let [up, down] = [true, true];
  for (let k = 1; k < order.length; k++) {
    const [i, j] = [order[k - 1]!, order[k]!];
    const step = Math.sign(a[j]! - a[i]!);
    const expected = Math.sign(b[j]! - b[i]!);
    if (step !== expected) up = false;
    if (step !== -expected) down = false;
  }
  return up || down;
};

/** Whether a column is the target under another name: other codes, other units, or a function of it. */
export const copyOfTarget = ({ values, categories }: SheetColumn, target: AuditTarget): Copy | undefined => {
  if (target.classes !== undefined) return classCopy(values, target.codes, target.classes);
  if (categories !== undefined) return undefined;
  const there = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  // Rows without a value do not make a copy less of a copy, when enough are left.
  if (there.length < Math.max(10, values.length / 2)) return undefined;
  const column = inReach(Float64Array.from(there, (row) => values[row]!));
  const wanted = Float64Array.from(there, (row) => target.values[row]!);
  const { r, slope } = correlation(column, wanted);
  if (Math.abs(r) >= 1 - 1e-9) return { how: "linear", slope };
  return new Set(wanted).size >= 10 && isMonotone(column, wanted) ? { how: "monotone" } : undefined;
};
