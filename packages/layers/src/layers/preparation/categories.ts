import { type DType, oneHot, type Tensor } from "@wellfit/core";
import { checkChoice } from "../../common/options";
import type { BatchShape } from "../../common/shapes";

/**
 * What comes of whole numbers: the numbers themselves, a 1 in a row of zeros for each, or one row for each sample (the last
 * axis of rows) with a 1 for each number that occurs ("multiHot") or how often it does ("count").
 */
export type CategoryMode = "int" | "oneHot" | "multiHot" | "count";

/** Names as Keras's files have them, by those that they have here. */
const KERAS = { int: "int", oneHot: "one_hot", multiHot: "multi_hot", count: "count" } as const;

/** A mode from its name, in either spelling. */
export function readMode<M extends CategoryMode>(where: string, value: unknown, modes: readonly M[]): M {
  const known = Object.entries({ ...KERAS, multiHot: "multi_hot" }).find(([, name]) => name === value);
  const name = value === "binary" ? "multiHot" : (known?.[0] ?? value);
  return checkChoice(where, "outputMode", name, modes);
}

/** The name of a mode in Keras's files. */
export function kerasMode(mode: CategoryMode): string {
  return KERAS[mode];
}

/**
 * Whole numbers from 0 to below `depth` in a mode, as Keras encodes them. Numbers outside are rows of zeros.
 *
 * @param weights - What each number counts in mode "count". Default 1.
 */
export function encodeCategories(
  x: Tensor,
  mode: CategoryMode,
  depth: number,
  dtype: DType,
  weights?: Tensor,
): Tensor {
  if (mode === "int") return x;
  const from = x.rank === 0 ? x.reshape([1]) : x;
  if (mode === "oneHot") {
    const { shape } = from;
    const shrunk = from.rank > 1 && shape[shape.length - 1] === 1 ? from.reshape(shape.slice(0, -1)) : from;
    return oneHot(shrunk, depth, dtype);
  }
  const each = oneHot(from, depth, dtype);
  const axis = from.rank > 1 ? 1 : 0;
  if (mode === "multiHot") return each.max(axis);
  return (weights === undefined ? each : each.mul(weights.expandDims(-1))).sum(axis);
}

/** The shape of what {@link encodeCategories} gives. */
export function categoryShape(shape: BatchShape, mode: CategoryMode, depth: number): BatchShape {
  if (mode === "int") return shape;
  if (mode === "oneHot") {
    return shape.length > 1 && shape[shape.length - 1] === 1
      ? [...shape.slice(0, -1), depth]
      : [...shape, depth];
  }
  return shape.length > 1 ? [shape[0] as number | null, ...shape.slice(2), depth] : [depth];
}
