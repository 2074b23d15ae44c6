/**
 * x ln(x / m) + m - x for x > 0 and m > 0, without losing digits where m is near x (Loader 2000, "bd0"): what
 * the densities of many distributions have in their exponents.
 */
export const deviance = (x: number, m: number): number => {
  const off = x - m;
  if (Math.abs(off) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = off / (x + m);
  let sum = off * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
};
