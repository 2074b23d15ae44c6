import { allocate, type DataArray } from "../../graph/dtype";
import { type Shape, sizeOf, stridesOf } from "../../graph/shape";
import type { Windowing, WindowParams } from "../../primitives/windows";
import type { Loop } from "./loop";
import { forEachStrided } from "./strided";

/** How far each axis of the windows moves in the operand. */
function windowStrides(shape: Shape, { axes, stride, dilation }: WindowParams): number[] {
  const strides = stridesOf(shape);
  const along = strides.map((s, axis) => {
    const i = axes.indexOf(axis);
    return i < 0 ? s : s * (stride[i] as number);
  });
  return [...along, ...axes.map((axis, i) => (strides[axis] as number) * (dilation[i] as number))];
}

/** Loops of windows. */
export const windowLoops: { readonly [K in keyof Windowing]: Loop<Windowing[K]> } = {
  windows: (node, [x], params) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    const strides = windowStrides(node.inputs[0]!.shape, params);
    forEachStrided(node.shape, strides, 0, (position, address) => {
      out[position] = (x as DataArray)[address] as number;
    });
    return out;
  },
  fold: (node, [x], params) => {
    // Sums are kept in float64.
    const sums = new Float64Array(sizeOf(node.shape));
    const strides = windowStrides(params.shape, params);
    forEachStrided(node.inputs[0]!.shape, strides, 0, (position, address) => {
      sums[address]! += (x as DataArray)[position] as number;
    });
    const out = allocate(node.dtype, sums.length);
    for (let i = 0; i < out.length; i++)
      out[i] = node.dtype === "int32" ? (sums[i] as number) | 0 : (sums[i] as number);
    return out;
  },
};
