import { rareBinary, rareUnary } from "../engines/wasm/math";
import { erf as erfLanes } from "../engines/wasm/math/erf";
import { expm1 as expm1Lanes } from "../engines/wasm/math/exp";
import * as hyperbolic from "../engines/wasm/math/hyperbolic";
import * as inverse from "../engines/wasm/math/inverse-trig";
import { tan as tanLanes } from "../engines/wasm/math/trig";
import type { DType } from "../graph/dtype";
import { broadcastShapes } from "../graph/shape";
import { erf as erfScalar } from "../primitives/erf";
import { rareScalar } from "../primitives/scalar-math";
import {
  apply,
  arithmetic,
  atLeastFloat,
  broadcastTo,
  cast as castTo,
  floatUnary,
  promoted,
  type Tensor,
  type TensorLike,
  toTensor,
} from "./tensor";

/** e to the power of each element. Integers are taken as float32. */
export function exp(x: TensorLike): Tensor {
  return floatUnary("exp", x);
}

/** `exp(x) - 1`, exact for small `x`. Integers are taken as float32. */
export function expm1(x: TensorLike): Tensor {
  rareUnary.set("expm1", expm1Lanes);
  return floatUnary("expm1", x);
}

/** The natural logarithm; -Infinity at 0 and NaN below. Integers are taken as float32. */
export function log(x: TensorLike): Tensor {
  return floatUnary("log", x);
}

/** `log(1 + x)`, exact for small `x`. Integers are taken as float32. */
export function log1p(x: TensorLike): Tensor {
  return floatUnary("log1p", x);
}

/** The square root; NaN below 0. Integers are taken as float32. */
export function sqrt(x: TensorLike): Tensor {
  return floatUnary("sqrt", x);
}

/** The sine of radians. Integers are taken as float32. */
export function sin(x: TensorLike): Tensor {
  return floatUnary("sin", x);
}

/** The cosine of radians. Integers are taken as float32. */
export function cos(x: TensorLike): Tensor {
  return floatUnary("cos", x);
}

/** The tangent of radians. Integers are taken as float32. */
export function tan(x: TensorLike): Tensor {
  rareUnary.set("tan", tanLanes);
  return floatUnary("tan", x);
}

/** The inverse sine in radians; NaN outside of [-1, 1]. Integers are taken as float32. */
export function asin(x: TensorLike): Tensor {
  rareUnary.set("asin", inverse.asin);
  return floatUnary("asin", x);
}

/** The inverse cosine in radians; NaN outside of [-1, 1]. Integers are taken as float32. */
export function acos(x: TensorLike): Tensor {
  rareUnary.set("acos", inverse.acos);
  return floatUnary("acos", x);
}

/** The inverse tangent in radians. Integers are taken as float32. */
export function atan(x: TensorLike): Tensor {
  rareUnary.set("atan", inverse.atan);
  return floatUnary("atan", x);
}

/** The hyperbolic sine. Integers are taken as float32. */
export function sinh(x: TensorLike): Tensor {
  rareUnary.set("cosh", hyperbolic.cosh).set("sinh", hyperbolic.sinh);
  return floatUnary("sinh", x);
}

/** The hyperbolic cosine. Integers are taken as float32. */
export function cosh(x: TensorLike): Tensor {
  rareUnary.set("cosh", hyperbolic.cosh).set("sinh", hyperbolic.sinh);
  return floatUnary("cosh", x);
}

/** The hyperbolic tangent. Integers are taken as float32. */
export function tanh(x: TensorLike): Tensor {
  return floatUnary("tanh", x);
}

/** The inverse hyperbolic sine. Integers are taken as float32. */
export function asinh(x: TensorLike): Tensor {
  rareUnary.set("asinh", hyperbolic.asinh);
  return floatUnary("asinh", x);
}

/** The inverse hyperbolic cosine; NaN below 1. Integers are taken as float32. */
export function acosh(x: TensorLike): Tensor {
  rareUnary.set("acosh", hyperbolic.acosh);
  return floatUnary("acosh", x);
}

/** The inverse hyperbolic tangent; NaN outside of [-1, 1]. Integers are taken as float32. */
export function atanh(x: TensorLike): Tensor {
  rareUnary.set("atanh", hyperbolic.atanh);
  return floatUnary("atanh", x);
}

/** The error function `2 / sqrt(pi) * integral of exp(-t²) from 0 to x`. Integers are taken as float32. */
export function erf(x: TensorLike): Tensor {
  rareUnary.set("erf", erfLanes);
  rareScalar.erf = erfScalar;
  return floatUnary("erf", x);
}

