import { allocate, type DataArray } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import { sizeOf, stridesOf } from "../../graph/shape";
import type { Movement } from "../../primitives/movement";
import type { Source } from "../../primitives/source";
import type { Loop } from "./loop";
import { forEachStrided } from "./strided";

function read(node: Node, from: DataArray, strides: readonly number[], offset: number): DataArray {
  const out = allocate(node.dtype, sizeOf(node.shape));
  forEachStrided(node.shape, strides, offset, (position, address) => {
    out[position] = from[address] as number;
  });
  return out;
}

/** Loops of movement and of the counting node. */
export const movementLoops: {
  readonly [K in keyof (Movement & Pick<Source, "iota">)]: Loop<(Movement & Source)[K]>;
} = {
  iota: (node, _operands, { length }) => {
    const out = allocate(node.dtype, length);
    for (let i = 0; i < length; i++) out[i] = i;
    return out;
  },
  reshape: (_node, [a]) => (a as DataArray).slice(),
  transpose: (node, [a], { perm }) => {
    const strides = stridesOf(node.inputs[0]!.shape);
    return read(
      node,
      a as DataArray,
      perm.map((p) => strides[p] as number),
      0,
    );
  },
  broadcastTo: (node, [a], { shape }) => {
    const from = node.inputs[0]!.shape;
    const strides = stridesOf(from);
    const lead = shape.length - from.length;
    return read(
      node,
      a as DataArray,
      shape.map((_, i) => (i < lead || from[i - lead] === 1 ? 0 : (strides[i - lead] as number))),
      0,
    );
  },
  slice: (node, [a], { start, step }) => {
    const strides = stridesOf(node.inputs[0]!.shape);
    return read(
      node,
      a as DataArray,
      strides.map((s, i) => s * (step[i] as number)),
      strides.reduce((sum, s, i) => sum + s * (start[i] as number), 0),
    );
  },
  pad: (node, [a, fill], { low, interior }) => {
    const out = allocate(node.dtype, sizeOf(node.shape)).fill(fill![0] as number);
    const strides = stridesOf(node.shape);
    const steps = strides.map((s, i) => s * ((interior[i] as number) + 1));
    const offset = strides.reduce((sum, s, i) => sum + s * (low[i] as number), 0);
    forEachStrided(node.inputs[0]!.shape, steps, offset, (position, address) => {
      out[address] = a![position] as number;
    });
    return out;
  },
  concat: (node, operands, { axis }) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    const strides = stridesOf(node.shape);
    let offset = 0;
    node.inputs.forEach((input, k) => {
      forEachStrided(input.shape, strides, offset, (position, address) => {
        out[address] = operands[k]![position] as number;
      });
      offset += (input.shape[axis] as number) * (strides[axis] as number);
    });
    return out;
  },
};
