import type { DType } from "@wellfit/core";
import type { GraphNode } from "../graph";
import type { Lowerer } from "../lowering";

/** `tanh(x / 2) * (exp(x) + 1)`, which is `exp(x) - 1` without the cancellation near 0. */
export function expm1(to: Lowerer, node: GraphNode): string {
  const [x] = to.operands(node) as [string];
  const half = to.op("Tanh", [to.op("Mul", [x, to.scalar(0.5, node.dtype)])]);
  return to.op("Mul", [half, to.op("Add", [to.op("Exp", [x]), to.scalar(1, node.dtype)])]);
}

/**
 * With `u = 1 + x`, rounded: `log(u)`, and near 0 `log(u) - ((u - 1) - x) / u`, which puts back what the rounding of `u`
 * lost (Kahan's correction to first order).
 */
export function log1p(to: Lowerer, node: GraphNode): string {
  const [x] = to.operands(node) as [string];
  const one = to.scalar(1, node.dtype);
  const u = to.op("Add", [x, one]);
  const log = to.op("Log", [u]);
  const lost = to.op("Div", [to.op("Sub", [to.op("Sub", [u, one]), x]), u]);
  const near = to.op("Less", [to.op("Abs", [x]), to.scalar(0.5, node.dtype)]);
  return to.op("Where", [near, to.op("Sub", [log, lost]), log]);
}

/** The remainder with the sign of the divisor; of integers by 0 it is 0. */
export function mod(to: Lowerer, node: GraphNode): string {
  const [x, y] = to.operands(node) as [string, string];
  const zero = to.scalar(0, node.dtype);
  if (node.dtype === "int32") {
    // A runtime may stop the whole process at a division of integers by 0.
    const safe = to.op("Where", [to.op("Equal", [y, zero]), to.scalar(1, "int32"), y]);
    return to.op("Mod", [x, safe]);
  }
  const rest = to.op("Mod", [x, y], { fmod: 1 });
  const other = to.op("Xor", [to.op("Less", [rest, zero]), to.op("Less", [y, zero])]);
  const some = to.op("Not", [to.op("Equal", [rest, zero])]);
  return to.op("Where", [to.op("And", [other, some]), to.op("Add", [rest, y]), rest]);
}

/** The angle in the first octant, mirrored at each line that the point lies beyond; signs of zero count. */
export function atan2(to: Lowerer, node: GraphNode): string {
  const { dtype } = node;
  const [y, x] = to.operands(node) as [string, string];
  const [high, wide] = [to.op("Abs", [y]), to.op("Abs", [x])];
  const [small, large] = [to.op("Min", [high, wide]), to.op("Max", [high, wide])];
  // 0 / 0 at the origin and Infinity / Infinity on the diagonal at infinity.
  const ratio = to.op("Where", [
    to.op("Equal", [small, large]),
    to.op("Sign", [large]),
    to.op("Div", [small, large]),
  ]);
  const octant = to.op("Atan", [ratio]);
  const steep = to.op("Sub", [to.scalar(Math.PI / 2, dtype), octant]);
  const quadrant = to.op("Where", [to.op("Greater", [high, wide]), steep, octant]);
  const mirrored = to.op("Sub", [to.scalar(Math.PI, dtype), quadrant]);
  const half = to.op("Where", [isNegative(to, x, dtype), mirrored, quadrant]);
  return to.op("Where", [isNegative(to, y, dtype), to.op("Neg", [half]), half]);
}

/** Whether a number is below 0 or is -0. */
function isNegative(to: Lowerer, x: string, dtype: DType): string {
  const zero = to.scalar(0, dtype);
  const inverse = to.op("Less", [to.op("Reciprocal", [x]), zero]);
  return to.op("Or", [to.op("Less", [x, zero]), inverse]);
}
