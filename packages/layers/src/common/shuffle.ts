/**
 * Whole numbers from 0 up to `n` in an order that depends on `seed` and `round` alone (Fisher and Yates's shuffle with
 * sfc32 of PractRand), so that a round can be repeated without those before it.
 *
 * @param out - Receives the numbers; made when it is not given.
 */
export function shuffledIndices(
  n: number,
  seed: number,
  round: number,
  out: Int32Array = new Int32Array(n),
): Int32Array {
  for (let i = 0; i < n; i++) out[i] = i;
  const next = sfc32(seed % 2 ** 32, Math.floor(seed / 2 ** 32), round);
  for (let i = n - 1; i > 0; i--) {
    // The high word of a product: no division, and a bias below 2^-32 * n.
    const j = Math.floor((next() / 2 ** 32) * (i + 1));
    const swap = out[i] as number;
    out[i] = out[j] as number;
    out[j] = swap;
  }
  return out;
}

/** A generator of unsigned 32-bit integers. */
function sfc32(seedLow: number, seedHigh: number, round: number): () => number {
  let a = seedLow | 0;
  let b = seedHigh | 0;
  let c = round | 0;
  let d = 1;
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}
