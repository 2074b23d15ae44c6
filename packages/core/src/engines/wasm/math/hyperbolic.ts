/**
 * Hyperbolic functions and their inverses, from the exponential and the logarithm.
 *
 * @module
 */
import type { Local } from "../encoder";
import { expInRange, expm1InRange } from "./exp";
import { type Expr, Lanes, type Push, type Unary } from "./lanes";
import { log1pOf } from "./log";

/** tanh x = e / (e + 2) with e = e^(2|x|) - 1, which is relatively precise near 0 too. */
export const tanh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  // From 10 on the result rounds to 1.
  const a = v.keep(v.op("f32x4.pmin", v.abs(x), 10));
  const e = v.keep(expm1InRange(v, v.keep(v.add(a, a))));
  v.result(v.withSignOf(x, v.div(e, v.add(e, 2))));
};

/** The first |x| whose sinh and cosh are infinite. */
const OVERFLOW = 89.41599;

/** e^|x| / 2, infinite and NaN where it must be. */
function halfExp(v: Lanes, a: Local): Local {
  const inside = expInRange(v, a, -1);
  return v.keep(v.select(v.op("f32x4.lt", a, OVERFLOW), inside, v.add(a, Number.POSITIVE_INFINITY)));
}

/** (sinh r / r - 1) / r^2 in r^2 on [0, 1], relative error 3e-8. */
const SINH = [2.0376882e-4, 8.330221e-3, 1.6666718e-1] as const;

/** sinh x: a polynomial below 1, (e^x - e^-x) / 2 above. */
export const sinh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const a = v.keep(v.abs(x));
  const half = halfExp(v, a);
  const z = v.keep(v.mul(a, a));
  const small = v.madd(v.mul(a, z), v.polynomial(z, SINH), a);
  const value = v.select(v.op("f32x4.lt", a, 1), small, v.sub(half, v.div(0.25, half)));
  v.result(v.withSignOf(x, value));
};

/** cosh x = (e^x + e^-x) / 2. */
export const cosh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const half = halfExp(v, v.keep(v.abs(x)));
  v.result(v.add(half, v.div(0.25, half)));
};

/** From here on x + sqrt(x^2 +- 1) is 2 x, and log(2 x) is log(1 + x) + log 2; squares stay finite below. */
const LARGE = 1e9;

/** `log1p(small)` below {@link LARGE}, `log1p(x) + log 2` from there. */
function logarithm(v: Lanes, x: Local, small: Expr): Push {
  const large = v.keep(v.op("f32x4.ge", x, LARGE));
  const value = v.keep(log1pOf(v, v.select(large, x, small)));
  return v.add(value, v.op("v128.and", large, Math.LN2));
}

/** asinh x = log(|x| + sqrt(x^2 + 1)), with the sign of x. */
export const asinh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const a = v.keep(v.abs(x));
  const square = v.keep(v.mul(a, a));
  const root = v.op("f32x4.sqrt", v.add(square, 1));
  const small = v.add(a, v.div(square, v.add(root, 1)));
  v.result(v.withSignOf(x, logarithm(v, a, small)));
};

/** acosh x = log(x + sqrt(x^2 - 1)); NaN below 1. */
export const acosh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const t = v.keep(v.sub(x, 1));
  const small = v.add(t, v.op("f32x4.sqrt", v.mul(t, v.add(t, 2))));
  v.result(v.op("v128.or", logarithm(v, x, small), v.op("f32x4.lt", x, 1)));
};

/** atanh x = log((1 + x) / (1 - x)) / 2; infinite at -1 and 1, NaN outside. */
export const atanh: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const a = v.keep(v.abs(x));
  const value = v.mul(log1pOf(v, v.div(v.add(a, a), v.sub(1, a))), 0.5);
  v.result(v.withSignOf(x, v.op("v128.or", value, v.op("f32x4.gt", a, 1))));
};
