/** Eigenvalues in descending order, and an eigenvector for each, one after another. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

// Householder's reduction to a tridiagonal matrix (Martin, Reinsch and Wilkinson 1968, "tred2"). On return
// `z` holds the transformation by rows, `d` the diagonal and `e` what is below it, from place 1 on.
function* tridiagonalise(
  z: Float64Array,
  n: number,
  d: Float64Array,
  e: Float64Array,
): Generator<void, void> {
  for (let i = n - 1; i > 0; i--) {
    yield;
    const row = i * n;
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(z[row + k]!);
    if (i === 1 || scale === 0) {
      e[i] = z[row + i - 1]!;
      d[i] = 0;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      const value = z[row + k]! / scale;
      z[row + k] = value;
      h += value * value;
    }
    const f = z[row + i - 1]!;
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = scale * g;
    h -= f * g;
    z[row + i - 1] = f - g;
    symmetricProduct(z, n, i, e, h);
    let hh = 0;
    for (let j = 0; j < i; j++) hh += e[j]! * z[row + j]!;
    hh /= h + h;
    for (let j = 0; j < i; j++) {
      const fj = z[row + j]!;
      const gj = e[j]! - hh * fj;
      e[j] = gj;
      const own = j * n;
      for (let k = 0; k <= j; k++) z[own + k]! -= fj * e[k]! + gj * z[row + k]!;
    }
    d[i] = h;
  }
  d[0] = 0;
  e[0] = 0;
  yield* accumulate(z, n, d);
}

// e = A u / h with the lower triangle of A and the vector u in row i, walked along its rows.
const symmetricProduct = (z: Float64Array, n: number, i: number, e: Float64Array, h: number): void => {
  const row = i * n;
  for (let j = 0; j < i; j++) e[j] = 0;
  for (let j = 0; j < i; j++) {
    const own = j * n;
    const uj = z[row + j]!;
    let sum = z[own + j]! * uj;
    for (let k = 0; k < j; k++) {
      const a = z[own + k]!;
      sum += a * z[row + k]!;
      e[k]! += a * uj;
    }
    e[j]! += sum;
  }
  for (let j = 0; j < i; j++) e[j]! /= h;
};

function* accumulate(z: Float64Array, n: number, d: Float64Array): Generator<void, void> {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    yield;
    const row = i * n;
    const h = d[i]!;
    if (h !== 0) {
      sums.fill(0, 0, i);
      for (let k = 0; k < i; k++) {
        const u = z[row + k]!;
        const own = k * n;
        for (let j = 0; j < i; j++) sums[j]! += u * z[own + j]!;
      }
      for (let k = 0; k < i; k++) {
        const u = z[row + k]! / h;
        const own = k * n;
        for (let j = 0; j < i; j++) z[own + j]! -= sums[j]! * u;
      }
    }
    d[i] = z[row + i]!;
    z[row + i] = 1;
    for (let j = 0; j < i; j++) {
      z[row + j] = 0;
      z[j * n + i] = 0;
    }
  }
}

const transpose = (z: Float64Array, n: number): void => {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const kept = z[i * n + j]!;
      z[i * n + j] = z[j * n + i]!;
      z[j * n + i] = kept;
    }
  }
};

const rotate = (v: Float64Array, n: number, i: number, c: number, s: number): void => {
  let a = i * n;
  let b = a + n;
  for (let k = 0; k < n; k++, a++, b++) {
    const f = v[b]!;
    const g = v[a]!;
    v[b] = s * g + c * f;
    v[a] = c * g - s * f;
  }
};

// Implicit QL with Wilkinson's shift (Dubrulle, Martin and Wilkinson 1968, "imtql2"); `v` holds a vector a
// row. Far fewer than 50 turns are needed for each value of any matrix of finite numbers.
function* implicitQl(v: Float64Array, n: number, d: Float64Array, e: Float64Array): Generator<void, void> {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    yield;
    for (let turn = 0; turn < 50; turn++) {
      let m = l;
      while (m < n - 1) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= Number.EPSILON * size) break;
        m++;
      }
      if (m === l) break;
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.hypot(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        rotate(v, n, i, c, s);
      }
      if (r === 0 && i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix of shape [n, n] (rows `stride` apart), exact to the
 * rounding of its largest eigenvalue; in pieces.
 */
export function* symmetricEigen(matrix: Float64Array, n: number, stride: number): Generator<void, Eigen> {
  const z = new Float64Array(n * n);
  for (let i = 0; i < n; i++) z.set(matrix.subarray(i * stride, i * stride + n), i * n);
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  yield* tridiagonalise(z, n, d, e);
  transpose(z, n);
  yield* implicitQl(z, n, d, e);
  const order = Array.from(d.keys()).sort((a, b) => d[b]! - d[a]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(z.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values: Float64Array.from(order, (at) => d[at]!), vectors };
}
