import { FIRST } from "../builder";
import { addDims, type Dim, type Dims, isFixed, sameDim } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowerer, Lowering } from "../lowering";

const operand = (to: Lowerer, node: GraphNode): string => to.value(node.inputs[0] as GraphNode);

const isWhole = (dim: Dim | undefined, value: number): boolean => dim === value;

/** Reads each axis from where it starts; axes that are taken whole are left out. */
const slice: Lowering<"slice"> = (to, node, { start, size, step }) => {
  const from = (node.inputs[0] as GraphNode).shape;
  const axes: number[] = [];
  const ends: (Dim | bigint)[] = [];
  from.forEach((length, axis) => {
    const [first, count, by] = [start[axis] as Dim, size[axis] as Dim, step[axis] as number];
    if (isWhole(first, 0) && isWhole(by, 1) && sameDim(count, length)) return;
    axes.push(axis);
    const end = addDims(first, count, by);
    // -1 would count from the end; before the first element is written in another way.
    ends.push(isFixed(end) && end < 0 ? FIRST : end);
  });
  const value = operand(to, node);
  if (axes.length === 0) return value;
  const at = (dims: Dims): string => to.dims(axes.map((axis) => dims[axis] as Dim));
  return to.op("Slice", [value, at(start), to.dims(ends), to.int64s(axes), at(step)]);
};

const pad: Lowering<"pad"> = (to, node, params) => {
  const [x, fill] = node.inputs as [GraphNode, GraphNode];
  const filling = to.value(fill);
  return padded(to, to.value(x), x.shape, filling, params);
};

/** Elements before and after by `Pad`; those between are padded on an axis of their own that is folded in again. */
export function padded(
  to: Lowerer,
  x: string,
  from: Dims,
  filling: string,
  { low, high, interior }: { low: Dims; high: Dims; interior: Dims },
): string {
  let value = x;
  const shape: Dim[] = [...from];
  const after: Dim[] = [...high];
  interior.forEach((between, axis) => {
    const length = shape[axis] as Dim;
    if (!isFixed(between)) throw new Error("toOnnx: pad between elements must not depend on the batch");
    if (between === 0 || length === 0) return;
    const split = [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)];
    const apart = to.reshape(value, split);
    const zeros = split.map(() => 0);
    const pads = [...zeros, ...zeros.map((_, i) => (i === axis + 1 ? between : 0))];
    const padded = to.op("Pad", [apart, to.int64s(pads), filling], { mode: "constant" });
    shape[axis] = addDims(0, length, between + 1);
    value = to.reshape(padded, shape);
    // There is nothing between the last element and the end.
    after[axis] = addDims(after[axis] as Dim, -between);
  });
  const pads = [...low, ...after];
  if (pads.every((n) => n === 0)) return value;
  return to.op("Pad", [value, to.dims(pads), filling], { mode: "constant" });
}

/** What changes where an element stands and not what it is. */
export const movement: {
  readonly [K in "reshape" | "transpose" | "broadcastTo" | "slice" | "pad" | "concat"]: Lowering<K>;
} = {
  reshape: (to, node, { shape }) => to.reshape(operand(to, node), shape),
  transpose: (to, node, { perm }) => to.op("Transpose", [operand(to, node)], { perm: perm.filter(isFixed) }),
  broadcastTo: (to, node, { shape }) => to.op("Expand", [operand(to, node), to.dims(shape)]),
  slice,
  pad,
  concat: (to, node, { axis }) =>
    to.op(
      "Concat",
      node.inputs.map((input) => to.value(input)),
      { axis: axis as number },
    ),
};
