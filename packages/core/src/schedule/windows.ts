import type { Node } from "../graph/node";
import { stridesOf } from "../graph/shape";
import { paramsOf } from "../primitives/index";
import { type Affine, plus, stepped } from "./affine";
import type { NestContext, Targets } from "./context";
import type { Move } from "./extension";
import type { Buffer, Expr, Nest, Store } from "./ir";
import { everywhere, fillNest, reading } from "./nests";

/** Zeros, to which every element of every window is added where it came from. */
export function foldNests([node]: readonly Node[], targets: Targets, context: NestContext): Nest[] {
  const [to] = targets(node as Node) as [Buffer];
  const { axes, stride, dilation, shape } = paramsOf(node as Node, "fold");
  const [input] = (node as Node).inputs as [Node];
  const dims = input.shape;
  const strides = stridesOf(shape);
  const along = strides.map((s, axis) =>
    axes.includes(axis) ? s * (stride[axes.indexOf(axis)] as number) : s,
  );
  const inside = axes.map((axis, i) => (strides[axis] as number) * (dilation[i] as number));
  const terms = [...along, ...inside].map((t, i) => (dims[i] === 1 ? 0 : t));
  const value = reading(dims, context).at(input, everywhere(input, dims.length));
  const add: Store = { buffer: to, at: { offset: 0, terms }, value, add: true };
  const zero: Expr = { kind: "const", dtype: input.dtype, value: 0 };
  return [fillNest(to, shape, zero), { kind: "loops", dims, reduce: [], reducers: [], stores: [add] }];
}

/** Where the elements of windows come from. */
export const windowsMove: Move = (node, coords) => {
  const { axes, stride, dilation } = paramsOf(node, "windows");
  const { shape } = node.inputs[0] as Node;
  return shape.map((_, axis) => {
    const i = axes.indexOf(axis);
    if (i < 0) return coords[axis] as Affine;
    const window = stepped(coords[axis] as Affine, 0, stride[i] as number);
    return plus(window, coords[shape.length + i] as Affine, dilation[i] as number);
  });
};
