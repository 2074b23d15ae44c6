import { type Shape, sameShape, showShape } from "../graph/shape";
import { operands, type Rule } from "./primitive";

/** Windows that slide along axes; one entry of each list an axis. */
export interface WindowParams {
  /** Which axes the windows slide along. */
  readonly axes: readonly number[];
  /** How many elements a window has along each. */
  readonly size: readonly number[];
  /** How far one window is from the next. */
  readonly stride: readonly number[];
  /** How far the elements of a window are apart. */
  readonly dilation: readonly number[];
}

/** What looks at stretches of an axis. */
export interface Windowing {
  /**
   * Every window of the operand: along each of `axes` now stands which window, and behind all axes, in the order of
   * `axes`, where in it. Element `o` of window position `k` is element `o * stride + k * dilation`. Nothing is copied.
   */
  windows: WindowParams;
  /** The gradient of `windows`: every element of every window added to where it came from, in an array of `shape`. */
  fold: WindowParams & { readonly shape: Shape };
}

/** How many windows fit into a length. */
export function windowCount(length: number, size: number, stride: number, dilation: number): number {
  const reach = (size - 1) * dilation + 1;
  return length < reach ? 0 : Math.floor((length - reach) / stride) + 1;
}

/** The shape of all windows of an operand of a shape. */
export function windowsShape(shape: Shape, { axes, size, stride, dilation }: WindowParams): number[] {
  const out = [...shape];
  axes.forEach((axis, i) => {
    out[axis] = windowCount(
      shape[axis] as number,
      size[i] as number,
      stride[i] as number,
      dilation[i] as number,
    );
  });
  return [...out, ...size];
}

function check(shape: Shape, { axes, size, stride, dilation }: WindowParams, what: string): void {
  const whole = [...size, ...stride, ...dilation].every((n) => Number.isInteger(n) && n >= 1);
  const same = [size, stride, dilation].every((list) => list.length === axes.length);
  const there = axes.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < shape.length);
  if (!whole || !same || !there || new Set(axes).size !== axes.length) {
    throw new RangeError(
      `${what}: received windows of ${showShape(size)} with strides ${showShape(stride)} and dilations ` +
        `${showShape(dilation)} along axes ${showShape(axes)} of ${showShape(shape)}; expected whole numbers of at least ` +
        "1, one of each for every axis",
    );
  }
}

/** The shape and dtype rules of windows. */
export const windowing: { readonly [K in keyof Windowing]: Rule<Windowing[K]> } = {
  windows: (inputs, params) => {
    const [x] = operands(inputs, 1, "windows");
    check(x.shape, params, "windows");
    return { shape: windowsShape(x.shape, params), dtype: x.dtype };
  },
  fold: (inputs, params) => {
    const [x] = operands(inputs, 1, "fold");
    check(params.shape, params, "fold");
    const expected = windowsShape(params.shape, params);
    if (!sameShape(expected, x.shape) || x.dtype === "bool") {
      throw new RangeError(
        `fold: received ${x.dtype} ${showShape(x.shape)}, expected the windows of ${showShape(params.shape)}, which are ` +
          `numbers of ${showShape(expected)}`,
      );
    }
    return { shape: params.shape, dtype: x.dtype };
  },
};
