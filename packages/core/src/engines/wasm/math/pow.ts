/**
 * x^y = 2^(y log2 |x|), in float64 lanes: an error of one float32 unit in the exponent would be one of a hundred in
 * the result.
 *
 * @module
 */
import type { Local } from "../encoder";
import { type Binary, type Expr, Lanes, type Push } from "./lanes";

/** Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits. */
const ROUND = 6755399441055744;
/** log2 m / s in s^2 with s = (m-1)/(m+1), m in [sqrt(1/2), sqrt 2]; relative error 8e-14. */
const LOG2 = [
  0.28294635572117743, 0.3199025652031627, 0.4122093262601168, 0.5770779416597384, 0.9617966941156564,
  2.8853900817778486,
] as const;
/** (2^r - 1) / r on [-1/2, 1/2]; relative error 5e-11 in 2^r. */
const EXP2 = [
  1.5196044671968371e-5, 0.00015466882382563345, 0.0013333936558946927, 0.009618037769524912,
  0.05550410362990271, 0.24022651068774659, 0.6931471807056907,
] as const;

/** log2 of two float64 lanes that came from float32 and are not negative: minus infinity at 0. */
function log2(v: Lanes, x: Local): Push {
  // sqrt(1/2) to its upper 32 bits is near enough for the cut.
  const cut = v.keep(v.f64(Math.SQRT1_2));
  const i = v.keep(v.op("i64x2.sub", x, cut));
  const e = v.keep(v.shift("i64x2.shr_s", i, 52));
  const m = v.keep(v.op("i64x2.sub", x, v.shift("i64x2.shl", e, 52)));
  const s = v.keep(v.op("f64x2.div", v.op("f64x2.sub", m, v.f64(1)), v.op("f64x2.add", m, v.f64(1))));
  const z = v.keep(v.op("f64x2.mul", s, s));
  // e is small and its upper half only repeats the sign, so the lower halves are converted.
  const exponent = v.op("f64x2.convert_low_i32x4_s", v.shuffle32(e, e, [0, 2, 0, 2]));
  const sum = v.op("f64x2.add", exponent, v.op("f64x2.mul", v.polynomial64(z, LOG2), s));
  const finite = v.select(v.op("f64x2.lt", x, v.f64(Number.POSITIVE_INFINITY)), sum, x);
  return v.select(v.op("f64x2.eq", x, v.f64(0)), v.f64(Number.NEGATIVE_INFINITY), finite);
}

/** 2^w of two float64 lanes as float32 in lanes 0 and 1; NaN stays NaN. */
function exp2(v: Lanes, w: Push): Push {
  // Beyond 200 float32 is infinite or 0.
  const held = v.keep(v.op("f64x2.pmin", v.op("f64x2.pmax", w, v.f64(-200)), v.f64(200)));
  const t = v.keep(v.op("f64x2.add", held, v.f64(ROUND)));
  const r = v.keep(v.op("f64x2.sub", held, v.op("f64x2.sub", t, v.f64(ROUND))));
  const p = v.op("f64x2.add", v.op("f64x2.mul", v.polynomial64(r, EXP2), r), v.f64(1));
  return v.op("f32x4.demote_f64x2_zero", v.op("i64x2.add", p, v.shift("i64x2.shl", t, 52)));
}

/**
 * x to the power y, as C's pow: x^0 and 1^y are 1 (also for NaN), a negative base gives NaN unless y is whole, and
 * then the sign of its parity; 0 and infinities as their limits.
 */
export const pow: Binary = (f, x, y, ctx) => {
  const v = new Lanes(f, ctx);
  const a = v.keep(v.abs(x));
  const widen = (value: Expr): Push => v.op("f64x2.promote_low_f32x4", value);
  const high = (value: Local): Push => v.shuffle32(value, value, [2, 3, 2, 3]);
  const half = (base: Expr, exponent: Expr): Local => {
    const logarithm = v.keep(log2(v, v.keep(widen(base))));
    return v.keep(exp2(v, v.op("f64x2.mul", widen(exponent), logarithm)));
  };
  const low = half(a, y);
  const upper = half(high(a), high(y));
  const magnitude = v.keep(v.shuffle32(low, upper, [0, 1, 4, 5]));

  const halfY = v.keep(v.mul(y, 0.5));
  const whole = v.keep(v.op("f32x4.eq", v.op("f32x4.trunc", y), y));
  const odd = v.op("v128.and", whole, v.op("f32x4.ne", v.op("f32x4.trunc", halfY), halfY));
  const signed = v.op("v128.xor", magnitude, v.op("v128.and", v.signOf(x), odd));
  const negative = v.op("v128.and", v.op("f32x4.lt", x, 0), v.op("f32x4.gt", x, Number.NEGATIVE_INFINITY));
  const valid = v.op("v128.or", signed, v.op("v128.andnot", negative, whole));
  // y NaN and a negative base: y is not whole, so NaN stands already.
  const unitToInfinity = v.op(
    "v128.and",
    v.op("f32x4.eq", a, 1),
    v.op("f32x4.eq", v.abs(y), Number.POSITIVE_INFINITY),
  );
  const one = v.op(
    "v128.or",
    v.op("f32x4.eq", x, 1),
    v.op("v128.or", v.op("f32x4.eq", y, 0), unitToInfinity),
  );
  v.result(v.select(one, 1, valid));
};
