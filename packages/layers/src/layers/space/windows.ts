import { type BatchShape, showBatchShape } from "../../common/shapes";

/** What a layer does at the ends of the axes that its windows slide along. */
export type WindowPadding = "valid" | "same" | "causal";

/** Windows that slide along the axes between the batch and the channels. */
export interface Windows {
  /** How many elements a window has along each axis. */
  readonly size: readonly number[];
  /** How far it moves along each axis. */
  readonly strides: readonly number[];
  /** How far its elements are apart along each axis. */
  readonly dilationRate: readonly number[];
  /** What happens at the ends. */
  readonly padding: WindowPadding;
}

/**
 * How many windows there are along each axis of an input, with `null` where the length is free.
 *
 * @throws RangeError when a window does not fit.
 */
export function countWindows(name: string, shape: BatchShape, windows: Windows): (number | null)[] {
  const { size, strides, dilationRate, padding } = windows;
  return shape.slice(1, -1).map((length, i) => {
    if (length === null) return null;
    const stride = strides[i] as number;
    if (padding !== "valid") return Math.ceil(length / stride);
    const reach = reachOf(size[i] as number, dilationRate[i] as number);
    if (length >= reach) return Math.floor((length - reach) / stride) + 1;
    throw new RangeError(
      `${name}: a window of ${reach} does not fit into axis ${i + 1} of the input ${showBatchShape(shape)}, which has ` +
        `${length}; use padding "same", a smaller window, or fewer layers before it that make the axis shorter`,
    );
  });
}

/** How far a window reaches: from its first element to its last. */
export function reachOf(size: number, dilationRate: number): number {
  return (size - 1) * dilationRate + 1;
}
