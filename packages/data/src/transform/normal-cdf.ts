// exp(-x²), with x² in two parts so that its rounding does not count.
const gauss = (x: number): number => {
  const rough = Math.trunc(x * 16) / 16;
  return Math.exp(-rough * rough) * Math.exp(-(x - rough) * (x + rough));
};

const ratio = (x: number, top: readonly number[], bottom: readonly number[], first: number): number => {
  let p = first * x;
  let q = x;
  for (let i = 0; i < top.length - 1; i++) {
    p = (p + top[i]!) * x;
    q = (q + bottom[i]!) * x;
  }
  return (p + top.at(-1)!) / (q + bottom.at(-1)!);
};

const a = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694] as const;
const b = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171] as const;
const c = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
] as const;
const d = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
] as const;
const p = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
] as const;
const q = [
  2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
] as const;

/** The complementary error function, 1 - erf(x), to about 1e-16 (Cody 1969). */
export const erfc = (x: number): number => {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * ratio(y * y, a, b, 0.18577770618460315);
  let tail: number;
  if (y <= 4) tail = gauss(y) * ratio(y, c, d, 2.1531153547440383e-8);
  else {
    const z = 1 / (y * y);
    const series = z * ratio(z, p, q, 0.016315387137302097);
    tail = y > 27 ? 0 : (gauss(y) * (0.5641895835477563 - series)) / y;
  }
  return x < 0 ? 2 - tail : tail;
};

/** The share of the standard normal distribution that lies below z; NaN for NaN. */
export const normalCdf = (z: number): number => (Number.isNaN(z) ? z : 0.5 * erfc(-z * Math.SQRT1_2));
