import type { PrimitiveName } from "@wellfit/core";
import type { GraphNode } from "../graph";
import type { Lowerer, Lowering } from "../lowering";
import { bitwise } from "./bitwise";
import { atan2, expm1, log1p, mod } from "./composite";

type Plain = (to: Lowerer, node: GraphNode) => string;

/** One ONNX operator that means the same. */
const plain =
  (type: string): Plain =>
  (to, node) =>
    to.op(type, to.operands(node));

/** The value itself. */
const nothing: Plain = (to, node) => to.value(node.inputs[0] as GraphNode);

/** Comparisons of order, which ONNX does not have for bools. */
const order =
  (type: string): Plain =>
  (to, node) => {
    const operands = to.operands(node);
    return to.op(
      type,
      node.inputs[0]?.dtype === "bool" ? operands.map((operand) => to.cast(operand, "int32")) : operands,
    );
  };

/** `condition ? a : b`; ONNX Runtime has no `Where` for bools. */
const select: Plain = (to, node) => {
  const [condition, a, b] = to.operands(node) as [string, string, string];
  if (node.dtype !== "bool") return to.op("Where", [condition, a, b]);
  const yes = to.op("And", [condition, a]);
  return to.op("Or", [yes, to.op("And", [to.op("Not", [condition]), b])]);
};

/** The primitives of the other families. */
type Others =
  | ("constant" | "input" | "state" | "iota")
  | ("reshape" | "transpose" | "broadcastTo" | "slice" | "pad" | "concat")
  | ("sum" | "prod" | "max" | "min" | "argMax" | "argMin")
  | ("windows" | "fold")
  | ("matmul" | "contract" | "gather" | "scatterAdd" | "randomBits");

/** Everything that is computed element by element. */
export const elementwise: { readonly [K in Exclude<PrimitiveName, Others>]: Lowering<K> } = {
  exp: plain("Exp"),
  expm1,
  log: plain("Log"),
  log1p,
  sqrt: plain("Sqrt"),
  sin: plain("Sin"),
  cos: plain("Cos"),
  tan: plain("Tan"),
  asin: plain("Asin"),
  acos: plain("Acos"),
  atan: plain("Atan"),
  sinh: plain("Sinh"),
  cosh: plain("Cosh"),
  tanh: plain("Tanh"),
  asinh: plain("Asinh"),
  acosh: plain("Acosh"),
  atanh: plain("Atanh"),
  erf: plain("Erf"),
  sigmoid: plain("Sigmoid"),
  floor: plain("Floor"),
  ceil: plain("Ceil"),
  round: plain("Round"),
  neg: plain("Neg"),
  abs: plain("Abs"),
  sign: plain("Sign"),
  relu: plain("Relu"),
  identity: nothing,
  stopGradient: nothing,
  add: plain("Add"),
  sub: plain("Sub"),
  mul: plain("Mul"),
  div: plain("Div"),
  mod,
  pow: plain("Pow"),
  maximum: plain("Max"),
  minimum: plain("Min"),
  atan2,
  equal: plain("Equal"),
  notEqual: (to, node) => to.op("Not", [to.op("Equal", to.operands(node))]),
  less: order("Less"),
  lessEqual: order("LessOrEqual"),
  greater: order("Greater"),
  greaterEqual: order("GreaterOrEqual"),
  logicalAnd: plain("And"),
  logicalOr: plain("Or"),
  logicalXor: plain("Xor"),
  logicalNot: plain("Not"),
  select,
  cast: (to, node, { dtype }) => to.cast(to.value(node.inputs[0] as GraphNode), dtype),
  ...bitwise,
};
