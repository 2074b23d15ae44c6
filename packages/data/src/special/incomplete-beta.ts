import { deviance } from "./deviance";
import { stirlingError } from "./log-gamma";

const tiny = 1e-300;

// The continued fraction of Iₓ(a, b) (Abramowitz and Stegun 26.5.8), by Lentz's method.
const fraction = (a: number, b: number, x: number): number => {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = Math.abs(c) < tiny ? tiny : c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = Math.abs(c) < tiny ? tiny : c;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < Number.EPSILON) break;
  }
  return value;
};

// xᵃ yᵇ / (a B(a, b)) with y = 1 - x, without the large logarithms that cancel.
const front = (a: number, b: number, x: number, y: number): number => {
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(b / (2 * Math.PI * a * n));
};

/**
 * The regularised incomplete beta function Iₓ(a, b), the probability that a beta variable is below x.
 *
 * @param y 1 - x, given apart so that no digits of it are lost where x is near 1.
 */
export const incompleteBeta = (a: number, b: number, x: number, y: number): number => {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x < (a + 1) / (a + b + 2)
    ? front(a, b, x, y) * fraction(a, b, x)
    : 1 - front(b, a, y, x) * fraction(b, a, y);
};

/** The probability that a variable of Fisher's F distribution is above f. */
export const fisherTail = (between: number, within: number, f: number): number => {
  if (Number.isNaN(f)) return Number.NaN;
  if (f === Infinity) return 0;
  const whole = within + between * f;
  return incompleteBeta(within / 2, between / 2, within / whole, (between * f) / whole);
};
