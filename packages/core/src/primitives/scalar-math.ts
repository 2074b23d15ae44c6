/** The remainder with the sign of the divisor, as NumPy has it; NaN by 0. */
export function modulo(x: number, y: number): number {
  if (Number.isNaN(y)) return y;
  if (!Number.isFinite(y) && Number.isFinite(x)) return x === 0 || x > 0 === y > 0 ? x : y;
  const r = x % y;
  return r !== 0 && r < 0 !== y < 0 ? r + y : r;
}

/** To the nearest, halves to even, as NumPy and IEEE 754 have it. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  // What rounds to 0 keeps its sign.
  return (up ? floor + 1 : floor) || Math.sign(x) * 0;
}

/** `1 / (1 + exp(-x))` without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** C's pow: 1 to anything and -1 to an infinity are 1, where JavaScript has NaN. */
export function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) ? 1 : x ** y;
}

/**
 * The error function, which its operation puts here when it is first used, so that a bundle without it goes without the
 * series behind it.
 */
export const rareScalar: { erf?: (x: number) => number } = {};
