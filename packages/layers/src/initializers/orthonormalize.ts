/** A vector that loses more than this share of its length is made orthogonal once more, against rounding. */
const CANCELLED = 1e-3;

/**
 * Makes the rows of a matrix orthonormal, in place and in float64, by the modified Gram-Schmidt process: the Q of the QR
 * decomposition of the transpose, with a positive diagonal of R. That sign is what makes a matrix of normally
 * distributed numbers one of all orthogonal matrices with equal probability (Mezzadri 2007).
 *
 * @param rows - `count` rows of `length` numbers each, one after another; not more rows than they are long.
 */
export function orthonormalize(rows: Float64Array, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * length, (i + 1) * length);
    let before = norm(row);
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < i; k++) removePart(row, rows.subarray(k * length, (k + 1) * length));
      const after = norm(row);
      if (after >= CANCELLED * before) break;
      before = after;
    }
    const scale = 1 / norm(row);
    for (let j = 0; j < length; j++) row[j] = (row[j] as number) * scale;
  }
}

/** Takes from a vector what lies in the direction of a unit vector. */
function removePart(vector: Float64Array, unit: Float64Array): void {
  const part = dot(vector, unit);
  for (let j = 0; j < vector.length; j++) vector[j] = (vector[j] as number) - part * (unit[j] as number);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** In four sums, which the processor adds side by side. */
function dot(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let j = 0; j < whole; j += 4) {
    s0 += (a[j] as number) * (b[j] as number);
    s1 += (a[j + 1] as number) * (b[j + 1] as number);
    s2 += (a[j + 2] as number) * (b[j + 2] as number);
    s3 += (a[j + 3] as number) * (b[j + 3] as number);
  }
  for (let j = whole; j < a.length; j++) s0 += (a[j] as number) * (b[j] as number);
  return s0 + s1 + (s2 + s3);
}
