import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";

/**
 * A matrix of which only what is not zero is kept, row after row ("compressed sparse row", as SciPy's
 * `csr_matrix`): the values of row i are `values[indptr[i]]` to `values[indptr[i + 1] - 1]`, in the columns
 * that `indices` has at the same places, in ascending order.
 *
 * @example
 * ```ts
 * // [[0, 2], [0, 0], [1, 0]]
 * const sparse: CsrArray = {
 *   values: Float64Array.of(2, 1),
 *   indices: Int32Array.of(1, 0),
 *   indptr: Int32Array.of(0, 1, 1, 2),
 *   shape: [3, 2],
 * };
 * ```
 */
export interface CsrArray {
  /** What is not zero. */
  readonly values: Float64Array;
  /** The column of each value. */
  readonly indices: Int32Array;
  /** Where each row starts in `values`, and at last their number. */
  readonly indptr: Int32Array;
  /** Rows and columns. */
  readonly shape: readonly [rows: number, columns: number];
}

/** True for an object of the form of a {@link CsrArray}. */
export const isCsr = (value: unknown): value is CsrArray =>
  typeof value === "object" && value !== null && "indptr" in value && "indices" in value && "values" in value;

/** A dense array of more values than this (1 GB of float64) is refused before memory runs out. */
const mostValues = 2 ** 27;

/** Throws when a dense array of a shape would be too large. */
export const checkDense = ([nRows, width]: CsrArray["shape"], who: string): void => {
  if (nRows * width <= mostValues) return;
  const gigabytes = ((nRows * width * 8) / 2 ** 30).toFixed(1);
  throw new DataError(
    `${who}: expected a dense result of at most ${mostValues} values, received ${nRows} rows × ${width} terms (${gigabytes} GB); ` +
      "keep fewer terms with maxFeatures, minDf or nFeatures, or pass { sparseOutput: true }",
  );
};

/** The rows with all of their zeros. */
export const denseOf = (csr: CsrArray, who: string): NdArray<Float64Array> => {
  const { values, indices, indptr, shape } = csr;
  checkDense(shape, who);
  const [nRows, width] = shape;
  const data = new Float64Array(nRows * width);
  for (let i = 0; i < nRows; i++) {
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) data[i * width + indices[at]!] = values[at]!;
  }
  return { data, shape: [nRows, width] };
};

/** The same rows column by column. */
export const columnsOf = (csr: CsrArray, who: string): Float64Array[] => {
  const { values, indices, indptr, shape } = csr;
  checkDense(shape, who);
  const columns = Array.from({ length: shape[1] }, () => new Float64Array(shape[0]));
  for (let i = 0; i < shape[0]; i++) {
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) columns[indices[at]!]![i] = values[at]!;
  }
  return columns;
};

/** Columns as sparse rows. */
export const csrOf = (columns: readonly Float64Array[], nRows: number): CsrArray => {
  const indptr = new Int32Array(nRows + 1);
  for (const column of columns) for (let i = 0; i < nRows; i++) if (column[i] !== 0) indptr[i + 1]!++;
  for (let i = 0; i < nRows; i++) indptr[i + 1]! += indptr[i]!;
  const next = indptr.slice(0, nRows);
  const values = new Float64Array(indptr[nRows]!);
  const indices = new Int32Array(indptr[nRows]!);
  columns.forEach((column, j) => {
    for (let i = 0; i < nRows; i++) {
      if (column[i] === 0) continue;
      const at = next[i]!++;
      values[at] = column[i]!;
      indices[at] = j;
    }
  });
  return { values, indices, indptr, shape: [nRows, columns.length] };
};

/** Throws unless an array given by a caller is one. */
export const checkCsr = ({ values, indices, indptr, shape }: CsrArray, who: string): void => {
  const [nRows, width] = shape;
  const ends = indptr.length === nRows + 1 && indptr[0] === 0 && indptr[nRows] === values.length;
  if (!ends || indices.length !== values.length || indptr.some((at, i) => i > 0 && at < indptr[i - 1]!)) {
    throw new DataError(
      `${who}: expected a sparse array with indptr of ${nRows + 1} ascending places from 0 to ${values.length}, received ${indptr.length} from ${indptr[0]} to ${indptr.at(-1)}; give what a vectorizer gave`,
    );
  }
  const bad = indices.find((column) => !(column >= 0 && column < width));
  if (bad === undefined) return;
  throw new DataError(`${who}: expected columns from 0 to ${width - 1} in indices, received ${bad}`);
};

/**
 * A sparse array as an ordinary one, with all of its zeros.
 *
 * @throws DataError when that would have more than 134,217,728 values (1 GB).
 * @example
 * ```ts
 * const counts = countVectorizer({ sparseOutput: true }).fitTransform(["one two", "two two"]);
 * toNested(toDense(counts)); // [[1, 1], [0, 2]]
 * ```
 */
export function toDense(csr: CsrArray): NdArray<Float64Array> {
  checkCsr(csr, "toDense");
  return denseOf(csr, "toDense");
}
