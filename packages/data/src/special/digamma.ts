/** The derivative of ln Γ(x), for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18). */
export const digamma = (x: number): number => {
  let shift = 0;
  let z = x;
  for (; z < 10; z++) shift += 1 / z;
  const y = 1 / (z * z);
  const rest =
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - (y * 691) / 32760)))));
  return Math.log(z) - 0.5 / z - rest - shift;
};
