import { normalizeAxis, type Shape, showShape } from "../graph/shape";

/**
 * A part of one axis: `null` for all of it, a number for one element (the axis goes), or `[start, stop, step]` as in
 * NumPy: `null` or a missing entry means the end that fits the direction, negative positions count from the end.
 */
export type SliceRange =
  | null
  | number
  | readonly [start?: number | null, stop?: number | null, step?: number];

/** What the slice primitive needs, and the shape after single elements have lost their axis. */
export function resolveSlice(
  ranges: readonly SliceRange[],
  shape: Shape,
): { start: number[]; size: number[]; step: number[]; shape: number[] } {
  if (ranges.length > shape.length) {
    throw new RangeError(`slice: received ${ranges.length} ranges for a tensor of shape ${showShape(shape)}`);
  }
  const out = { start: [] as number[], size: [] as number[], step: [] as number[], shape: [] as number[] };
  shape.forEach((length, axis) => {
    const range = ranges[axis] ?? null;
    if (typeof range === "number") {
      const at = range < 0 ? range + length : range;
      if (!Number.isInteger(range) || at < 0 || at >= length) {
        throw new RangeError(`slice: there is no element ${range} along axis ${axis} of ${showShape(shape)}`);
      }
      out.start.push(at);
      out.size.push(1);
      out.step.push(1);
      return;
    }
    const [start, size, step] = span(range ?? [], length, axis);
    out.start.push(start);
    out.size.push(size);
    out.step.push(step);
    out.shape.push(size);
  });
  return out;
}

function span(
  [from, to, by]: readonly [start?: number | null, stop?: number | null, step?: number],
  length: number,
  axis: number,
): [number, number, number] {
  const step = by ?? 1;
  for (const n of [from ?? 0, to ?? 0, step]) {
    if (!Number.isInteger(n))
      throw new RangeError(`slice: received ${n} for axis ${axis}, expected whole numbers`);
  }
  if (step === 0)
    throw new RangeError(`slice: received a step of 0 for axis ${axis}, expected another number`);
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (n: number): number => Math.min(Math.max(n < 0 ? n + length : n, lowest), highest);
  const start = from == null ? (step > 0 ? 0 : length - 1) : clamp(from);
  const stop = to == null ? (step > 0 ? length : -1) : clamp(to);
  const size = Math.max(0, Math.ceil((stop - start) / step));
  return [size === 0 ? 0 : start, size, step];
}

/** The ranges that take `range` of one axis and all of the others. */
export function alongAxis(axis: number, rank: number, range: SliceRange): SliceRange[] {
  const at = normalizeAxis(axis, rank, "slice");
  return Array.from({ length: rank }, (_, i) => (i === at ? range : null));
}
