import type { DType } from "../graph/dtype";
import { Node } from "../graph/node";
import { node, paramsOf } from "../primitives/index";
import type { WindowParams } from "../primitives/windows";
import type { Again } from "./simplify-contraction";

/** The axes whose windows lie one behind the other, without gaps. */
function besideEachOther({ size, stride, dilation }: WindowParams): boolean {
  return size.every((n, i) => n === 1 || (stride[i] === n && dilation[i] === 1));
}

/** Windows that do not overlap only move; `undefined` for all others. */
export function plainWindows(n: Node, again: Again): Node | undefined {
  const params = paramsOf(n, "windows");
  if (!besideEachOther(params)) return undefined;
  const { axes, size, stride } = params;
  const [x] = n.inputs as [Node];
  // What no window reaches is left out, then each axis is cut into windows, whose insides go to the end.
  const taken = x.shape.map((length, axis) => {
    const i = axes.indexOf(axis);
    return i < 0 ? length : (n.shape[axis] as number) * (size[i] as number);
  });
  const step = x.shape.map((_, axis) => {
    const i = axes.indexOf(axis);
    return i >= 0 && size[i] === 1 ? (stride[i] as number) : 1;
  });
  const start = x.shape.map(() => 0);
  const { cut, toWindows } = cuts(taken, params);
  const part = again(node("slice", [x], { start, size: taken, step }));
  return again(node("transpose", [again(node("reshape", [part], { shape: cut }))], { perm: toWindows }));
}

/** Folding windows that do not overlap only moves; `undefined` for all others. */
export function plainFold(n: Node, again: Again): Node | undefined {
  const params = paramsOf(n, "fold");
  if (!besideEachOther(params)) return undefined;
  const { axes, size, stride, shape } = params;
  const [x] = n.inputs as [Node];
  const taken = shape.map((length, axis) => {
    const i = axes.indexOf(axis);
    return i < 0 ? length : (x.shape[axis] as number) * (size[i] as number);
  });
  const { toWindows } = cuts(taken, params);
  const perm = toWindows.map((_, i) => toWindows.indexOf(i));
  const flat = again(node("reshape", [again(node("transpose", [x], { perm }))], { shape: taken }));
  const between = shape.map((_, axis) => {
    const i = axes.indexOf(axis);
    return i >= 0 && size[i] === 1 ? (stride[i] as number) - 1 : 0;
  });
  const high = shape.map((length, axis) => {
    const count = taken[axis] as number;
    return length - (count === 0 ? 0 : count + (count - 1) * (between[axis] as number));
  });
  if (high.every((h) => h === 0) && between.every((b) => b === 0)) return flat;
  return again(node("pad", [flat, zero(n.dtype)], { low: shape.map(() => 0), high, interior: between }));
}

/** Each axis of windows cut in two, and where the pieces go when the insides stand behind. */
function cuts(
  taken: readonly number[],
  { axes, size }: WindowParams,
): { cut: number[]; toWindows: number[] } {
  const cut: number[] = [];
  const outer: number[] = [];
  const inner = new Map<number, number>();
  taken.forEach((length, axis) => {
    const i = axes.indexOf(axis);
    outer.push(cut.length);
    if (i < 0) cut.push(length);
    else {
      inner.set(i, cut.length + 1);
      cut.push(length / (size[i] as number), size[i] as number);
    }
  });
  return { cut, toWindows: [...outer, ...axes.map((_, i) => inner.get(i) as number)] };
}

/**
 * The gradient of a convolution with respect to its operand: windows of products, folded, are products with windows of
 * the padded gradient, the kernel turned round. Nothing as large as all windows is stored. `undefined` where the
 * windows do not come from one operand and their insides from the other.
 */
export function foldedProducts(n: Node, again: Again): Node | undefined {
  const [product] = n.inputs as [Node];
  if (product.op !== "contract") return undefined;
  const { axes, size, stride, dilation, shape } = paramsOf(n, "fold");
  const params = paramsOf(product, "contract");
  const rank = shape.length;
  for (const [of, other] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    const which = axes.map((axis) => params.out[axis] as number);
    const inside = axes.map((_, i) => params.out[rank + i] as number);
    const fits =
      which.every((label) => params[of].includes(label) && !params[other].includes(label)) &&
      inside.every((label) => params[other].includes(label) && !params[of].includes(label));
    if (!fits) continue;
    const g = product.inputs[of === "a" ? 0 : 1] as Node;
    const kernel = product.inputs[of === "a" ? 1 : 0] as Node;
    const low = g.shape.map(() => 0);
    const high = g.shape.map(() => 0);
    const interior = g.shape.map(() => 0);
    const along = which.map((label) => params[of].indexOf(label));
    along.forEach((axis, i) => {
      const reach = ((size[i] as number) - 1) * (dilation[i] as number);
      const count = g.shape[axis] as number;
      const length = shape[axes[i] as number] as number;
      interior[axis] = (stride[i] as number) - 1;
      low[axis] = reach;
      high[axis] = length - (count === 0 ? 0 : (count - 1) * (stride[i] as number) + 1);
    });
    const padded = again(node("pad", [g, zero(n.dtype)], { low, high, interior }));
    const windows = again(
      node("windows", [padded], { axes: along, size, stride: size.map(() => 1), dilation }),
    );
    const turns = (axis: number): boolean => inside.includes(params[other][axis] as number);
    const flipped = again(
      node("slice", [kernel], {
        start: kernel.shape.map((length, axis) => (turns(axis) ? length - 1 : 0)),
        size: kernel.shape,
        step: kernel.shape.map((_, axis) => (turns(axis) ? -1 : 1)),
      }),
    );
    // Which window is now which element of the result; the insides are summed with those of the kernel.
    return again(
      node("contract", [windows, flipped], {
        a: [...params[of], ...inside],
        b: params[other],
        out: params.out.slice(0, rank),
      }),
    );
  }
  return undefined;
}

function zero(dtype: DType): Node {
  const value =
    dtype === "float64" ? new Float64Array(1) : dtype === "int32" ? new Int32Array(1) : new Float32Array(1);
  return new Node("constant", [], {}, [], dtype, value);
}
