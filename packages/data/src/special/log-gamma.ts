const halfLogTwoPi = 0.9189385332046728;

// Stirling's series of ln Γ(x), right to the last digit from 10 on (Abramowitz and Stegun 6.1.41).
const series = (x: number): number => {
  const y = 1 / (x * x);
  const sum =
    1 / 12 +
    y * (-1 / 360 + y * (1 / 1260 + y * (-1 / 1680 + y * (1 / 1188 + y * (-691 / 360360 + y / 156)))));
  return sum / x;
};

/** ln Γ(x) for x > 0. */
export const logGamma = (x: number): number => {
  let product = 1;
  let shifted = x;
  while (shifted < 10) product *= shifted++;
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series(shifted) - Math.log(product);
};

/** What Stirling's formula lacks: ln Γ(x) - ((x - ½) ln x - x + ½ ln 2π), for x > 0. */
export const stirlingError = (x: number): number =>
  x >= 10 ? series(x) : logGamma(x) - ((x - 0.5) * Math.log(x) - x + halfLogTwoPi);
