/** Singular values in descending order, and the right singular vector of each, one after another. */
export interface RightSvd {
  readonly singular: Float64Array;
  readonly vectors: Float64Array;
}

const swap = (m: Float64Array, n: number, a: number, b: number): void => {
  for (let i = a * n, j = b * n, end = i + n; i < end; i++, j++) {
    const kept = m[i]!;
    m[i] = m[j]!;
    m[j] = kept;
  }
};

const turn = (m: Float64Array, n: number, a: number, b: number, c: number, s: number): void => {
  for (let i = a * n, j = b * n, end = i + n; i < end; i++, j++) {
    const x = m[i]!;
    const y = m[j]!;
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  }
};

// Makes columns a and b orthogonal; tells whether they were not.
const treat = (m: Float64Array, v: Float64Array, n: number, a: number, b: number): boolean => {
  let alpha = 0;
  let beta = 0;
  let gamma = 0;
  for (let i = a * n, j = b * n, end = i + n; i < end; i++, j++) {
    const x = m[i]!;
    const y = m[j]!;
    alpha += x * x;
    beta += y * y;
    gamma += x * y;
  }
  // The longer column stands first, without which graded matrices need many more sweeps (de Rijk 1989).
  if (beta > alpha) {
    swap(m, n, a, b);
    swap(v, n, a, b);
    const kept = alpha;
    alpha = beta;
    beta = kept;
  }
  if (!(Math.abs(gamma) > Number.EPSILON * n * Math.sqrt(alpha) * Math.sqrt(beta))) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  turn(m, n, a, b, c, c * t);
  turn(v, n, a, b, c, c * t);
  return true;
};

const largest = (m: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < m.length; i++) most = Math.max(most, Math.abs(m[i]!));
  return most;
};

/**
 * One-sided Jacobi (Hestenes 1958): turns pairs of columns until all are orthogonal. Exact to the rounding of
 * each column rather than of the largest, and the vectors are orthonormal also where values are zero.
 *
 * @param matrix A matrix of shape [n, n], column after column; it is left as it is.
 */
export function* jacobiSvd(matrix: Float64Array, n: number): Generator<void, RightSvd> {
  const scale = largest(matrix);
  const m = scale === 0 ? matrix.slice() : matrix.map((value) => value / scale);
  const v = new Float64Array(n * n);
  for (let j = 0; j < n; j++) v[j * n + j] = 1;
  for (let sweep = 0, moved = true; moved && sweep < 60; sweep++) {
    moved = false;
    for (let a = 0; a < n - 1; a++) {
      for (let b = a + 1; b < n; b++) if (treat(m, v, n, a, b)) moved = true;
      yield;
    }
  }
  const lengths = Float64Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let i = j * n; i < (j + 1) * n; i++) sum += m[i]! * m[i]!;
    return Math.sqrt(sum) * scale;
  });
  const order = Array.from(lengths.keys()).sort((a, b) => lengths[b]! - lengths[a]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * n, (from + 1) * n), to * n);
  });
  return { singular: Float64Array.from(order, (at) => lengths[at]!), vectors };
}
