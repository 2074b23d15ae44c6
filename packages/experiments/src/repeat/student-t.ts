// Quantiles of Student's t distribution for whole degrees of freedom, of which there is one less than runs.

/** The probability of being within t of 0: a finite sum, as the degrees of freedom are whole (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function inside(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2;
  let term = odd === 1 ? cosine : 1;
  let sum = 0;
  for (let k = odd; k <= freedom - 2; k += 2) {
    sum += term;
    term *= (cosine * cosine * (k + 1)) / (k + 2);
  }
  return odd === 1 ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/**
 * How many standard errors the middle share of Student's t distribution reaches to each side.
 *
 * @param share Such as 0.95.
 * @param freedom Degrees of freedom, a whole number of at least 1.
 */
export function tQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (inside(high, freedom) < share) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (inside(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
