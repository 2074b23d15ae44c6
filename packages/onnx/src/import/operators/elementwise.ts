import type { Tensor, TensorLike } from "@wellfit/core";
import * as core from "@wellfit/core";
import type { Operator, Operators } from "../call";

const unary =
  (f: (x: TensorLike) => Tensor): Operator =>
  (call) =>
    f(call.input(0));

const binary =
  (f: (x: Tensor, y: Tensor) => Tensor): Operator =>
  (call) =>
    f(call.input(0), call.input(1));

const variadic =
  (f: (x: Tensor, y: Tensor) => Tensor): Operator =>
  (call) =>
    call.all().slice(1).reduce(f, call.input(0));

/** Integers are divided towards zero, and float64 holds every quotient of two of them well enough for that. */
const divide = (x: Tensor, y: Tensor): Tensor =>
  x.dtype === "int32" ? x.cast("float64").div(y.cast("float64")).cast("int32") : x.div(y);

/** The remainder with the sign of the dividend. */
function remainder(x: Tensor, y: Tensor): Tensor {
  const rest = core.mod(x.abs(), y.abs());
  return core.where(x.less(0), rest.neg(), rest);
}

/** Everything that is computed element by element, except activations. */
export const elementwise: Operators = {
  Exp: unary(core.exp),
  Log: unary(core.log),
  Sqrt: unary(core.sqrt),
  Sin: unary(core.sin),
  Cos: unary(core.cos),
  Tan: unary(core.tan),
  Asin: unary(core.asin),
  Acos: unary(core.acos),
  Atan: unary(core.atan),
  Sinh: unary(core.sinh),
  Cosh: unary(core.cosh),
  Tanh: unary(core.tanh),
  Asinh: unary(core.asinh),
  Acosh: unary(core.acosh),
  Atanh: unary(core.atanh),
  Erf: unary(core.erf),
  Floor: unary(core.floor),
  Ceil: unary(core.ceil),
  Round: unary(core.round),
  Neg: unary(core.neg),
  Abs: unary(core.abs),
  Sign: unary(core.sign),
  Reciprocal: unary(core.reciprocal),
  Not: unary(core.logicalNot),
  IsNaN: unary(core.isNan),
  Add: binary(core.add),
  Sub: binary(core.sub),
  Mul: binary(core.mul),
  Div: binary(divide),
  // The exponent may be of another dtype; the result has that of the base.
  Pow: binary((x, y) => core.pow(x, y.cast(x.dtype)).cast(x.dtype)),
  Mod: (call) => (call.int("fmod", 0) === 1 ? remainder : core.mod)(call.input(0), call.input(1)),
  Equal: binary(core.equal),
  Less: binary(core.less),
  LessOrEqual: binary(core.lessEqual),
  Greater: binary(core.greater),
  GreaterOrEqual: binary(core.greaterEqual),
  And: binary(core.logicalAnd),
  Or: binary(core.logicalOr),
  Xor: binary(core.logicalXor),
  Max: variadic(core.maximum),
  Min: variadic(core.minimum),
  Sum: variadic(core.add),
  Mean: (call) => call.all().reduce(core.add).div(call.all().length),
  Where: (call) => core.where(call.input(0), call.input(1), call.input(2)),
  Clip: (call) => {
    const x = call.input(0);
    const low = call.inputs[1] ? x.maximum(call.inputs[1]) : x;
    return call.inputs[2] ? low.minimum(call.inputs[2]) : low;
  },
};
