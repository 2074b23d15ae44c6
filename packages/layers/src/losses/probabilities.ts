import { clip, type Tensor } from "@wellfit/core";
import { checkNumber, show } from "../common/options";
import { readAxis } from "./axis";
import type { LossOptions } from "./loss";
import { type GivenLossOptions, readLossOptions } from "./loss-options";

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
  /** Where the classes are. Default -1, the last axis. */
  readonly axis?: number;
}

/** Options of cross-entropies as {@link readCrossentropy} gives them. */
export interface GivenCrossentropy {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly axis: number;
}

/** The options of a cross-entropy and of its kind, checked. */
export function readCrossentropy<D extends object>(
  where: string,
  name: string,
  options: object,
  own: D,
): GivenLossOptions<D & GivenCrossentropy> {
  const given = readLossOptions(where, name, options, {
    ...own,
    fromLogits: false,
    labelSmoothing: 0,
    axis: -1,
  });
  readFlag(where, "fromLogits", given.fromLogits);
  checkNumber(where, "labelSmoothing", given.labelSmoothing, { min: 0, max: 1 });
  readAxis(where, given.axis);
  return given;
}

/** Returns true or false, and throws for anything else. */
export function readFlag(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(`${where}: received ${name} ${show(value)}, expected true or false`);
}

/** Probabilities kept away from 0 and 1 by {@link EPSILON}. */
export function clipProbabilities(p: Tensor): Tensor {
  return clip(p, EPSILON, 1 - EPSILON);
}

/** Targets with so much of each spread evenly over a number of classes. */
export function smoothed(yTrue: Tensor, smoothing: number, classes: number): Tensor {
  return smoothing === 0 ? yTrue : yTrue.mul(1 - smoothing).add(smoothing / classes);
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
