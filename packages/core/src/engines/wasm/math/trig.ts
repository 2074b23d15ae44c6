/**
 * Sine, cosine and tangent. The argument is reduced modulo pi/2 in float64, two lanes at a time, so that the result
 * is right to float32 precision up to |x| = 1e9 and finite for every finite x; then minimax polynomials on
 * [-pi/4, pi/4].
 *
 * @module
 */
import type { Local } from "../encoder";
import { Lanes, type Push, type Unary } from "./lanes";

/** Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits. */
const ROUND = 6755399441055744;
/** A little more than pi/4: where the reduction fails (beyond 2^51) the remainder is held here. */
const LIMIT = 0.7855;
/** (sin r / r - 1) / r^2 and (cos r - 1 + r^2/2) / r^4, both in r^2. */
const SIN = [-1.9518408e-4, 8.33219e-3, -1.6666655e-1] as const;
const COS = [2.4430668e-5, -1.3887301e-3, 4.1666646e-2] as const;

interface Reduced {
  /** Number of the quadrant, modulo 2^32. */
  readonly quadrant: Local;
  readonly sine: Local;
  readonly cosine: Local;
}

function reduce(v: Lanes, x: Local): Reduced {
  const halves = [x, v.shuffle32(x, x, [2, 3, 2, 3])].map((half) => {
    const wide = v.keep(v.op("f64x2.promote_low_f32x4", half));
    const t = v.keep(v.op("f64x2.add", v.op("f64x2.mul", wide, v.f64(2 / Math.PI)), v.f64(ROUND)));
    const n = v.op("f64x2.sub", t, v.f64(ROUND));
    const r = v.keep(v.op("f64x2.sub", wide, v.op("f64x2.mul", n, v.f64(Math.PI / 2))));
    return { t, r: v.op("f32x4.demote_f64x2_zero", r) };
  });
  const [low, high] = halves as [(typeof halves)[0], (typeof halves)[0]];
  const quadrant = v.keep(v.shuffle32(low.t, high.t, [0, 2, 4, 6]));
  const r = v.keep(v.clamp(v.shuffle32(low.r, high.r, [0, 1, 4, 5]), -LIMIT, LIMIT));
  const z = v.keep(v.mul(r, r));
  // A product with r, not a sum, keeps -0.
  const sine = v.keep(v.mul(r, v.madd(v.polynomial(z, SIN), z, 1)));
  const cosine = v.keep(v.madd(v.mul(z, z), v.polynomial(z, COS), v.madd(z, -0.5, 1)));
  return { quadrant, sine, cosine };
}

/** All ones where the lowest bit is set. */
function oddMask(v: Lanes, quadrant: Local): Local {
  return v.keep(v.shift("i32x4.shr_s", v.shift("i32x4.shl", quadrant, 31), 31));
}

/** The second lowest bit as a sign bit. */
function signOfHalfTurn(v: Lanes, quadrant: Push | Local): Push {
  return v.op("v128.and", v.shift("i32x4.shl", quadrant, 30), v.bits(0x80000000));
}

/** sin x: absolute error below 3e-7 up to |x| = 1e9, bounded by 1 beyond, where kernels use `far-angle`. */
export const sin: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const { quadrant, sine, cosine } = reduce(v, x);
  const value = v.select(oddMask(v, quadrant), cosine, sine);
  v.result(v.op("v128.xor", value, signOfHalfTurn(v, quadrant)));
};

/** cos x: absolute error below 3e-7 up to |x| = 1e9, bounded by 1 beyond, where kernels call Math. */
export const cos: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const { quadrant, sine, cosine } = reduce(v, x);
  const value = v.select(oddMask(v, quadrant), sine, cosine);
  v.result(v.op("v128.xor", value, signOfHalfTurn(v, v.op("i32x4.add", quadrant, v.bits(1)))));
};

/** tan x: relative error below 3e-7; near its poles and zeros as good as the float64 reduction of x. */
export const tan: Unary = (f, x, ctx) => {
  const v = new Lanes(f, ctx);
  const { quadrant, sine, cosine } = reduce(v, x);
  const odd = oddMask(v, quadrant);
  const ratio = v.div(v.select(odd, cosine, sine), v.select(odd, sine, cosine));
  v.result(v.op("v128.xor", ratio, v.signOf(odd)));
};
