import { expOrNaN } from "./exp";
import { Lanes, type Unary } from "./lanes";

/** erf x / x - 1 in x^2 on [0, 1], and log(1 - erf x) in x on [1, 4.1]; minimax. */
const SMALL = [
  7.806904e-5, -7.997853e-4, 5.187162e-3, -2.6853347e-2, 1.1283579e-1, -3.7612626e-1, 1.2837917e-1,
] as const;
const LARGE = [-1.1582385e-3, 1.4840067e-2, -8.882569e-2, -6.5419996e-1, -1.1176516, -2.61019e-3] as const;

/** The error function: x times a polynomial below 1, 1 - e^polynomial above. */
export const erf: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  // From 4.1 on the result rounds to 1.
  const a = v.keep(v.op("f32x4.pmin", v.abs(x), 4.1));
  const z = v.keep(v.mul(a, a));
  const small = v.madd(v.polynomial(z, SMALL), a, a);
  const large = v.sub(1, expOrNaN(v, v.keep(v.polynomial(a, LARGE))));
  v.result(v.withSignOf(x, v.select(v.op("f32x4.lt", a, 1), small, large)));
};
