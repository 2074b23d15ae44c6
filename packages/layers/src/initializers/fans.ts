import type { Shape } from "@wellfit/core";
import { show } from "../common/options";

/** Which axes of a kernel are inputs and which are outputs, where that is not the last two. */
export interface FanAxes {
  /** The axes whose lengths multiply to the number of inputs. */
  readonly inputAxes: readonly number[];
  /** The axes whose lengths multiply to the number of outputs. */
  readonly outputAxes: readonly number[];
}

/**
 * The connections into and out of one unit of a kernel, as Keras counts them: the last two axes are inputs and outputs,
 * those before are the receptive field.
 *
 * @throws RangeError when the kernel does not have an axis that was named.
 */
export function fans(shape: Shape, axes?: FanAxes): { fanIn: number; fanOut: number } {
  if (axes !== undefined) {
    return { fanIn: along(shape, axes.inputAxes), fanOut: along(shape, axes.outputAxes) };
  }
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  const last = shape[shape.length - 1] as number;
  if (shape.length === 1) return { fanIn: last, fanOut: last };
  const field = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return { fanIn: (shape[shape.length - 2] as number) * field, fanOut: last * field };
}

function along(shape: Shape, axes: readonly number[]): number {
  return axes.reduce((product, axis) => {
    const length = shape[axis < 0 ? axis + shape.length : axis];
    if (length !== undefined) return product * length;
    throw new RangeError(
      `varianceScaling: received axes ${show(axes)} for a weight of shape ${show(shape)}, expected axes from ` +
        `${-shape.length} to ${shape.length - 1}`,
    );
  }, 1);
}
