/**
 * The exponential and its relatives: x = n ln 2 + r with |r| <= ln 2 / 2, a minimax polynomial in r (fitted with
 * Lawson's iteration for the smallest relative error), and 2^n put into the exponent bits.
 *
 * @module
 */
import type { Local } from "../encoder";
import { type Expr, Lanes, type Push, type Unary } from "./lanes";

const LOG2_E = Math.LOG2E;
/** ln 2 in two parts; the first has 9 bits, so that a whole number below 2^15 times it is exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits. */
const ROUND = 12582912;
/** The first x whose exponential is infinite, and the last whose exponential is a normal number (ln 2^-126). */
const OVERFLOW = 88.72284;
const UNDERFLOW = -87.33654;
const ONE = 0x3f800000;
/** One in the exponent field. */
const EXPONENT = 0x00800000;

/** `n` in the low bits of `t`, and `e^r - 1`. */
interface Reduced {
  readonly t: Local;
  readonly r: Local;
}

function reduce(v: Lanes, x: Local): Reduced {
  const t = v.keep(v.madd(x, LOG2_E, ROUND));
  const n = v.keep(v.sub(t, ROUND));
  return { t, r: v.keep(v.madd(n, -LN2_LOW, v.madd(n, -LN2_HIGH, x))) };
}

/** (e^r - 1 - r) / r^2 with relative error 1.4e-8 in e^r - 1. */
const EXPM1_TAIL = [1.3870696e-3, 8.366272e-3, 4.1667435e-2, 1.6666546e-1, 4.9999997e-1] as const;

function expm1OfReduced(v: Lanes, r: Local): Push {
  return v.madd(v.mul(r, r), v.polynomial(r, EXPM1_TAIL), r);
}

/** 2^n times `p`, by adding n to the exponent bits; `extra` is added to n. Right while the result is normal. */
function scaled(v: Lanes, p: Expr, t: Local, extra: number = 0): Push {
  const sum = v.op("i32x4.add", p, v.shift("i32x4.shl", t, 23));
  return extra === 0 ? sum : v.op("i32x4.add", sum, v.bits(extra * EXPONENT));
}

/**
 * `e^x * 2^extra` without care for over- and underflow: |x| < 87 (or 88.7 when `extra` is negative). The bits of a NaN
 * are not safe here; {@link expOrNaN} keeps them.
 */
export function expInRange(v: Lanes, x: Local, extra: number = 0): Push {
  const { t, r } = reduce(v, x);
  return scaled(v, v.add(expm1OfReduced(v, r), 1), t, extra);
}

/** `e^x * 2^extra` for |x| < 87 (a little above when `extra` is negative); NaN stays NaN. */
export function expOrNaN(v: Lanes, x: Local, extra: number = 0): Push {
  const { t, r } = reduce(v, x);
  const power = v.keep(v.op("i32x4.add", v.shift("i32x4.shl", t, 23), v.bits(ONE + extra * EXPONENT)));
  return v.madd(power, expm1OfReduced(v, r), power);
}

/** `e^x - 1` for -25 < x < 87. */
export function expm1InRange(v: Lanes, x: Local): Push {
  const { t, r } = reduce(v, x);
  const power = v.keep(v.op("i32x4.add", v.shift("i32x4.shl", t, 23), v.bits(ONE)));
  return v.madd(power, expm1OfReduced(v, r), v.sub(power, 1));
}

/** Infinity from `high` on, 0 below `low`, NaN for NaN, else `inside`. */
function withLimits(v: Lanes, x: Local, inside: Expr, low: number, high: number): Push {
  const upper = v.select(v.op("f32x4.lt", x, high), inside, v.add(x, Number.POSITIVE_INFINITY));
  return v.op("v128.andnot", upper, v.op("f32x4.lt", x, low));
}

/** e^x. Relative error about 1e-7; results below the smallest normal number are 0, above the largest infinite. */
export const exp: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  v.result(withLimits(v, x, expInRange(v, x), UNDERFLOW, OVERFLOW));
};

/** (2^x - 1) / x on [-1/2, 1/2], relative error 3e-9 in 2^x. */
const EXP2 = [1.5327803e-4, 1.3390997e-3, 9.618503e-3, 5.5503596e-2, 2.4022648e-1, 6.931472e-1] as const;

/** 2^x, exact for whole x. Results below the smallest normal number are 0. */
export const exp2: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const t = v.keep(v.add(x, ROUND));
  const r = v.keep(v.sub(x, v.sub(t, ROUND)));
  const inside = scaled(v, v.madd(v.polynomial(r, EXP2), r, 1), t);
  v.result(withLimits(v, x, inside, -126, 128));
};

/** e^x - 1, exact in sign and relatively precise near 0. */
export const expm1: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  // -20 gives -1 after rounding; 89 gives infinity below.
  const inside = v.keep(v.clamp(x, -20, 89));
  const { t, r } = reduce(v, inside);
  // Half of the result, as 2^128 itself would not fit.
  const power = v.keep(v.op("i32x4.add", v.shift("i32x4.shl", t, 23), v.bits(ONE - EXPONENT)));
  const half = v.keep(v.madd(power, expm1OfReduced(v, r), v.sub(power, 0.5)));
  v.result(v.withSignOf(x, v.add(half, half)));
};

/** 1 / (1 + e^-x). Relative error below 3e-7, also where the result is tiny. */
export const sigmoid: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  // A subtraction, because V8 makes three instructions of f32x4.neg.
  const y = v.keep(v.clamp(v.sub(0, x), -30, 89));
  // e^89 does not fit and shall become infinite, so half of it is doubled.
  const half = v.keep(expOrNaN(v, y, -1));
  v.result(v.div(1, v.add(v.add(half, half), 1)));
};
