import type { DataArray } from "@wellfit/core";
import { isFixed } from "../dims";
import type { Lowering } from "../lowering";

/** Nodes without operands. */
export const source: { readonly [K in "constant" | "input" | "state" | "iota"]: Lowering<K> } = {
  constant: (to, node) => {
    if (node.line) {
      const scalar = to.lineScalar(node.line, node.dtype);
      return node.shape.length === 0 ? scalar : to.reshape(scalar, node.shape);
    }
    const value = node.value as DataArray;
    if (node.shape.length === 0) return to.scalar(value[0] as number, node.dtype);
    return to.initializer(`constant_${node.id}`, node.shape.filter(isFixed), node.dtype, value);
  },
  input: (_to, node) => {
    throw new Error(`toOnnx: input %${node.id} does not belong to the function that is exported`);
  },
  state: (to, _node, { cell }) =>
    to.once(`state ${cell.id}`, () => to.initializer(cell.name, cell.shape, cell.dtype, cell.read())),
  iota: (to, node, { length }) => {
    const dtype = node.dtype === "bool" ? "int32" : node.dtype;
    const range = to.op("Range", [to.scalar(0, dtype), to.dimScalar(length, dtype), to.scalar(1, dtype)]);
    return node.dtype === dtype ? range : to.cast(range, node.dtype);
  },
};
