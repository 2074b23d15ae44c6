import type { Shape, Tensor } from "@wellfit/core";
import { show } from "../common/options";

/** One axis of a weight, or several that count as one long axis. */
export type ConstraintAxis = number | readonly number[];

/** What Keras adds to a norm before it divides by it, so that a weight of zeros stays one. */
export const EPSILON = 1e-7;

/**
 * Returns the axis or axes as they were given; Python's tuples come from files as objects of their own.
 *
 * @throws RangeError for anything but whole numbers.
 */
export function checkAxis(where: string, given: unknown): ConstraintAxis {
  const tuple = (given as { class_name?: unknown; items?: unknown } | null)?.class_name === "__tuple__";
  const axis = tuple ? (given as { items: unknown }).items : given;
  if (Number.isInteger(axis)) return axis as number;
  if (Array.isArray(axis) && axis.length > 0 && axis.every((a) => Number.isInteger(a))) {
    if (new Set(axis).size === axis.length) return axis as readonly number[];
  }
  throw new RangeError(
    `${where}: received axis ${show(axis)}, expected a whole number or an array of different ones: 0 for the kernel of a ` +
      "dense layer, [0, 1, 2] for that of a conv2d",
  );
}

/**
 * The root of the sum of squares along the axes, which stay as axes of length 1.
 *
 * @throws RangeError when the weight does not have such an axis.
 */
export function axisNorms(where: string, w: Tensor, axis: ConstraintAxis): Tensor {
  const rank = w.shape.length;
  const wrong = (typeof axis === "number" ? [axis] : axis).find((a) => a < -rank || a >= rank);
  if (wrong !== undefined) {
    throw new RangeError(
      `${where}: received a weight of shape ${show(w.shape as Shape)}, which has no axis ${wrong}, expected axes from ${-rank} to ` +
        `${rank - 1}; set axis to those that run over the inputs of a unit: 0 for a dense kernel, [0, 1, 2] for a conv2d kernel`,
    );
  }
  return w.square().sum(axis, { keepdims: true }).sqrt();
}
