import type { DType, Shape, Tensor } from "@wellfit/core";

/** What a transform knows of a weight before the first step. */
export interface ParameterShape {
  /** Its name, such as "dense/kernel". */
  readonly name: string;
  /** The length of every axis. */
  readonly shape: Shape;
  /** float32 or float64. */
  readonly dtype: DType;
}

/** A number or array that a transform remembers from step to step. It starts as zeros. */
export interface Slot {
  /** Its name, such as "dense/kernel/momentum". */
  readonly name: string;
  /** The length of every axis. */
  readonly shape: Shape;
  /** float32 or float64. */
  readonly dtype: DType;
}

/** What a transform may look at in a step. */
export interface StepContext {
  /** The weights before the step. */
  readonly parameters: readonly Tensor[];
  /** The learning rate, a scalar. */
  readonly learningRate: Tensor;
  /** The number of steps so far with this one, a scalar float: 1 in the first. */
  readonly step: Tensor;
}

/** Gradients that a transform made of others, and what it remembers. */
export interface Transformed {
  /** One for each weight. */
  readonly gradients: readonly Tensor[];
  /** The new values of the slots, in order. */
  readonly slots: readonly Tensor[];
}

/**
 * A function from gradients to gradients with a memory, as in Optax: clipping, momentum, Adam's scaling. What the last
 * one gives is subtracted from the weights.
 */
export interface GradientTransform {
  /** What it has to remember for these weights. */
  init(parameters: readonly ParameterShape[]): readonly Slot[];
  /** New gradients, and new values of the slots. */
  update(gradients: readonly Tensor[], slots: readonly Tensor[], context: StepContext): Transformed;
}

/**
 * One transform after another.
 *
 * @example
 * const transform = chain(clipByGlobalNorm(1), scaleByAdam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false }));
 */
export function chain(...transforms: readonly GradientTransform[]): GradientTransform {
  let counts: number[] = [];
  return {
    init: (parameters) => {
      const slots = transforms.map((transform) => transform.init(parameters));
      counts = slots.map((list) => list.length);
      return slots.flat();
    },
    update: (gradients, slots, context) => {
      let at = 0;
      let current = gradients;
      const all = transforms.flatMap((transform, i) => {
        const count = counts[i] as number;
        const result = transform.update(current, slots.slice(at, at + count), context);
        at += count;
        current = result.gradients;
        return result.slots;
      });
      return { gradients: current, slots: all };
    },
  };
}

/** A transform that remembers nothing. */
export function stateless(fn: (gradients: readonly Tensor[]) => readonly Tensor[]): GradientTransform {
  return { init: () => [], update: (gradients) => ({ gradients: fn(gradients), slots: [] }) };
}
