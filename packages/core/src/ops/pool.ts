import { arange } from "./create";
import { customGradient } from "./custom-gradient";
import { where } from "./math";
import {
  mustFit,
  type Padding,
  paddingOf,
  padSpatial,
  perAxis,
  type Sliding,
  slide,
  spatialAxes,
  unslide,
} from "./sliding";
import { atLeastFloat, type Tensor, type TensorLike, tensor } from "./tensor";

/** Options of {@link maxPool} and {@link averagePool}. */
export interface PoolOptions {
  /** How far the windows are apart, for all axes or each. Default: their size, so that they lie side by side. */
  readonly strides?: number | readonly number[];
  /** `"valid"` (the default): whole windows only; `"same"`: also those that reach over the ends. */
  readonly padding?: "valid" | "same";
}

/**
 * The largest element of each window along one to three axes, channels last. The gradient goes to the first of equal
 * ones, along three axes to each of them, as TensorFlow's kernels have it.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param poolSize - The size of the windows, for all axes or each.
 * @returns `[batch, …, channels]`.
 * @throws RangeError when a window does not fit.
 * @example
 * maxPool(tensor([[[1], [3], [2], [0]]]), 2).toArray(); // [[[3], [2]]]
 */
export function maxPool(
  x: TensorLike,
  poolSize: number | readonly number[],
  options: PoolOptions = {},
): Tensor {
  const from = atLeastFloat(x);
  const { sliding, pads } = poolWindows(from, poolSize, options, "maxPool");
  const { size } = sliding;
  const largest = customGradient(function maxPool(padded: Tensor) {
    const windows = slide(padded, sliding);
    const axes = insides(padded);
    const value = windows.max(axes);
    const spread = (t: Tensor): Tensor =>
      t.reshape([...t.shape, ...size.map(() => 1)]).broadcastTo(windows.shape);
    const gradient = (g: Tensor): Tensor => {
      const count = size.reduce((n, length) => n * length, 1);
      const order = arange(count)
        .reshape([...padded.shape.map(() => 1), ...size])
        .broadcastTo(windows.shape);
      const largest = windows.equal(spread(value));
      if (size.length === 3) return unslide(where(largest, spread(g), 0), padded.shape, sliding);
      const first = where(largest, order, count).min(axes);
      return unslide(where(order.equal(spread(first)), spread(g), 0), padded.shape, sliding);
    };
    return { value, gradient };
  });
  return largest(padSpatial(from, pads, Number.NEGATIVE_INFINITY));
}

/**
 * The mean of each window along one to three axes, channels last. What lies outside of `x` does not count, as in Keras.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param poolSize - The size of the windows, for all axes or each.
 * @returns `[batch, …, channels]`.
 * @throws RangeError when a window does not fit.
 * @example
 * averagePool(tensor([[[1], [3], [2], [0]]]), 2).toArray(); // [[[2], [1]]]
 */
export function averagePool(
  x: TensorLike,
  poolSize: number | readonly number[],
  options: PoolOptions = {},
): Tensor {
  const from = atLeastFloat(x);
  const { sliding, pads } = poolWindows(from, poolSize, options, "averagePool");
  const sums = slide(padSpatial(from, pads, 0), sliding).sum(insides(from));
  // How many elements of x each window has is a product of one number an axis.
  return pads.reduce((mean, [before], i) => {
    const counts = Array.from({ length: sums.shape[i + 1] as number }, (_, o) => {
      const first = o * (sliding.stride[i] as number) - before;
      const last = Math.min(first + (sliding.size[i] as number), from.shape[i + 1] as number);
      return 1 / (last - Math.max(first, 0));
    });
    const even = counts.every((c) => c === counts[0]);
    if (even) return mean.mul(counts[0] ?? 1);
    const shape = sums.shape.map((_, axis) => (axis === i + 1 ? counts.length : 1));
    return mean.mul(tensor(counts, { shape, dtype: from.dtype }));
  }, sums);
}

/** The axes behind all others, where the insides of windows stand. */
function insides(x: Tensor): number[] {
  return Array.from({ length: x.rank - 2 }, (_, i) => x.rank + i);
}

function poolWindows(
  x: Tensor,
  poolSize: number | readonly number[],
  { strides, padding = "valid" }: PoolOptions,
  what: string,
): { sliding: Sliding; pads: (readonly [number, number])[] } {
  const axes = spatialAxes(x, what);
  const size = perAxis(poolSize, axes, `${what}: poolSize`);
  const stride = strides === undefined ? size : perAxis(strides, axes, `${what}: strides`);
  const sliding: Sliding = { size, stride, dilation: size.map(() => 1) };
  const lengths = x.shape.slice(1, -1);
  const pads = paddingOf(lengths, padding as Padding, sliding, what);
  mustFit(lengths, pads, sliding, what);
  return { sliding, pads };
}
