import { isFixed } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowering } from "../lowering";
import { padded } from "./movement";

/** What looks at stretches of an axis. */
export const windows: { readonly [K in "windows" | "fold"]: Lowering<K> } = {
  // One Gather an axis: its indices have two axes, which window and where in it.
  windows: (to, node, { axes, size, stride, dilation }) => {
    const [x] = node.inputs as [GraphNode];
    let value = to.value(x);
    const along = axes.filter(isFixed);
    // Where the axes of the operand stand by now, and the insides of the windows behind each.
    const order = x.shape.map((_, axis) => axis);
    for (const i of [...along.keys()].sort((p, q) => (along[q] as number) - (along[p] as number))) {
      const axis = along[i] as number;
      const count = node.shape[axis];
      const [length, step, apart] = [size[i], stride[i], dilation[i]] as number[];
      if (!isFixed(count as number)) {
        throw new Error(
          `toOnnx: windows along axis ${axis}, whose length depends on the batch, cannot be written in ONNX`,
        );
      }
      const indices = Array.from({ length: count as number }, (_, o) =>
        Array.from({ length: length as number }, (_, k) => o * (step as number) + k * (apart as number)),
      ).flat();
      const at = to.op("Reshape", [to.int64s(indices), to.int64s([count as number, length as number])]);
      value = to.op("Gather", [value, at], { axis });
      order.splice(axis + 1, 0, -1 - i);
    }
    const perm = [
      ...order.flatMap((axis, at) => (axis >= 0 ? [at] : [])),
      ...along.map((_, i) => order.indexOf(-1 - i)),
    ];
    return to.op("Transpose", [value], { perm });
  },
  // Element k of every window, put where it came from, for each k: their sum. Windows have few elements.
  fold: (to, node, { axes, size, stride, dilation, shape }) => {
    const [x] = node.inputs as [GraphNode];
    const value = to.value(x);
    const zero = to.scalar(0, node.dtype);
    const rank = shape.length;
    const [along, lengths, steps, apart] = [axes, size, stride, dilation].map((dims) =>
      dims.filter(isFixed),
    ) as [number[], number[], number[], number[]];
    const behind = to.int64s(along.map((_, i) => rank + i));
    const places = lengths.reduce<number[][]>(
      (all, n) => all.flatMap((at) => Array.from({ length: n }, (_, k) => [...at, k])),
      [[]],
    );
    const parts = places.map((at) => {
      const ends = at.map((k) => k + 1);
      const slice = to.op("Slice", [value, to.int64s(at), to.int64s(ends), behind]);
      const part = to.op("Squeeze", [slice, behind]);
      const low = shape.map((_, axis) => {
        const i = along.indexOf(axis);
        return i < 0 ? 0 : (at[i] as number) * (apart[i] as number);
      });
      const interior = shape.map((_, axis) =>
        along.includes(axis) ? (steps[along.indexOf(axis)] as number) - 1 : 0,
      );
      const high = shape.map((length, axis) => {
        if (!along.includes(axis)) return 0;
        const count = x.shape[axis] as number;
        const reach = count === 0 ? 0 : (count - 1) * ((interior[axis] as number) + 1) + 1;
        return (length as number) - (low[axis] as number) - reach;
      });
      return padded(to, part, x.shape.slice(0, rank), zero, { low, high, interior });
    });
    return parts.reduce((sum, part) => to.op("Add", [sum, part]));
  },
};
