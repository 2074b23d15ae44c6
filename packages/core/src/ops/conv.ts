import { showShape } from "../graph/shape";
import { contract } from "./einsum";
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
import { atLeastFloat, promoted, type Tensor, type TensorLike } from "./tensor";

/** Options of {@link conv} and {@link depthwiseConv}. */
export interface ConvOptions {
  /** How far the kernel moves, for all axes or each. Default 1. */
  readonly strides?: number | readonly number[];
  /**
   * `"valid"` (the default): only where the kernel fits; `"same"`: zeros around, so that a stride of 1 keeps lengths;
   * `"causal"`: zeros before an axis of time, so that nothing looks ahead.
   */
  readonly padding?: Padding;
  /** How far the elements of the kernel are apart, for all axes or each. Default 1. */
  readonly dilationRate?: number | readonly number[];
}

/** Options of {@link conv}. */
export interface GroupedConvOptions extends ConvOptions {
  /** Into how many groups the channels are cut, each with its own part of the kernel. Default 1. */
  readonly groups?: number;
}

/**
 * A convolution along one to three axes, channels last, as Keras has it (a cross-correlation: the kernel is not
 * flipped). It runs as a product of matrices that reads the windows where they lie; they are never copied.
 *
 * In float32, 3x3 kernels at single steps between about eleven channels and filters or more take less than half of the
 * products, by Winograd's F(2x2, 3x3) (Lavin & Gray, 2016), as they do in cuDNN: the rounding errors are as small, but a
 * NaN or an infinity reaches the results of its whole tile, one position further than it is seen.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param kernel - `[…sizes, channels / groups, filters]`.
 * @returns `[batch, …, filters]`.
 * @throws RangeError with both shapes when they do not fit.
 * @example
 * const x = ones([1, 5, 1]);
 * conv(x, ones([3, 1, 2])).shape; // [1, 3, 2]
 */
export function conv(x: TensorLike, kernel: TensorLike, options: GroupedConvOptions = {}): Tensor {
  const [from, w] = promoted(atLeastFloat(x), atLeastFloat(kernel));
  const axes = spatialAxes(from, "conv");
  const groups = options.groups ?? 1;
  const channels = from.shape[axes + 1] as number;
  const [taken, filters] = w.shape.slice(-2) as [number, number];
  const whole = Number.isInteger(groups) && groups >= 1;
  if (w.rank !== axes + 2 || !whole || taken * groups !== channels || filters % groups !== 0) {
    throw new RangeError(
      `conv: received ${showShape(from.shape)}, a kernel of ${showShape(w.shape)} and ${groups} groups; expected ` +
        `a kernel of [${axes} sizes, channels / groups, filters] for ${channels} channels, and groups that divide both`,
    );
  }
  const windows = convWindows(from, w.shape.slice(0, axes), options, "conv");
  // Labels: batch, positions, channels within a group, insides of the windows, filters within a group, groups.
  const place = Array.from({ length: axes + 1 }, (_, i) => i);
  const inside = Array.from({ length: axes }, (_, i) => axes + 2 + i);
  const [channel, filter, group] = [axes + 1, 2 * axes + 2, 2 * axes + 3];
  if (groups === 1) {
    return contract(
      windows,
      w,
      [...place, channel, ...inside],
      [...inside, channel, filter],
      [...place, filter],
    );
  }
  const lead = windows.shape.slice(0, axes + 1);
  const split = windows.reshape([...lead, groups, taken, ...w.shape.slice(0, axes)]);
  const parts = w.reshape([...w.shape.slice(0, -1), groups, filters / groups]);
  const out = contract(
    split,
    parts,
    [...place, group, channel, ...inside],
    [...inside, channel, group, filter],
    [...place, group, filter],
  );
  return out.reshape([...lead, filters]);
}