/** The largest whole number not above. Integers are taken as float32. */
export function floor(x: TensorLike): Tensor {
  return floatUnary("floor", x);
}

/** The smallest whole number not below. Integers are taken as float32. */
export function ceil(x: TensorLike): Tensor {
  return floatUnary("ceil", x);
}

/** The nearest whole number, halves to even. Integers are taken as float32. */
export function round(x: TensorLike): Tensor {
  return floatUnary("round", x);
}

/** `-x`. */
export function neg(x: TensorLike): Tensor {
  return toTensor(x).neg();
}

/** The absolute value. */
export function abs(x: TensorLike): Tensor {
  return toTensor(x).abs();
}

/** -1, 0 or 1. */
export function sign(x: TensorLike): Tensor {
  return toTensor(x).sign();
}

/** `x * x`. */
export function square(x: TensorLike): Tensor {
  return toTensor(x).square();
}

/** `1 / x`; Infinity at 0. */
export function reciprocal(x: TensorLike): Tensor {
  return arithmetic("div", 1, atLeastFloat(x));
}

/** `1 / sqrt(x)`. */
export function rsqrt(x: TensorLike): Tensor {
  return reciprocal(sqrt(x));
}

/** `a + b`. Operands broadcast. */
export function add(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("add", a, b);
}

/** `a - b`. Operands broadcast. */
export function sub(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("sub", a, b);
}

/** `a * b`, element by element. Operands broadcast. */
export function mul(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("mul", a, b);
}

/** `a / b`; integers are divided as float32. Operands broadcast. */
export function div(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("div", a, b);
}

/** The remainder of `a / b` with the sign of `b`, as NumPy has it. Operands broadcast. */
export function mod(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("mod", a, b);
}

/** `a ** b`; 1 when `b` is 0. Operands broadcast. */
export function pow(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("pow", a, b);
}

/** The larger of each pair; NaN when one is NaN. Operands broadcast. */
export function maximum(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("maximum", a, b);
}

/** The smaller of each pair; NaN when one is NaN. Operands broadcast. */
export function minimum(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("minimum", a, b);
}

/** The angle of the point `(b, a)` in radians, from -pi to pi. Operands broadcast. */
export function atan2(a: TensorLike, b: TensorLike): Tensor {
  rareBinary.set("atan2", inverse.atan2);
  return arithmetic("atan2", a, b);
}

/** Whether `a == b`, as bool; NaN equals nothing. Operands broadcast. */
export function equal(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("equal", a, b);
}

/** Whether `a != b`, as bool. Operands broadcast. */
export function notEqual(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("notEqual", a, b);
}

/** Whether `a < b`, as bool. Operands broadcast. */
export function less(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("less", a, b);
}

/** Whether `a <= b`, as bool. Operands broadcast. */
export function lessEqual(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("lessEqual", a, b);
}

/** Whether `a > b`, as bool. Operands broadcast. */
export function greater(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("greater", a, b);
}

/** Whether `a >= b`, as bool. Operands broadcast. */
export function greaterEqual(a: TensorLike, b: TensorLike): Tensor {
  return arithmetic("greaterEqual", a, b);
}

/** `(a - b)²`. Operands broadcast. */
export function squaredDifference(a: TensorLike, b: TensorLike): Tensor {
  return sub(a, b).square();
}

/** `log(exp(a) + exp(b))` without overflow. Operands broadcast. */
export function logAddExp(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = promoted(a, b).map(atLeastFloat) as [Tensor, Tensor];
  // By selection and not by maximum and abs, whose kinks would spoil the second derivative where the two are equal.
  const larger = greater(x, y);
  const high = where(larger, x, y);
  const low = where(larger, y, x);
  // The difference of equal infinities is NaN.
  const below = where(logicalAnd(equal(x, y), logicalNot(isFinite(high))), 0, sub(low, high));
  return high.add(log1p(exp(below)));
}

/** Whether both are true; numbers are true when they are not 0. Operands broadcast. */
export function logicalAnd(a: TensorLike, b: TensorLike): Tensor {
  return logic("logicalAnd", a, b);
}

/** Whether one is true; numbers are true when they are not 0. Operands broadcast. */
export function logicalOr(a: TensorLike, b: TensorLike): Tensor {
  return logic("logicalOr", a, b);
}

/** Whether exactly one is true; numbers are true when they are not 0. Operands broadcast. */
export function logicalXor(a: TensorLike, b: TensorLike): Tensor {
  return logic("logicalXor", a, b);
}

