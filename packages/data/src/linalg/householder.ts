// Rows of a block that stays in the cache.
const blockRows = 256;

const dot = (x: Float64Array, a: number, y: Float64Array, b: number, n: number): number => {
  // Two sums, so that one need not wait for the other.
  let even = 0;
  let odd = 0;
  let i = a;
  let j = b;
  for (const end = a + n - 1; i < end; i += 2, j += 2) {
    even += x[i]! * y[j]!;
    odd += x[i + 1]! * y[j + 1]!;
  }
  return i < a + n ? even + odd + x[i]! * y[j]! : even + odd;
};

const subtract = (
  x: Float64Array,
  a: number,
  factor: number,
  y: Float64Array,
  b: number,
  n: number,
): void => {
  for (let i = 0; i < n; i++) x[a + i]! -= factor * y[b + i]!;
};

const centre = (
  column: Float64Array,
  mean: number,
  from: number,
  rows: number,
  block: Float64Array,
  at: number,
): void => {
  for (let i = 0; i < rows; i++) block[at + i] = column[from + i]! - mean;
};

/**
 * The triangle R of centred columns X = QR, of shape [p, p], column after column, in pieces. Blocks of rows
 * are folded into R by reflections one after another, so that X is read once and its condition is not
 * squared, as it is in XᵀX.
 */
export function* triangleOf(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
): Generator<void, Float64Array> {
  const p = columns.length;
  const r = new Float64Array(p * p);
  const block = new Float64Array(p * blockRows);
  for (let from = 0; from < nRows; from += blockRows) {
    const rows = Math.min(nRows, from + blockRows) - from;
    for (let j = 0; j < p; j++) centre(columns[j]!, means[j]!, from, rows, block, j * blockRows);
    for (let j = 0; j < p; j++) {
      const at = j * blockRows;
      const head = r[j * p + j]!;
      const below = dot(block, at, block, at, rows);
      if (below === 0) continue;
      const length = Math.sqrt(head * head + below);
      const alpha = head > 0 ? -length : length;
      const first = head - alpha;
      const beta = 2 / (first * first + below);
      r[j * p + j] = alpha;
      for (let k = j + 1; k < p; k++) {
        const other = k * blockRows;
        const factor = beta * (first * r[k * p + j]! + dot(block, at, block, other, rows));
        r[k * p + j]! -= factor * first;
        subtract(block, other, factor, block, at, rows);
      }
      if (j % 16 === 15) yield;
    }
    yield;
  }
  return r;
}

/** Q and R of a matrix with at least as many rows as columns; Q as reflections. */
export interface Qr {
  /** R of shape [n, n], column after column. */
  readonly triangle: Float64Array;
  /** Q times a column: the first n values are given, the others are zero; changed in place. */
  readonly turn: (column: Float64Array) => void;
}

/** Householder's QR of columns (each of length m), which are overwritten. */
export function* reflect(columns: readonly Float64Array[]): Generator<void, Qr> {
  const n = columns.length;
  const m = columns[0]?.length ?? 0;
  const triangle = new Float64Array(n * n);
  const betas = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const own = columns[j]!;
    const head = own[j]!;
    const square = dot(own, j, own, j, m - j);
    triangle.set(own.subarray(0, j), j * n);
    if (square === 0) continue;
    const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    triangle[j * n + j] = alpha;
    own[j] = head - alpha;
    const beta = 1 / (square - alpha * head);
    betas[j] = beta;
    for (let k = j + 1; k < n; k++) {
      const other = columns[k]!;
      subtract(other, j, beta * dot(own, j, other, j, m - j), own, j, m - j);
    }
    yield;
  }
  const turn = (column: Float64Array): void => {
    for (let j = n - 1; j >= 0; j--) {
      const own = columns[j]!;
      subtract(column, j, betas[j]! * dot(own, j, column, j, m - j), own, j, m - j);
    }
  };
  return { triangle, turn };
}
