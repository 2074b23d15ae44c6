import { logGamma } from "../special/log-gamma";

const tiny = 1e-15;

// How likely the data are when they spread along `rank` axes and have the same noise along the others.
const evidence = (spectrum: Float64Array, rank: number, n: number): number => {
  const p = spectrum.length;
  if (spectrum[rank - 1]! < tiny) return -Infinity;
  let prior = -rank * Math.log(2);
  let wide = 0;
  for (let i = 1; i <= rank; i++) {
    const half = (p - i + 1) / 2;
    prior += logGamma(half) - Math.log(Math.PI) * half;
    wide += Math.log(spectrum[i - 1]!);
  }
  let rest = 0;
  for (let j = rank; j < p; j++) rest += spectrum[j]!;
  const noise = Math.max(tiny, rest / (p - rank));
  const free = p * rank - (rank * (rank + 1)) / 2;
  let curvature = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = i + 1; j < p; j++) {
      const other = j < rank ? spectrum[j]! : noise;
      curvature += Math.log((spectrum[i]! - spectrum[j]!) * (1 / other - 1 / spectrum[i]!)) + Math.log(n);
    }
  }
  return (
    prior -
    (wide * n) / 2 -
    (Math.log(noise) * n * (p - rank)) / 2 +
    (Math.log(2 * Math.PI) * (free + rank)) / 2 -
    curvature / 2 -
    (rank * Math.log(n)) / 2
  );
};

/** The most likely number of axes for the variances along all of them (Minka 2000), at least one. */
export const likelyRank = (spectrum: Float64Array, nRows: number): number => {
  let best = 1;
  let most = -Infinity;
  for (let rank = 1; rank < spectrum.length; rank++) {
    const value = evidence(spectrum, rank, nRows);
    if (!(value > most)) continue;
    most = value;
    best = rank;
  }
  return best;
};
