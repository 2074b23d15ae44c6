import type { Shape } from "@wellfit/core";
import { show } from "../common/options";
import { showBatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";

/** The shape of a mask: `null` for an axis of the input, and 1 for one along which all share a fate. */
export type NoiseShape = readonly (number | null)[];

/**
 * The option `noiseShape`, checked.
 *
 * @throws RangeError for anything but lengths.
 */
export function readNoiseShape(where: string, given: unknown): NoiseShape | undefined {
  if (given === undefined || given === null) return undefined;
  const shape = untuple(given);
  if (Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && n >= 1))) return shape;
  throw new RangeError(
    `${where}: received noiseShape ${show(given)}, expected an array with null for each axis of the input, or 1 for one along ` +
      "which all share a fate, such as [null, 1, null]",
  );
}

/**
 * The lengths of the mask for an input.
 *
 * @throws RangeError when it does not broadcast to the input.
 */
export function noiseShapeFor(layer: string, input: Shape, given: NoiseShape | undefined): Shape {
  if (given === undefined) return input;
  const shape = given.map((n, axis) => n ?? (input[axis] as number));
  if (shape.length === input.length && shape.every((n, axis) => n === 1 || n === input[axis])) return shape;
  throw new RangeError(
    `${layer}: received input of shape ${showBatchShape(input)} for noiseShape ${show(given)}, expected ${given.length} axes, ` +
      "each of that length where it is not 1",
  );
}
