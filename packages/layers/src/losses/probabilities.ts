import { clip, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import type { LossOptions } from "./loss";

/** How far a probability is kept away from 0 and 1 before its logarithm is taken, as Keras. */
export const EPSILON = 1e-7;

/** Options of the cross-entropies. */
export interface CrossentropyOptions extends LossOptions {
  /**
   * Whether predictions are what goes into a sigmoid or softmax instead of what comes out. Default false; right after such
   * an activation it makes no difference, because the loss finds what went in.
   */
  readonly fromLogits?: boolean;
  /** How much of each target is spread evenly over the classes, from 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
}

/** The options of a cross-entropy, checked. */
export function readCrossentropy(
  where: string,
  name: string,
  options: object,
): { fromLogits: boolean; labelSmoothing: number; reduction: unknown; name: string } {
  const { axis, ...given } = readOptions(where, options, {
    fromLogits: false,
    labelSmoothing: 0,
    axis: -1,
    reduction: "sumOverBatchSize" as unknown,
    name,
    dtype: undefined as unknown,
  });
  if (axis !== -1) throw new RangeError(`${where}: received axis ${axis}, expected -1; put the classes last`);
  if (typeof given.fromLogits !== "boolean") {
    throw new TypeError(`${where}: received fromLogits ${show(given.fromLogits)}, expected true or false`);
  }
  checkNumber(where, "labelSmoothing", given.labelSmoothing, { min: 0, max: 1 });
  return given;
}

/** Probabilities kept away from 0 and 1 by {@link EPSILON}. */
export function clipProbabilities(p: Tensor): Tensor {
  return clip(p, EPSILON, 1 - EPSILON);
}

/** Throws, naming the row, unless all targets are from 0 to 1. */
export function checkShares(
  where: string,
  targets: ArrayLike<number>,
  shape: readonly number[],
  hint: string,
): void {
  for (let i = 0; i < targets.length; i++) {
    const t = targets[i] as number;
    if (t >= 0 && t <= 1) continue;
    const row = Math.floor(i / Math.max(1, targets.length / Math.max(1, shape[0] ?? 1)));
    throw new RangeError(
      `${where}: received the target ${t} in row ${row}, expected numbers from 0 to 1; ${hint}`,
    );
  }
}
