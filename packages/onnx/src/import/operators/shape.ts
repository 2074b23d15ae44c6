import * as core from "@wellfit/core";
import { type SliceRange, type Tensor, tensor } from "@wellfit/core";
import type { Call, Operators } from "../call";

const int32 = (values: readonly number[]): Tensor => tensor(Int32Array.from(values));

/** -1 is whatever is left, 0 the length that the axis had. */
function reshape(call: Call): Tensor {
  const x = call.input(0);
  const keep = call.int("allowzero", 0) === 0;
  const to = call.numbers(1) ?? [];
  return x.reshape(to.map((n, axis) => (n === 0 && keep ? (x.shape[axis] ?? 0) : n)));
}

function unsqueeze(call: Call): Tensor {
  const x = call.input(0);
  const axes = call.axes(1) ?? [];
  const rank = x.rank + axes.length;
  const added = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  return added.reduce((y, axis) => y.expandDims(axis), x);
}

function squeeze(call: Call): Tensor {
  const axes = call.axes(1);
  return axes && axes.length > 0 ? call.input(0).squeeze(axes) : call.input(0).squeeze();
}

function slice(call: Call): Tensor {
  const x = call.input(0);
  const [starts, ends] = [call.numbers(1) ?? [], call.numbers(2) ?? []];
  const axes = call.numbers(3) ?? starts.map((_, i) => i);
  const steps = call.numbers(4);
  const ranges: SliceRange[] = x.shape.map(() => null);
  axes.forEach((axis, i) => {
    ranges[axis < 0 ? axis + x.rank : axis] = [starts[i] as number, ends[i] as number, steps?.[i] ?? 1];
  });
  return x.slice(ranges);
}

/** Negative numbers take elements away. */
function pad(call: Call): Tensor {
  call.only("mode", "constant");
  const x = call.input(0);
  const pads = call.numbers(1) ?? [];
  const axes = (call.numbers(3) ?? x.shape.map((_, i) => i)).map((axis) => (axis < 0 ? axis + x.rank : axis));
  const amounts = x.shape.map((_, axis): readonly [number, number] => {
    const at = axes.indexOf(axis);
    return at < 0 ? [0, 0] : [pads[at] as number, pads[at + axes.length] as number];
  });
  const kept = x.slice(
    amounts.map(([low, high], axis) => [Math.max(0, -low), (x.shape[axis] as number) - Math.max(0, -high)]),
  );
  const added = amounts.map(([low, high]) => [Math.max(0, low), Math.max(0, high)] as const);
  return core.pad(kept, added, call.numbers(2)?.[0] ?? 0);
}

function split(call: Call): Tensor[] {
  const x = call.input(0);
  const axis = call.int("axis", 0);
  const length = x.shape.at(axis) as number;
  const size = Math.ceil(length / call.outputs);
  // The last part is the smaller one where the axis does not divide.
  const equal = Array.from({ length: call.outputs }, (_, i) =>
    Math.min(size, Math.max(0, length - i * size)),
  );
  return core.split(x, call.numbers(1) ?? equal, axis);
}

function shapeOf(call: Call): Tensor {
  const { shape } = call.input(0);
  return int32(shape.slice(call.int("start", 0), call.int("end", shape.length)));
}

function flatten(call: Call): Tensor {
  const x = call.input(0);
  const axis = call.int("axis", 1);
  const size = x.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  return x.reshape([size, size === 0 ? 0 : x.size / size]);
}

function range(call: Call): Tensor {
  const [start, limit, step] = [0, 1, 2].map((i) => call.numbers(i)?.[0]) as [number, number, number];
  return core.arange(start, limit, { step, dtype: call.input(0).dtype });
}

function constant(call: Call): Tensor {
  const value = call.tensor("value");
  if (value !== undefined) return value;
  const ints = call.ints("value_ints");
  if (ints !== undefined && call.has("value_ints")) return int32(ints);
  const floats = call.floats("value_floats");
  if (floats !== undefined && call.has("value_floats")) return tensor(Float32Array.from(floats));
  if (call.has("value_int")) return tensor(call.int("value_int", 0), { dtype: "int32" });
  if (call.has("value_float")) return tensor(call.float("value_float", 0));
  throw new Error(`${call.where}: it holds neither a tensor nor numbers; only these can be read`);
}

/** What changes where an element stands, and what speaks of shapes. */
export const shape: Operators = {
  Identity: (call) => call.input(0),
  Reshape: reshape,
  Transpose: (call) => call.input(0).transpose(call.ints("perm")),
  Expand: (call) => {
    // Expand broadcasts both ways: a 1 in the shape leaves the axis as it is.
    const x = call.input(0);
    const to = [...(call.numbers(1) ?? [])];
    while (to.length < x.rank) to.unshift(1);
    const lead = to.length - x.rank;
    return x.broadcastTo(to.map((n, i) => (n === 1 && i >= lead ? (x.shape[i - lead] as number) : n)));
  },
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Flatten: flatten,
  Slice: slice,
  Split: split,
  Pad: pad,
  Concat: (call) => core.concat(call.all(), call.int("axis", 0)),
  Tile: (call) => core.tile(call.input(0), call.numbers(1) ?? []),
  Shape: shapeOf,
  Size: (call) => tensor(call.input(0).size, { dtype: "int32" }),
  Range: range,
  Constant: constant,
  ConstantOfShape: (call) => {
    const value = call.tensor("value") ?? tensor([0]);
    return value.reshape([]).broadcastTo(call.numbers(0) ?? []);
  },
};