/**
 * A convolution of every channel by kernels of its own.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param kernel - `[…sizes, channels, multiplier]`.
 * @returns `[batch, …, channels * multiplier]`, the results of a channel side by side.
 * @throws RangeError with both shapes when they do not fit.
 * @example
 * depthwiseConv(ones([1, 4, 4, 3]), ones([2, 2, 3, 1])).shape; // [1, 3, 3, 3]
 */
export function depthwiseConv(x: TensorLike, kernel: TensorLike, options: ConvOptions = {}): Tensor {
  const [from, w] = promoted(atLeastFloat(x), atLeastFloat(kernel));
  const axes = spatialAxes(from, "depthwiseConv");
  const [channels, multiplier] = w.shape.slice(-2) as [number, number];
  if (w.rank !== axes + 2 || channels !== from.shape[axes + 1]) {
    throw new RangeError(
      `depthwiseConv: received ${showShape(from.shape)} and a kernel of ${showShape(w.shape)}; expected a kernel of ` +
        `[${axes} sizes, channels, multiplier] for ${from.shape[axes + 1]} channels`,
    );
  }
  const windows = convWindows(from, w.shape.slice(0, axes), options, "depthwiseConv");
  const place = Array.from({ length: axes + 1 }, (_, i) => i);
  const inside = Array.from({ length: axes }, (_, i) => axes + 2 + i);
  const [channel, times] = [axes + 1, 2 * axes + 2];
  const out = contract(
    windows,
    w,
    [...place, channel, ...inside],
    [...inside, channel, times],
    [...place, channel, times],
  );
  return out.reshape([...out.shape.slice(0, axes + 1), channels * multiplier]);
}

/**
 * A convolution of every channel by itself, then one across channels with a window of one element, as Keras has it.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param depthwiseKernel - `[…sizes, channels, multiplier]`.
 * @param pointwiseKernel - `[…ones, channels * multiplier, filters]`.
 * @returns `[batch, …, filters]`.
 * @throws RangeError with both shapes when they do not fit.
 * @example
 * separableConv(ones([1, 4, 4, 3]), ones([2, 2, 3, 2]), ones([1, 1, 6, 5])).shape; // [1, 3, 3, 5]
 */
export function separableConv(
  x: TensorLike,
  depthwiseKernel: TensorLike,
  pointwiseKernel: TensorLike,
  options: ConvOptions = {},
): Tensor {
  return conv(depthwiseConv(x, depthwiseKernel, options), pointwiseKernel);
}

/** Options of {@link convTranspose}. */
export interface ConvTransposeOptions extends Omit<ConvOptions, "padding"> {
  /** `"valid"` (the default) or `"same"`, which gives `length * stride`. */
  readonly padding?: "valid" | "same";
  /** How many elements more than the least stand at the end, for all axes or each, as in Keras. */
  readonly outputPadding?: number | readonly number[];
}

/**
 * The transpose of a convolution, channels last, as Keras has it: every element of `x` adds a multiple of the kernel to
 * the result, `strides` apart. It is the gradient of {@link conv}, and enlarges what that makes smaller.
 *
 * @param x - `[batch, …lengths, channels]`.
 * @param kernel - `[…sizes, filters, channels]`.
 * @returns `[batch, …, filters]`.
 * @throws RangeError with both shapes when they do not fit.
 * @example
 * convTranspose(ones([1, 3, 1]), ones([2, 4, 1]), { strides: 2 }).shape; // [1, 6, 4]
 */
