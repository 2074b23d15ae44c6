import type { Mark } from "../../ops/custom-gradient";
import {
  cos,
  div,
  exp,
  floor,
  greater,
  log,
  neg,
  reciprocal,
  sign,
  sin,
  sqrt,
  square,
  where,
} from "../../ops/math";
import { cast, floatUnary, type Tensor, tensor } from "../../ops/tensor";
import type { Elementwise } from "../../primitives/elementwise";
import type { VjpRule } from "../rule";

type Derivative = (x: Tensor, y: Tensor) => Tensor;

/** For functions of one number, from the derivative. */
const unary =
  (derivative: Derivative): VjpRule<unknown> =>
  (g, y, [x]) => [g.mul(derivative(x as Tensor, y))];

/** For functions of two numbers, from the two derivatives. */
const binary =
  (
    da: (a: Tensor, b: Tensor, y: Tensor) => Tensor,
    db: (a: Tensor, b: Tensor, y: Tensor) => Tensor,
  ): VjpRule<unknown> =>
  (g, y, [a, b]) => [g.mul(da(a as Tensor, b as Tensor, y)), g.mul(db(a as Tensor, b as Tensor, y))];

const none: VjpRule<unknown> = (_g, _y, inputs) => inputs.map(() => null);

/** 1 + x², 1 - x² and the like keep the dtype of x because numbers are weak. */
const onePlusSquare = (x: Tensor): Tensor => square(x).add(1);
const oneMinusSquare = (x: Tensor): Tensor => square(x).neg().add(1);

/** Which operand of a maximum or minimum the gradient goes to: halves to both where they are equal. */
const share = (chosen: Tensor, other: Tensor): Tensor =>
  cast(chosen, "float32").add(cast(other, "float32").neg()).add(1).mul(0.5);

const extreme =
  (chosen: (a: Tensor, b: Tensor) => Tensor): VjpRule<unknown> =>
  (g, _y, [a, b]) => {
    // 1 where a alone is chosen, 0 where b alone is, 1/2 where they are equal.
    const toA = cast(share(chosen(a as Tensor, b as Tensor), chosen(b as Tensor, a as Tensor)), g.dtype);
    return [g.mul(toA), g.mul(toA.neg().add(1))];
  };

/** Gradient rules of everything that is computed element by element. */
export const elementwiseRules: { readonly [K in keyof Elementwise]: VjpRule<Elementwise[K]> } = {
  exp: unary((_x, y) => y),
  expm1: unary((_x, y) => y.add(1)),
  log: unary((x) => reciprocal(x)),
  log1p: unary((x) => reciprocal(x.add(1))),
  sqrt: unary((_x, y) => div(0.5, y)),
  sin: unary((x) => cos(x)),
  cos: unary((x) => neg(sin(x))),
  tan: unary((_x, y) => onePlusSquare(y)),
  asin: unary((x) => reciprocal(sqrt(oneMinusSquare(x)))),
  acos: unary((x) => neg(reciprocal(sqrt(oneMinusSquare(x))))),
  atan: unary((x) => reciprocal(onePlusSquare(x))),
  sinh: unary((x) => floatUnary("cosh", x)),
  cosh: unary((x) => floatUnary("sinh", x)),
  tanh: unary((_x, y) => oneMinusSquare(y)),
  asinh: unary((x) => reciprocal(sqrt(onePlusSquare(x)))),
  acosh: unary((x) => reciprocal(sqrt(square(x).sub(1)))),
  atanh: unary((x) => reciprocal(oneMinusSquare(x))),
  erf: unary((x) => exp(square(x).neg()).mul(2 / Math.sqrt(Math.PI))),
  sigmoid: unary((_x, y) => y.mul(y.neg().add(1))),
  floor: none,
  ceil: none,
  round: none,
  sign: none,
  neg: (g) => [g.neg()],
  // 0 at 0, as everywhere in deep learning.
  relu: (g, y) => [where(greater(y, 0), g, tensor(0, { dtype: g.dtype }))],
  abs: unary((x) => sign(x)),
  identity: (g, y, _inputs, { mark }, wanted) =>
    mark === undefined ? [g] : [null, ...(mark as Mark).back(g, y, wanted)],
  stopGradient: none,
  add: (g) => [g, g],
  sub: (g) => [g, g.neg()],
  mul: (g, _y, [a, b]) => [g.mul(b as Tensor), g.mul(a as Tensor)],
  div: (g, y, [, b]) => {
    const ga = g.div(b as Tensor);
    return [ga, ga.mul(y).neg()];
  },
  mod: (g, _y, [a, b]) => [g, g.mul(floor(div(a as Tensor, b as Tensor)).neg())],
  pow: binary(
    // 0 where the exponent is 0, whatever the base: 0 * 0**-1 would be NaN.
    (a, b) => where(b.equal(0), tensor(0, { dtype: b.dtype }), b.mul(a.pow(where(b.equal(0), 1, b).sub(1)))),
    (a, _b, y) => where(a.greater(0), y.mul(log(where(a.greater(0), a, 1))), tensor(0, { dtype: a.dtype })),
  ),
  maximum: extreme((a, b) => a.greater(b)),
  minimum: extreme((a, b) => a.less(b)),
  atan2: binary(
    (a, b) => div(b, square(a).add(square(b))),
    (a, b) => neg(div(a, square(a).add(square(b)))),
  ),
  equal: none,
  notEqual: none,
  less: none,
  lessEqual: none,
  greater: none,
  greaterEqual: none,
  logicalAnd: none,
  logicalOr: none,
  logicalXor: none,
  logicalNot: none,
  bitAnd: none,
  bitOr: none,
  bitXor: none,
  shiftLeft: none,
  shiftRightLogical: none,
  select: (g, _y, [condition]) => {
    const zero = tensor(0, { dtype: g.dtype });
    return [null, where(condition as Tensor, g, zero), where(condition as Tensor, zero, g)];
  },
  cast: (g, _y, [x]) => [cast(g, (x as Tensor).dtype)],
};
