import { deviance } from "./deviance";
import { stirlingError } from "./log-gamma";

// xᵃ exp(-x) / Γ(a + 1).
const front = (a: number, x: number): number =>
  Math.exp(-deviance(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);

const series = (a: number, x: number): number => {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * Number.EPSILON) break;
  }
  return sum;
};

// Legendre's continued fraction (Abramowitz and Stegun 6.5.31), by Lentz's method.
const fraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 100_000; i++) {
    const factor = -i * (i - a);
    b += 2;
    d = 1 / (factor * d + b);
    c = b + factor / c;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < Number.EPSILON) break;
  }
  return value;
};

/** The regularised upper incomplete gamma function Q(a, x), for a > 0. */
export const upperGamma = (a: number, x: number): number => {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - front(a, x) * series(a, x) : front(a, x) * a * fraction(a, x);
};

/** The probability that a variable of the χ² distribution is above x. */
export const chiSquareTail = (freedom: number, x: number): number => upperGamma(freedom / 2, x / 2);
