/**
 * Inverse trigonometric functions: arguments are brought into [0, 1] (arc tangent) or [0, 1/2] (arc sine) by the
 * usual identities, then minimax polynomials.
 *
 * @module
 */
import type { Local } from "../encoder";
import { type Binary, type Expr, Lanes, type Push, type Unary } from "./lanes";

/** (atan q / q - 1) / q^2 in q^2 on [0, 1], relative error 2.6e-9. */
const ATAN = [
  -1.782176e-3, 1.0866363e-2, -3.1093631e-2, 5.7878915e-2, -8.399209e-2, 1.0950861e-1, -1.4264014e-1,
  1.999853e-1, -3.33333e-1,
] as const;
/** (asin s / s - 1) / s^2 in s^2 on [0, 1/2], relative error 5e-9. */
const ASIN = [4.228083e-2, 2.4112785e-2, 4.548377e-2, 7.495192e-2, 1.6666755e-1] as const;

/** atan q for 0 <= q <= 1, taken from pi/2 where `swapped`. */
function atanOf(v: Lanes, ratio: Expr, swapped: Expr): Push {
  const q = v.keep(ratio);
  const z = v.keep(v.mul(q, q));
  const angle = v.keep(v.madd(v.mul(q, z), v.polynomial(z, ATAN), q));
  return v.select(swapped, v.sub(Math.PI / 2, angle), angle);
}

/** atan x: relative error below 2e-7. */
export const atan: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const a = v.keep(v.abs(x));
  const ratio = v.div(v.op("f32x4.pmin", a, 1), v.op("f32x4.pmax", a, 1));
  v.result(v.withSignOf(x, atanOf(v, ratio, v.op("f32x4.gt", a, 1))));
};

/** The angle of the point (x, y), as C's atan2: signed zeros and infinities choose the quadrant. */
export const atan2: Binary = (f, y, x, ctx) => {
  const v = new Lanes(f, ctx);
  const ay = v.keep(v.abs(y));
  const ax = v.keep(v.abs(x));
  // min and max, not pmin and pmax: a NaN in either operand must come through.
  const larger = v.keep(v.op("f32x4.max", ay, ax));
  const quotient = v.div(v.op("f32x4.min", ay, ax), larger);
  const diagonal = v.select(v.op("f32x4.eq", ay, ax), 1, quotient);
  const ratio = v.op("v128.andnot", diagonal, v.op("f32x4.eq", larger, 0));
  const angle = v.keep(atanOf(v, ratio, v.op("f32x4.gt", ay, ax)));
  const left = v.shift("i32x4.shr_s", x, 31);
  v.result(v.withSignOf(y, v.select(left, v.sub(Math.PI, angle), angle)));
};

/** asin s for 0 <= s <= 1/2. */
function asinSmall(v: Lanes, s: Local, z: Local): Push {
  return v.madd(v.mul(s, z), v.polynomial(z, ASIN), s);
}

/** `|x|`, whether it is above 1/2, and the arc sine of |x| or of sqrt((1 - |x|) / 2) then. */
function halves(v: Lanes, x: Local): { large: Local; angle: Local } {
  const a = v.keep(v.abs(x));
  const large = v.keep(v.op("f32x4.gt", a, 0.5));
  const z = v.keep(v.select(large, v.mul(v.sub(1, a), 0.5), v.mul(a, a)));
  const s = v.keep(v.select(large, v.op("f32x4.sqrt", z), a));
  return { large, angle: v.keep(asinSmall(v, s, z)) };
}

/** asin x; NaN outside [-1, 1]. */
export const asin: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const { large, angle } = halves(v, x);
  const value = v.select(large, v.sub(Math.PI / 2, v.add(angle, angle)), angle);
  v.result(v.withSignOf(x, value));
};

/** acos x; NaN outside [-1, 1]. */
export const acos: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const { large, angle } = halves(v, x);
  const twice = v.keep(v.add(angle, angle));
  const outer = v.select(v.op("f32x4.lt", x, 0), v.sub(Math.PI, twice), twice);
  const inner = v.sub(Math.PI / 2, v.withSignOf(x, angle));
  v.result(v.select(large, outer, inner));
};
