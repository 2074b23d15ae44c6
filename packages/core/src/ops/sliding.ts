import { registerWindows } from "../engines/windows";
import { type Shape, showShape } from "../graph/shape";
import { apply, type Tensor, tensor } from "./tensor";

/** How convolutions and pools treat the ends of the axes that they slide along. */
export type Padding = "valid" | "same" | "causal";

/** One whole number for each axis that is slid along; a single number stands for all of them. */
export function perAxis(value: number | readonly number[], axes: number, what: string): number[] {
  const list = typeof value === "number" ? new Array<number>(axes).fill(value) : [...value];
  if (list.length !== axes || list.some((n) => !Number.isInteger(n) || n < 1)) {
    throw new RangeError(
      `${what}: received ${showShape(list)}, expected one whole number of at least 1, or ${axes} of them, one for each ` +
        "axis that is slid along",
    );
  }
  return list;
}

/** Windows along all axes but the first (the batch) and the last (the channels). */
export interface Sliding {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}

/**
 * How many elements are put before and behind each axis: none for `valid`; for `same` as many as let
 * `ceil(length / stride)` windows fit, the odd one behind, as TensorFlow has it; for `causal` all before.
 */
export function paddingOf(
  lengths: readonly number[],
  padding: Padding,
  { size, stride, dilation }: Sliding,
  what: string,
): (readonly [number, number])[] {
  if (!["valid", "same", "causal"].includes(padding)) {
    throw new TypeError(
      `${what}: received padding ${JSON.stringify(padding)}, expected "valid", "same" or "causal"`,
    );
  }
  if (padding === "causal" && lengths.length !== 1) {
    throw new RangeError(
      `${what}: causal padding is for one axis of time, received ${lengths.length} axes; use "same" or pad first`,
    );
  }
  return lengths.map((length, i) => {
    const reach = ((size[i] as number) - 1) * (dilation[i] as number) + 1;
    if (padding === "valid") return [0, 0];
    if (padding === "causal") return [reach - 1, 0];
    const step = stride[i] as number;
    const total = Math.max((Math.ceil(length / step) - 1) * step + reach - length, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
}

/** The tensor with `fill` before and behind the axes between the first and the last. */
export function padSpatial(x: Tensor, pads: readonly (readonly [number, number])[], fill: number): Tensor {
  if (pads.every(([low, high]) => low === 0 && high === 0)) return x;
  const low = [0, ...pads.map(([before]) => before), 0];
  const high = [0, ...pads.map(([, after]) => after), 0];
  return apply("pad", [x, tensor(fill, { dtype: x.dtype })], { low, high, interior: low.map(() => 0) });
}

/** All windows along the axes between the first and the last; their insides stand behind the channels. */
export function slide(x: Tensor, { size, stride, dilation }: Sliding): Tensor {
  registerWindows();
  return apply("windows", [x], { axes: size.map((_, i) => i + 1), size, stride, dilation });
}

/** Every element of every window added to where it came from, in an array of `shape`: the gradient of {@link slide}. */
export function unslide(windows: Tensor, shape: Shape, { size, stride, dilation }: Sliding): Tensor {
  registerWindows();
  return apply("fold", [windows], { axes: size.map((_, i) => i + 1), size, stride, dilation, shape });
}

/**
 * The number of axes between the batch and the channels.
 *
 * @throws RangeError unless there are 1 to 3.
 */
export function spatialAxes(x: Tensor, what: string): number {
  const axes = x.rank - 2;
  if (axes < 1 || axes > 3) {
    throw new RangeError(
      `${what}: received ${showShape(x.shape)}, expected [batch, …, channels] with one to three axes between; add them ` +
        "with expandDims",
    );
  }
  return axes;
}

/**
 * Whether a window fits at all.
 *
 * @throws RangeError when it is larger than what it slides along.
 */
export function mustFit(
  lengths: readonly number[],
  pads: readonly (readonly [number, number])[],
  { size, dilation }: Sliding,
  what: string,
): void {
  lengths.forEach((length, i) => {
    const reach = ((size[i] as number) - 1) * (dilation[i] as number) + 1;
    const [before, after] = pads[i] as readonly [number, number];
    if (length + before + after < reach) {
      throw new RangeError(
        `${what}: a window of ${reach} elements does not fit into axis ${i + 1}, which has ${length}; use padding "same" or ` +
          "a smaller window",
      );
    }
  });
}
