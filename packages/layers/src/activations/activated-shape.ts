import type { BatchShape } from "../common/shapes";
import { type ActivationFunction, activations } from "./activations";

/** The shape after an activation: the same, but for the one whose last axis becomes half as long. */
export function activatedShape(activation: ActivationFunction, shape: BatchShape): BatchShape {
  const last = shape[shape.length - 1];
  if (activation !== activations.glu || last === null || last === undefined) return shape;
  return [...shape.slice(0, -1), last / 2];
}
