import { gram } from "./gram";
import { reflect, triangleOf } from "./householder";
import { jacobiSvd } from "./jacobi-svd";
import { symmetricEigen } from "./symmetric-eigen";

/** The directions in which centred rows spread, the widest first. */
export interface PrincipalAxes {
  /** The singular values of the centred rows, as many as there are axes. */
  readonly singular: Float64Array;
  /** Unit vectors, each as long as there are columns, one after another. */
  readonly axes: Float64Array;
}

// Below this ratio of the smallest to the largest eigenvalue, the squares in XᵀX have cost half of the digits
// of the smallest.
const soundRatio = 1e-8;
// Up to this many products the exact way is as good as at once; beyond the other, it would take seconds.
const littleWork = 2e7;
const mostWork = 4e9;

// Of few rows and many columns the rows are factored: Xᵀ = QR, and R has the singular values.
function* ofRows(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
): Generator<void, PrincipalAxes> {
  const p = columns.length;
  const rows = Array.from({ length: nRows }, (_, i) => {
    const row = new Float64Array(p);
    for (let j = 0; j < p; j++) row[j] = columns[j]![i]! - means[j]!;
    return row;
  });
  const { triangle, turn } = yield* reflect(rows);
  const lower = new Float64Array(nRows * nRows);
  for (let i = 0; i < nRows; i++) {
    for (let j = i; j < nRows; j++) lower[i * nRows + j] = triangle[j * nRows + i]!;
  }
  const { singular, vectors } = yield* jacobiSvd(lower, nRows);
  const axes = new Float64Array(nRows * p);
  for (let i = 0; i < nRows; i++) {
    const axis = axes.subarray(i * p, (i + 1) * p);
    axis.set(vectors.subarray(i * nRows, (i + 1) * nRows));
    turn(axis);
    yield;
  }
  return { singular, axes };
}

/**
 * The principal axes of columns less their means, min(rows, columns) of them, in pieces. They come from
 * a QR and one-sided Jacobi, which does not square the condition; of many rows whose condition bears it, they
 * are the eigenvectors of XᵀX, which takes a tenth of the time.
 */
export function* principalAxes(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
): Generator<void, PrincipalAxes> {
  const p = columns.length;
  if (nRows < p) return yield* ofRows(columns, means, nRows);
  const work = nRows * p * p;
  if (work > littleWork) {
    const { products, width } = yield* gram(columns, means, nRows);
    const { values, vectors } = yield* symmetricEigen(products, p, width);
    if (values[p - 1]! > soundRatio * values[0]! || work > mostWork) {
      return { singular: values.map((value) => Math.sqrt(Math.max(0, value))), axes: vectors };
    }
  }
  const { singular, vectors } = yield* jacobiSvd(yield* triangleOf(columns, means, nRows), p);
  return { singular, axes: vectors };
}
