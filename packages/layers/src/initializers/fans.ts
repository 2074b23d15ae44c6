import type { Shape } from "@wellfit/core";

/**
 * The connections into and out of one unit of a kernel, as Keras counts them: the last two axes are inputs and outputs,
 * those before are the receptive field.
 */
export function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  const last = shape[shape.length - 1] as number;
  if (shape.length === 1) return { fanIn: last, fanOut: last };
  const field = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return { fanIn: (shape[shape.length - 2] as number) * field, fanOut: last * field };
}