export function convTranspose(x: TensorLike, kernel: TensorLike, options: ConvTransposeOptions = {}): Tensor {
  const [from, w] = promoted(atLeastFloat(x), atLeastFloat(kernel));
  const axes = spatialAxes(from, "convTranspose");
  const [filters, channels] = w.shape.slice(-2) as [number, number];
  if (w.rank !== axes + 2 || channels !== from.shape[axes + 1]) {
    throw new RangeError(
      `convTranspose: received ${showShape(from.shape)} and a kernel of ${showShape(w.shape)}; expected a kernel of ` +
        `[${axes} sizes, filters, channels] for ${from.shape[axes + 1]} channels`,
    );
  }
  const size = w.shape.slice(0, axes);
  const stride = perAxis(options.strides ?? 1, axes, "convTranspose: strides");
  const dilation = perAxis(options.dilationRate ?? 1, axes, "convTranspose: dilationRate");
  const more = outputPaddings(options.outputPadding, stride);
  const lengths = from.shape.slice(1, -1);
  const full = lengths.map((n, i) => (n - 1) * (stride[i] as number) + reach(size, dilation, i));
  const place = Array.from({ length: axes + 1 }, (_, i) => i);
  const inside = Array.from({ length: axes }, (_, i) => axes + 2 + i);
  const [channel, filter] = [axes + 1, 2 * axes + 2];
  const products = contract(
    from,
    w,
    [...place, channel],
    [...inside, filter, channel],
    [...place, filter, ...inside],
  );
  const shape = [from.shape[0] as number, ...full, filters];
  const spread = unslide(products, shape, { size, stride, dilation });
  const cut = lengths.map((n, i) =>
    outputRange(n, reach(size, dilation, i), stride[i] as number, more[i], options),
  );
  return resize(spread, cut);
}

function reach(size: readonly number[], dilation: readonly number[], i: number): number {
  return ((size[i] as number) - 1) * (dilation[i] as number) + 1;
}

function outputPaddings(
  given: number | readonly number[] | undefined,
  stride: readonly number[],
): readonly (number | undefined)[] {
  if (given === undefined) return stride.map(() => undefined);
  const list = typeof given === "number" ? stride.map(() => given) : given;
  if (
    list.length !== stride.length ||
    list.some((n, i) => !Number.isInteger(n) || n < 0 || n >= (stride[i] as number))
  ) {
    throw new RangeError(
      `convTranspose: received outputPadding ${showShape(list)}, expected whole numbers from 0 and below the strides ` +
        showShape(stride),
    );
  }
  return list;
}

/** Which elements of the full result are given back, as Keras cuts them: the first one and how many. */
function outputRange(
  length: number,
  size: number,
  stride: number,
  more: number | undefined,
  { padding = "valid" }: ConvTransposeOptions,
): readonly [first: number, count: number] {
  if (padding !== "valid" && padding !== "same") {
    throw new TypeError(
      `convTranspose: received padding ${JSON.stringify(padding)}, expected "valid" or "same"`,
    );
  }
  const least = (length - 1) * stride;
  if (padding === "valid") return [0, least + size + (more ?? Math.max(size, stride) - size)];
  const pads = more === undefined ? stride + size - 2 : size + (size % 2) - 2 + more;
  const before = stride > size - 1 ? size - 1 : Math.ceil(pads / 2);
  return [size - 1 - before, least + 2 + pads - size];
}

/** The named elements of the axes between the first and the last, with zeros where there are none. */
function resize(x: Tensor, ranges: readonly (readonly [number, number])[]): Tensor {
  const cut = x.slice([
    null,
    ...ranges.map(([first, count], i) => [first, Math.min(x.shape[i + 1] as number, first + count)] as const),
    null,
  ]);
  const pads = ranges.map(([, count], i) => [0, count - (cut.shape[i + 1] as number)] as const);
  return padSpatial(cut, pads, 0);
}

/** The windows that a kernel of a size looks at. */
function convWindows(x: Tensor, size: readonly number[], options: ConvOptions, what: string): Tensor {
  const axes = size.length;
  const sliding: Sliding = {
    size,
    stride: perAxis(options.strides ?? 1, axes, `${what}: strides`),
    dilation: perAxis(options.dilationRate ?? 1, axes, `${what}: dilationRate`),
  };
  const lengths = x.shape.slice(1, -1);
  const pads = paddingOf(lengths, options.padding ?? "valid", sliding, what);
  mustFit(lengths, pads, sliding, what);
  return slide(padSpatial(x, pads, 0), sliding);
}
