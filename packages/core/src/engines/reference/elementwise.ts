import { allocate, convert, type DataArray } from "../../graph/dtype";
import { each } from "../../graph/each";
import type { Node } from "../../graph/node";
import { sizeOf } from "../../graph/shape";
import { type Elementwise, MATH_UNARY } from "../../primitives/elementwise";
import { modulo, power, rareScalar, roundHalfEven, sigmoid } from "../../primitives/scalar-math";
import type { Loop } from "./loop";

function unary(f: (x: number) => number): Loop<unknown> {
  return (node, [a]) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    for (let i = 0; i < out.length; i++) out[i] = f(a![i] as number);
    return out;
  };
}

function binary(f: (x: number, y: number) => number): Loop<unknown> {
  return (node, [a, b]) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    for (let i = 0; i < out.length; i++) out[i] = f(a![i] as number, b![i] as number);
    return out;
  };
}

/** Multiplication of int32 must wrap around at 32 bits, which doubles do not beyond 2^53. */
const multiply: Loop<unknown> = (node, operands, params) =>
  (node.dtype === "int32" ? binary(Math.imul) : binary((x, y) => x * y))(node, operands, params);

const copy: Loop<unknown> = (_node, [a]) => (a as DataArray).slice();

/** Loops of everything that is computed element by element. */
export const elementwiseLoops: { readonly [K in keyof Elementwise]: Loop<Elementwise[K]> } = {
  ...each(MATH_UNARY, (name) => unary(Math[name])),
  sqrt: unary(Math.sqrt),
  erf: unary((x) => rareScalar.erf!(x)),
  sigmoid: unary(sigmoid),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  round: unary(roundHalfEven),
  neg: unary((x) => -x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  relu: unary((x) => Math.max(x, 0)),
  identity: copy,
  stopGradient: copy,
  logicalNot: unary((x) => (x ? 0 : 1)),
  add: binary((x, y) => x + y),
  sub: binary((x, y) => x - y),
  mul: multiply,
  div: binary((x, y) => x / y),
  mod: binary(modulo),
  pow: binary(power),
  maximum: binary(Math.max),
  minimum: binary(Math.min),
  atan2: binary(Math.atan2),
  equal: binary((x, y) => (x === y ? 1 : 0)),
  notEqual: binary((x, y) => (x !== y ? 1 : 0)),
  less: binary((x, y) => (x < y ? 1 : 0)),
  lessEqual: binary((x, y) => (x <= y ? 1 : 0)),
  greater: binary((x, y) => (x > y ? 1 : 0)),
  greaterEqual: binary((x, y) => (x >= y ? 1 : 0)),
  logicalAnd: binary((x, y) => x & y),
  logicalOr: binary((x, y) => x | y),
  logicalXor: binary((x, y) => x ^ y),
  bitAnd: binary((x, y) => x & y),
  bitOr: binary((x, y) => x | y),
  bitXor: binary((x, y) => x ^ y),
  shiftLeft: binary((x, y) => x << y),
  shiftRightLogical: binary((x, y) => x >>> y),
  select: (node: Node, [condition, a, b]) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    for (let i = 0; i < out.length; i++) out[i] = (condition![i] ? a![i] : b![i]) as number;
    return out;
  },
  cast: (node, [a]) => {
    if (node.dtype === "int32") {
      // Beyond the ends of int32 a float becomes the nearest end, where JavaScript would wrap around.
      return Int32Array.from(a as DataArray, (x) =>
        Math.min(Math.max(Math.trunc(x), -(2 ** 31)), 2 ** 31 - 1),
      );
    }
    const out = convert(a as DataArray, node.dtype);
    return out === a ? out.slice() : out;
  },
};
