import { checkShape, type Shape, showShape, sizeOf } from "../graph/shape";
import { operands, type Rule } from "./primitive";

/** What changes where an element stands and not what it is. */
export interface Movement {
  /** The same elements in the same row-major order under another shape. */
  reshape: { readonly shape: Shape };
  /** Axis `i` of the result is axis `perm[i]` of the operand. */
  transpose: { readonly perm: readonly number[] };
  /** Repeat along axes of length 1 and along new leading axes. */
  broadcastTo: { readonly shape: Shape };
  /** Along axis `i`: elements `start[i]`, `start[i] + step[i]`, … `size[i]` of them. Steps may be negative. */
  slice: {
    readonly start: readonly number[];
    readonly size: readonly number[];
    readonly step: readonly number[];
  };
  /** Elements of the second, scalar operand before, after and between (`interior`) those of the first. */
  pad: {
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly interior: readonly number[];
  };
  /** One after the other along an axis. */
  concat: { readonly axis: number };
}

/** The shape and dtype rules of movement. */
export const movement: { readonly [K in keyof Movement]: Rule<Movement[K]> } = {
  reshape: (inputs, { shape }) => {
    const [a] = operands(inputs, 1, "reshape");
    checkShape(shape, "reshape");
    if (sizeOf(shape) !== sizeOf(a.shape)) {
      throw new RangeError(
        `reshape: cannot give ${showShape(a.shape)} (${sizeOf(a.shape)} elements) the shape ${showShape(shape)} ` +
          `(${sizeOf(shape)} elements); the numbers of elements must agree, one axis may be -1`,
      );
    }
    return { shape, dtype: a.dtype };
  },
  transpose: (inputs, { perm }) => {
    const [a] = operands(inputs, 1, "transpose");
    if (perm.length !== a.shape.length || new Set(perm).size !== perm.length) {
      throw new RangeError(
        `transpose: received axes ${showShape(perm)} for shape ${showShape(a.shape)}; expected each axis once`,
      );
    }
    return { shape: perm.map((p) => a.shape[p] as number), dtype: a.dtype };
  },
  broadcastTo: (inputs, { shape }) => {
    const [a] = operands(inputs, 1, "broadcastTo");
    checkShape(shape, "broadcastTo");
    const lead = shape.length - a.shape.length;
    const fits = lead >= 0 && a.shape.every((n, i) => n === 1 || n === shape[lead + i]);
    if (!fits) {
      throw new RangeError(
        `broadcastTo: ${showShape(a.shape)} does not broadcast to ${showShape(shape)}; every axis, counted from the ` +
          "last, must be equal or 1",
      );
    }
    return { shape, dtype: a.dtype };
  },
  slice: (inputs, { start, size, step }) => {
    const [a] = operands(inputs, 1, "slice");
    a.shape.forEach((n, i) => {
      const first = start[i] as number;
      const count = size[i] as number;
      const last = first + (count - 1) * (step[i] as number);
      if (count > 0 && (first < 0 || first >= n || last < 0 || last >= n)) {
        throw new RangeError(
          `slice: elements ${first} to ${last} reach outside of axis ${i} of ${showShape(a.shape)}`,
        );
      }
    });
    return { shape: size, dtype: a.dtype };
  },
  pad: (inputs, { low, high, interior }) => {
    const [a, fill] = operands(inputs, 2, "pad");
    if ([...low, ...high, ...interior].some((n) => !Number.isInteger(n) || n < 0)) {
      throw new RangeError(
        `pad: received [${low}] before, [${high}] after and [${interior}] between, expected whole numbers of at least 0; ` +
          "slice takes elements away",
      );
    }
    if (fill.shape.length > 0 || fill.dtype !== a.dtype) {
      throw new TypeError(
        `pad: expected a scalar ${a.dtype} to fill with, received ${fill.dtype} ${showShape(fill.shape)}`,
      );
    }
    const shape = a.shape.map(
      (n, i) => n + Math.max(0, n - 1) * (interior[i] as number) + (low[i] as number) + (high[i] as number),
    );
    checkShape(shape, "pad");
    return { shape, dtype: a.dtype };
  },
  concat: (inputs, { axis }) => {
    const [first] = inputs;
    if (first === undefined) throw new RangeError("concat: received no tensors, expected at least one");
    let length = 0;
    for (const a of inputs) {
      const fits =
        a.shape.length === first.shape.length && a.shape.every((n, i) => i === axis || n === first.shape[i]);
      if (!fits || a.dtype !== first.dtype) {
        throw new RangeError(
          `concat: ${a.dtype} ${showShape(a.shape)} does not follow ${first.dtype} ${showShape(first.shape)} along ` +
            `axis ${axis}; all other axes and the dtype must agree`,
        );
      }
      length += a.shape[axis] as number;
    }
    return { shape: first.shape.map((n, i) => (i === axis ? length : n)), dtype: first.dtype };
  },
};
