import { expand } from "../../autodiff/batch";
import { allocate, isFloat } from "../../graph/dtype";
import { sameShape, showShape, sizeOf } from "../../graph/shape";
import { pad } from "../../ops/pad";
import { slice } from "../../ops/shape";
import { alongAxis } from "../../ops/slice-range";
import type { Tensor } from "../../ops/tensor";
import { operands } from "../../primitives/primitive";
import { applyFamily, type Family } from "../family";
import { readAll } from "../nests";
import { emitScan } from "./kernel";
import { forEachLine, type ScanParams } from "./params";

/**
 * `s[i] = a[i] * s[i - 1] + b[i]` with 0 before the first, which is closed under differentiation and needs no division:
 * what gradients of products that may be 0 are made of.
 */
const family: Family<ScanParams> = {
  name: "linearRecurrence",
  rule: (inputs) => {
    const [a, b] = operands(inputs, 2, "linearRecurrence");
    if (!sameShape(a.shape, b.shape) || a.dtype !== b.dtype || !isFloat(a.dtype)) {
      throw new TypeError(
        `linearRecurrence: received ${a.dtype} ${showShape(a.shape)} and ${b.dtype} ${showShape(b.shape)}, expected two ` +
          "operands of one shape and one float dtype",
      );
    }
    return { shape: a.shape, dtype: a.dtype };
  },
  loop: (node, [a, b], params) => {
    const out = allocate(node.dtype, sizeOf(node.shape));
    forEachLine(node.shape, params, (first, step, length) => {
      let s = 0;
      for (let i = 0, at = first; i < length; i++, at += step) {
        s = (a![at] as number) * s + (b![at] as number);
        out[at] = s;
      }
    });
    return out;
  },
  nests: readAll,
  emit: (nest, name, context) =>
    emitScan(nest, name, context, {
      start: 0,
      wide: true,
      sum: false,
      step: (f, unit, running, [a, b]) => {
        const mul = unit === "f64" ? "f64.mul" : "f64x2.mul";
        const add = unit === "f64" ? "f64.add" : "f64x2.add";
        f.get(a!).get(running).op(mul).get(b!).op(add);
      },
    }),
  vjp: (g, y, [a], { axis, reverse }) => {
    const slope = linearRecurrence(shifted(a as Tensor, axis, !reverse), g, { axis, reverse: !reverse });
    return [slope.mul(shifted(y, axis, reverse)), slope];
  },
  batch: (operands, { axis, reverse }, batch) => {
    const [a, b] = operands.map((operand) => expand(operand, batch)) as [Tensor, Tensor];
    return linearRecurrence(a, b, { axis: axis + 1, reverse });
  },
};

/** `s[i] = a[i] * s[i - 1] + b[i]` along an axis, with 0 before the first; from the last one when `reverse`. */
export function linearRecurrence(a: Tensor, b: Tensor, params: ScanParams): Tensor {
  return applyFamily(family, [a, b], { axis: params.axis, reverse: params.reverse });
}

/** The elements moved by one along an axis, towards its end or (when `back`) its beginning; a 0 comes in. */
export function shifted(x: Tensor, axis: number, back: boolean): Tensor {
  const length = x.shape[axis] as number;
  if (length === 0) return x;
  const amounts = x.shape.map((_, i) =>
    i !== axis ? ([0, 0] as const) : back ? ([0, 1] as const) : ([1, 0] as const),
  );
  return slice(pad(x, amounts), alongAxis(axis, x.rank, back ? [1, null] : [0, length]));
}
