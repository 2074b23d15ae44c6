import { show } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";

/** One axis or several; 0 is that of the rows, negative ones count from the end. */
export type Axes = number | readonly number[];

/**
 * The axis or axes as they were given.
 *
 * @throws TypeError for anything but whole numbers.
 */
export function readAxes(where: string, given: unknown, name = "axis"): Axes {
  const axes = untuple(given);
  if (Number.isInteger(axes)) return axes as number;
  if (Array.isArray(axes) && axes.length > 0 && axes.every((axis) => Number.isInteger(axis))) {
    return axes as readonly number[];
  }
  throw new TypeError(
    `${where}: received ${name} ${show(given)}, expected a whole number such as -1 for the last axis, or an array of such ` +
      "numbers",
  );
}

/**
 * One axis as it was given.
 *
 * @throws TypeError for anything but a whole number.
 */
export function readAxis(where: string, given: unknown, name = "axis"): number {
  if (Number.isInteger(given)) return given as number;
  throw new TypeError(
    `${where}: received ${name} ${show(given)}, expected a whole number such as -1 for the last axis`,
  );
}

/**
 * The axes counted from 0, in order.
 *
 * @param layer - The layer's name.
 * @throws RangeError for an axis that the shape does not have, or has twice.
 */
export function axesOf(layer: string, axes: Axes, shape: BatchShape): readonly number[] {
  const rank = shape.length;
  const list = typeof axes === "number" ? [axes] : axes;
  const found = list.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const inside = found.every((axis) => axis >= 0 && axis < rank);
  if (inside && new Set(found).size === found.length) return found;
  throw new RangeError(
    `${layer}: received axis ${show(axes)} for input of shape ${showBatchShape(shape)}, expected ` +
      (inside ? "different axes" : `axes from ${-rank} to ${rank - 1}`) +
      "; give the layer another axis, or reshape its input",
  );
}

/**
 * The lengths of axes for which there are weights.
 *
 * @param layer - The layer's name.
 * @throws RangeError for an axis whose length is not known.
 */
export function lengthsOf(layer: string, axes: readonly number[], shape: BatchShape): readonly number[] {
  return axes.map((axis) => {
    const length = shape[axis];
    if (length !== null && length !== undefined) return length;
    throw new RangeError(
      `${layer}: received input of shape ${showBatchShape(shape)}, expected a known length of axis ${axis}, for which the ` +
        "layer has weights; give the length to input() or inputShape",
    );
  });
}

/** Axes as Keras writes them once a layer is built: an array, in order. */
export function asBuilt(axes: Axes): readonly number[] {
  return typeof axes === "number" ? [axes] : [...axes].sort((a, b) => a - b);
}
