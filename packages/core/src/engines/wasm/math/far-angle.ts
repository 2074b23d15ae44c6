/** 2 / pi in fixed point, with 256 bits behind the point. */
const TWO_OVER_PI = 0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561n;
const BITS = 256n;

/**
 * Sine and cosine of a float32 of 1e9 and more, which is a whole number: which quarter of the circle is found in whole
 * numbers, and the rest is sums and products, so that every place has the same bits. NaN for what is not finite or not
 * so large.
 */
function farCircle(x: number): [sine: number, cosine: number] {
  if (!(Math.abs(x) >= 1e9 && Number.isFinite(x))) return [Number.NaN, Number.NaN];
  const quarters = BigInt(x) * TWO_OVER_PI;
  const quarter = (quarters + (1n << (BITS - 1n))) >> BITS;
  const r = (Number(quarters - (quarter << BITS)) / 2 ** 256) * (Math.PI / 2);
  const z = r * r;
  // Taylor's series; what is left out is below 1e-10 up to pi/4.
  const sine = r * (1 - (z / 6) * (1 - (z / 20) * (1 - (z / 42) * (1 - (z / 72) * (1 - z / 110)))));
  const cosine = 1 - (z / 2) * (1 - (z / 12) * (1 - (z / 30) * (1 - (z / 56) * (1 - z / 90))));
  const turn = Number(quarter & 3n);
  const [a, b] = turn % 2 === 0 ? [sine, cosine] : [cosine, -sine];
  return turn < 2 ? [a, b] : [-a, -b];
}

/** The sine of a float32 of 1e9 and more. */
export function farSin(x: number): number {
  return farCircle(x)[0];
}

/** The cosine of a float32 of 1e9 and more. */
export function farCos(x: number): number {
  return farCircle(x)[1];
}

/** The tangent of a float32 of 1e9 and more. */
export function farTan(x: number): number {
  const [sine, cosine] = farCircle(x);
  return sine / cosine;
}
