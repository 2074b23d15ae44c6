import { type Dim, isFixed } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowerer, Lowering } from "../lowering";

/** Negative indices count from the end; what then lies outside moves to the nearest slice that exists. */
function places(to: Lowerer, indices: GraphNode, length: Dim): string {
  const at = to.value(indices);
  // Indices that are known and fit need no care.
  if (isFixed(length) && indices.value?.every((i) => i >= 0 && i < length)) return at;
  const zero = to.scalar(0, "int32");
  const count = to.dimScalar(length, "int32");
  const last = to.op("Sub", [count, to.scalar(1, "int32")]);
  const fromEnd = to.op("Where", [to.op("Less", [at, zero]), to.op("Add", [at, count]), at]);
  return to.op("Min", [to.op("Max", [fromEnd, zero]), last]);
}

const scatterAdd: Lowering<"scatterAdd"> = (to, node, { axis, shape }) => {
  const at = axis as number;
  const [indices, updates] = node.inputs as [GraphNode, GraphNode];
  if (node.dtype === "bool") {
    throw new Error("toOnnx: scatterAdd of bool cannot be written in ONNX; cast the updates to int32 first");
  }
  const before = updates.shape.slice(0, at);
  const after = updates.shape.slice(at + indices.shape.length);
  const slices = mergeAxes(to, to.value(updates), before, indices.shape, after);
  // ScatterElements wants one index for each element: a column of them, repeated.
  const found = places(to, indices, shape[at] as Dim);
  const column = to.op("Reshape", [found, to.int64s([-1, ...after.map(() => 1)])]);
  const wide = to.op("Expand", [column, to.op("Shape", [slices])]);
  const zeros = to.op("Expand", [to.scalar(0, node.dtype), to.dims(shape)]);
  return to.op("ScatterElements", [zeros, wide, slices], { axis: at, reduction: "add" });
};

/** `before + indices + after` with the axes in the middle as one. */
function mergeAxes(
  to: Lowerer,
  value: string,
  before: readonly Dim[],
  middle: readonly Dim[],
  after: readonly Dim[],
): string {
  if (middle.length === 1) return value;
  const open = middle.filter((dim) => !isFixed(dim));
  const fixed = middle.filter(isFixed).reduce((a, b) => a * b, 1);
  if (open.length > 1) {
    throw new Error("toOnnx: scatterAdd: only one axis of the indices may depend on the batch");
  }
  const [line] = open as [Exclude<Dim, number> | undefined];
  const merged: Dim = line ? { times: line.times * fixed, plus: line.plus * fixed } : fixed;
  return to.reshape(value, [...before, merged, ...after]);
}

/** What reads and writes where numbers say. */
export const indexing: { readonly [K in "gather" | "scatterAdd"]: Lowering<K> } = {
  gather: (to, node, { axis }) => {
    const [x, indices] = node.inputs as [GraphNode, GraphNode];
    const at = axis as number;
    return to.op("Gather", [to.value(x), places(to, indices, x.shape[at] as Dim)], { axis: at });
  },
  scatterAdd,
};
