import { showShape } from "../graph/shape";
import { concat } from "./shape";
import { alongAxis } from "./slice-range";
import { apply, broadcastTo, type Tensor, type TensorLike, tensor, toTensor } from "./tensor";

/**
 * What {@link pad} adds. For the row `1 2 3`, two elements before and after:
 *
 * - "constant": `0 0 1 2 3 0 0`, or another value
 * - "edge": `1 1 1 2 3 3 3`
 * - "reflect": `3 2 1 2 3 2 1`, the end itself not repeated
 * - "symmetric": `2 1 1 2 3 3 2`, the end repeated
 * - "wrap": `2 3 1 2 3 1 2`
 */
export type PadMode = "constant" | "edge" | "reflect" | "symmetric" | "wrap";

/** Options of {@link pad}. */
export interface PadOptions {
  /** What is added. Default "constant". */
  readonly mode?: PadMode;
  /** The constant. Default 0. */
  readonly value?: number;
}

/** The place in a row of `n` elements that stands at place `i` of the padded one, which goes on to both sides for ever. */
const SOURCES: Readonly<Record<Exclude<PadMode, "constant">, (i: number, n: number) => number>> = {
  edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
  reflect: (i, n) => {
    const period = Math.max(1, 2 * (n - 1));
    const at = cycle(i, period);
    return at < n ? at : period - at;
  },
  symmetric: (i, n) => {
    const at = cycle(i, 2 * n);
    return at < n ? at : 2 * n - 1 - at;
  },
  wrap: (i, n) => cycle(i, n),
};

const cycle = (i: number, period: number): number => ((i % period) + period) % period;

/**
 * Elements added before and after each axis: `paddings[axis]` is `[before, after]`. They are `value` (0 by default), or
 * what another {@link PadMode} takes from the tensor, as in NumPy.
 *
 * @param options - The constant, or `{ mode, value }`.
 * @throws RangeError when there is not a pair of whole numbers for each axis, or an empty axis has nothing to repeat.
 * @example
 * pad([1, 2, 3], [[2, 1]], { mode: "reflect" }).toArray(); // [3, 2, 1, 2, 3, 2]
 */
export function pad(
  x: TensorLike,
  paddings: readonly (readonly [number, number])[],
  options: number | PadOptions = 0,
): Tensor {
  const from = toTensor(x);
  const { mode = "constant", value = 0 } = typeof options === "number" ? { value: options } : options;
  const bad = paddings.flat().some((n) => !Number.isInteger(n) || n < 0);
  if (paddings.length !== from.rank || paddings.some((pair) => pair.length !== 2) || bad) {
    throw new RangeError(
      `pad: received ${JSON.stringify(paddings)} for shape ${showShape(from.shape)}, expected a pair of whole numbers of ` +
        "at least 0 for each axis",
    );
  }
  if (mode === "constant") {
    return apply("pad", [from, tensor(value, { dtype: from.dtype })], {
      low: paddings.map(([before]) => before),
      high: paddings.map(([, after]) => after),
      interior: from.shape.map(() => 0),
    });
  }
  const source = SOURCES[mode];
  if (!source) {
    const known = ["constant", ...Object.keys(SOURCES)].join(", ");
    throw new RangeError(`pad: received mode ${JSON.stringify(mode)}, expected one of ${known}`);
  }
  return paddings.reduce((padded, [before, after], axis) => {
    if (before + after === 0) return padded;
    const n = from.shape[axis] as number;
    if (n === 0) {
      throw new RangeError(
        `pad: axis ${axis} of ${showShape(from.shape)} is empty and has nothing to ${mode}; pad it with a constant`,
      );
    }
    const places = Array.from({ length: before + n + after }, (_, i) => source(i - before, n));
    return concat(
      runs(places).map((run) => takeRun(padded, axis, run)),
      axis,
    );
  }, from);
}

/** A stretch of places that go up, go down or stay. */
interface Run {
  readonly start: number;
  length: number;
  step: number;
}

function runs(places: readonly number[]): Run[] {
  const all: Run[] = [];
  for (const place of places) {
    const last = all[all.length - 1];
    const step = last ? place - (last.start + (last.length - 1) * last.step) : 0;
    if (last && Math.abs(step) <= 1 && (last.length === 1 || step === last.step)) {
      last.length++;
      last.step = step;
    } else all.push({ start: place, length: 1, step: 0 });
  }
  return all;
}

function takeRun(x: Tensor, axis: number, { start, length, step }: Run): Tensor {
  if (step === 0) {
    const one = x.slice(alongAxis(axis, x.rank, [start, start + 1]));
    return broadcastTo(
      one,
      x.shape.map((n, i) => (i === axis ? length : n)),
    );
  }
  const stop = start + length * step;
  return x.slice(alongAxis(axis, x.rank, [start, stop < 0 ? null : stop, step]));
}