/** Whether it is false; numbers are true when they are not 0. */
export function logicalNot(x: TensorLike): Tensor {
  return apply("logicalNot", [castTo(x, "bool")], {});
}

function logic(op: "logicalAnd" | "logicalOr" | "logicalXor", a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = [castTo(a, "bool"), castTo(b, "bool")];
  const shape = broadcastShapes(x.shape, y.shape, op);
  return apply(op, [broadcastTo(x, shape), broadcastTo(y, shape)], {});
}

/** Whether an element is not a number. */
export function isNan(x: TensorLike): Tensor {
  const from = toTensor(x);
  return notEqual(from, from);
}

/** Whether an element is neither infinite nor NaN. */
export function isFinite(x: TensorLike): Tensor {
  return less(abs(x), Number.POSITIVE_INFINITY);
}

/**
 * `condition ? a : b`, element by element; all three broadcast. The gradient flows to the chosen side only.
 *
 * @example
 * where(tensor([true, false]), [1, 2], [3, 4]).toArray(); // [1, 4]
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = promoted(a, b);
  const c = castTo(condition, "bool");
  const shape = broadcastShapes(broadcastShapes(c.shape, x.shape, "where"), y.shape, "where");
  return apply("select", [broadcastTo(c, shape), broadcastTo(x, shape), broadcastTo(y, shape)], {});
}

/**
 * Each element moved into `[min, max]`; a limit that is `undefined` is none. The gradient is 0 outside.
 *
 * @throws RangeError when `min` is above `max`, or both are missing.
 * @example
 * clip([-2, 0.5, 7], 0, 1).toArray(); // [0, 0.5, 1]
 */
export function clip(x: TensorLike, min?: number, max?: number): Tensor {
  if (!((min ?? Number.NEGATIVE_INFINITY) <= (max ?? Number.POSITIVE_INFINITY)))
    throw new RangeError(`clip: received [${min}, ${max}], expected the lower limit first`);
  if (min === undefined && max === undefined)
    throw new RangeError("clip: received no limit, expected min, max or both");
  const from = toTensor(x, "float32");
  const raised = min === undefined ? from : from.maximum(min);
  return max === undefined ? raised : raised.minimum(max);
}

/** The elements as another dtype: to int32 towards zero, to bool by "is not 0". */
export function cast(x: TensorLike, dtype: DType): Tensor {
  return castTo(x, dtype);
}

/** The value itself, through which no gradient flows. */
export function stopGradient(x: TensorLike): Tensor {
  return apply("stopGradient", [toTensor(x)], {});
}

/** A bitwise operation on int32. */
function bitwise(
  op: "bitAnd" | "bitOr" | "bitXor" | "shiftLeft" | "shiftRightLogical",
  a: TensorLike,
  b: TensorLike,
): Tensor {
  const [x, y] = [castTo(toTensor(a, "int32"), "int32"), castTo(toTensor(b, "int32"), "int32")];
  const shape = broadcastShapes(x.shape, y.shape, op);
  return apply(op, [broadcastTo(x, shape), broadcastTo(y, shape)], {});
}

/** The bits that are set in both, of int32. Operands broadcast. */
export function bitAnd(a: TensorLike, b: TensorLike): Tensor {
  return bitwise("bitAnd", a, b);
}

/** The bits that are set in one, of int32. Operands broadcast. */
export function bitOr(a: TensorLike, b: TensorLike): Tensor {
  return bitwise("bitOr", a, b);
}

/** The bits that are set in exactly one, of int32. Operands broadcast. */
export function bitXor(a: TensorLike, b: TensorLike): Tensor {
  return bitwise("bitXor", a, b);
}

/** The bits moved `b` places up, of int32; 0 when `b` is 32 or more, or negative. Operands broadcast. */
export function shiftLeft(a: TensorLike, b: TensorLike): Tensor {
  return shift("shiftLeft", a, b);
}

/**
 * The bits moved `b` places down, zeros coming in, of int32; 0 when `b` is 32 or more, or negative. Operands broadcast.
 */
export function shiftRightLogical(a: TensorLike, b: TensorLike): Tensor {
  return shift("shiftRightLogical", a, b);
}

/** Processors look at the lower five bits of a distance only. */
function shift(op: "shiftLeft" | "shiftRightLogical", a: TensorLike, b: TensorLike): Tensor {
  const moved = bitwise(op, a, b);
  if (typeof b === "number" && b >= 0 && b < 32) return moved;
  const by = castTo(toTensor(b, "int32"), "int32");
  return where(logicalAnd(greaterEqual(by, 0), less(by, 32)), moved, 0);
}
