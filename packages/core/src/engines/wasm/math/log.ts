/**
 * Natural logarithms: x = 2^k m with m in [sqrt(1/2), sqrt 2), and log m from s = (m-1)/(m+1) as
 * 2 atanh(s) = m-1 - ((m-1)^2/2 - s ((m-1)^2/2 + R(s^2))), the arrangement of FDLIBM's e_log.c; R is a minimax
 * polynomial.
 *
 * @module
 */
import { type Expr, Lanes, type Push, type Unary } from "./lanes";

const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** The bits of sqrt(1/2). */
const ROOT_HALF = 0x3f3504f3;
const MANTISSA = 0x007fffff;
const SMALLEST_NORMAL = 2 ** -126;
/** (2 atanh(s) - 2 s) / s^3 in s^2, absolute error 8e-10 in the logarithm. */
const R = [2.9872122e-1, 3.9977553e-1, 6.6666776e-1] as const;

/** `k ln 2 + log(1 + tail)`; `k` as float. */
function combine(v: Lanes, k: Expr, tail: Expr): Push {
  const kf = v.keep(k);
  const t = v.keep(tail);
  const s = v.keep(v.div(t, v.add(t, 2)));
  const z = v.keep(v.mul(s, s));
  const half = v.keep(v.mul(v.mul(t, t), 0.5));
  const correction = v.madd(s, v.madd(z, v.polynomial(z, R), half), v.mul(kf, LN2_LOW));
  return v.madd(kf, LN2_HIGH, v.sub(t, v.sub(half, correction)));
}

/** Minus infinity at 0, NaN below, infinity at infinity, NaN for NaN, else `inside`. `x` decides. */
function withLimits(v: Lanes, x: Expr, inside: Expr): Push {
  const finite = v.select(v.op("f32x4.lt", x, Number.POSITIVE_INFINITY), inside, x);
  const notNegative = v.op("v128.or", finite, v.op("f32x4.lt", x, 0));
  return v.select(v.op("f32x4.eq", x, 0), Number.NEGATIVE_INFINITY, notNegative);
}

/** log x, with subnormal x too; log 0 is minus infinity, of a negative number NaN. */
export const log: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const tiny = v.keep(v.op("f32x4.lt", x, SMALLEST_NORMAL));
  const normal = v.select(tiny, v.mul(x, 2 ** 23), x);
  const i = v.keep(v.op("i32x4.sub", normal, v.bits(ROOT_HALF)));
  const k = v.op("i32x4.sub", v.shift("i32x4.shr_s", i, 23), v.op("v128.and", tiny, v.bits(23)));
  const m = v.op("i32x4.add", v.op("v128.and", i, v.bits(MANTISSA)), v.bits(ROOT_HALF));
  v.result(withLimits(v, x, combine(v, v.op("f32x4.convert_i32x4_s", k), v.sub(m, 1))));
};

/**
 * `log(1 + x)` on the stack of `v`, relatively precise near 0: what `1 + x` loses to rounding is added to the
 * fraction, so that the fraction is x itself while the exponent is 0.
 */
export function log1pOf(v: Lanes, x: Expr): Push {
  const value = v.keep(x);
  const u = v.keep(v.add(value, 1));
  const lost = v.sub(value, v.sub(u, 1));
  const i = v.keep(v.op("i32x4.sub", u, v.bits(ROOT_HALF)));
  const k = v.keep(v.shift("i32x4.shr_s", i, 23));
  // 2^-128 has no exponent field; nothing is lost to rounding up there anyway.
  const power = v.shift("i32x4.shl", v.op("i32x4.sub", v.bits(127), v.op("i32x4.min_s", k, v.bits(127))), 23);
  const m = v.op("i32x4.add", v.op("v128.and", i, v.bits(MANTISSA)), v.bits(ROOT_HALF));
  const tail = v.madd(lost, power, v.sub(m, 1));
  const inside = combine(v, v.op("f32x4.convert_i32x4_s", k), tail);
  // The result has the sign of x everywhere, which also keeps -0.
  return v.withSignOf(value, withLimits(v, u, inside));
}

/** log(1 + x), relatively precise near 0. */
export const log1p: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  v.result(log1pOf(v, x));
};
