import { type Dim, isFixed, type Symbolic } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowerer } from "../lowering";

/** Which way along which axis. */
interface Scan {
  readonly axis: number;
  readonly reverse: boolean;
}

/** The parameters of running operations. */
interface Running extends Scan {
  readonly exclusive: boolean;
}

const operands = (to: Lowerer, node: GraphNode): string[] => node.inputs.map((input) => to.value(input));

/** `CumSum`, the only running operation that ONNX has. */
export function cumSum(to: Lowerer, node: GraphNode): string {
  const { axis, reverse, exclusive } = node.params as Symbolic<Running>;
  return to.op("CumSum", [...operands(to, node), to.scalar(axis as number, "int32")], {
    reverse: Number(reverse),
    exclusive: Number(exclusive),
  });
}

/** The length of the axis that is walked: its logarithm is the number of steps that are written. */
function lengthOf(node: GraphNode, axis: number): number {
  const length = node.shape[axis] as Dim;
  if (isFixed(length)) return length;
  throw new Error(
    `toOnnx: %${node.id} = ${node.op} goes along the batch, and of the running operations ONNX has only the sum (CumSum) ` +
      "for lengths that are not known; export for one size of batch: { batch: 32 }",
  );
}

/** The elements moved by so many places in the direction of the scan; `fill` comes in. */
function moved(to: Lowerer, node: GraphNode, value: string, by: number, fill: string): string {
  const { axis, reverse } = node.params as Scan;
  const length = lengthOf(node, axis);
  const [start, end] = reverse ? [by, length] : [0, length - by];
  const kept = to.op("Slice", [value, ...[start, end, axis, 1].map((n) => to.int64s([n]))]);
  const none = node.shape.map(() => 0);
  const amounts = none.map((_, i) => (i === axis ? by : 0));
  const pads = reverse ? [...none, ...amounts] : [...amounts, ...none];
  return to.op("Pad", [kept, to.int64s(pads), fill], { mode: "constant" });
}

/**
 * A running operation by doubling (Hillis and Steele 1986): after each step every element has taken in twice as many of
 * those before it.
 *
 * @param nothing - What changes nothing, for floats and for int32.
 */
export function doubling(
  type: "Mul" | "Max" | "Min",
  nothing: { readonly float: number; readonly int: number },
): (to: Lowerer, node: GraphNode) => string {
  return (to: Lowerer, node: GraphNode): string => {
    const { axis, exclusive } = node.params as Running;
    const fill = to.scalar(node.dtype === "int32" ? nothing.int : nothing.float, node.dtype);
    let [value] = operands(to, node) as [string];
    for (let by = 1; by < lengthOf(node, axis); by *= 2) {
      value = to.op(type, [value, moved(to, node, value, by, fill)]);
    }
    if (exclusive && lengthOf(node, axis) > 0) return moved(to, node, value, 1, fill);
    return to.op("Identity", [value]);
  };
}

/** `s[i] = a[i] * s[i - 1] + b[i]` by doubling: pairs of a factor and what is added are functions that are composed. */
export function linearRecurrence(to: Lowerer, node: GraphNode): string {
  const { axis } = node.params as Scan;
  const [one, zero] = [to.scalar(1, node.dtype), to.scalar(0, node.dtype)];
  let [factor, sum] = operands(to, node) as [string, string];
  for (let by = 1; by < lengthOf(node, axis); by *= 2) {
    sum = to.op("Add", [sum, to.op("Mul", [factor, moved(to, node, sum, by, zero)])]);
    factor = to.op("Mul", [factor, moved(to, node, factor, by, one)]);
  }
  return to.op("Identity", [sum]);
}
