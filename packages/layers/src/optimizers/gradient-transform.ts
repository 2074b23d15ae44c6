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

/** A number or array that a transform remembers from step to step. */
export interface Slot {
  /** Its name, such as "dense_kernel_momentum". */
  readonly name: string;
  /** The length of every axis. */
  readonly shape: Shape;
  /** float32 or float64. */
  readonly dtype: DType;
  /** What every element starts as. Default 0. */
  readonly initial?: number;
}

/**
 * A slot of a weight's shape, named as Keras names it: "dense/kernel" and "momentum" give "dense_kernel_momentum".
 *
 * @param initial - What every element starts as. Default 0.
 * @example
 * slotOf({ name: "dense/kernel", shape: [2, 3], dtype: "float32" }, "momentum");
 */
export function slotOf(parameter: ParameterShape, kind: string, initial = 0): Slot {
  const { name, shape, dtype } = parameter;
  return { name: `${name.replaceAll("/", "_")}_${kind}`, shape, dtype, initial };
}

/** What a transform may look at in a step. */
export interface StepContext {
  /** The weights before the step, after their decay. */
  readonly parameters: readonly Tensor[];
  /** Their names, shapes and dtypes, as `init` got them. */
  readonly shapes: readonly ParameterShape[];
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
  return {
    init: (parameters) => transforms.flatMap((transform) => transform.init(parameters)),
    update: (gradients, slots, context) => {
      let at = 0;
      let current = gradients;
      const all = transforms.flatMap((transform) => {
        const count = transform.init(context.shapes).length;
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

/**
 * A transform that does the same for each weight by itself, with slots that lie together: momentum and velocity of the first
 * weight, then those of the second.
 *
 * @param init - The slots of a weight.
 * @param update - The step of a weight, and the new values of its slots.
 * @example
 * perWeight(
 *   (parameter) => [slotOf(parameter, "momentum")],
 *   (g, [m], { learningRate }) => {
 *     const mean = (m as Tensor).mul(0.9).add(g);
 *     return { step: mean.mul(learningRate), slots: [mean] };
 *   },
 * );
 */
export function perWeight(
  init: (parameter: ParameterShape) => readonly Slot[],
  update: (
    gradient: Tensor,
    slots: readonly Tensor[],
    context: StepContext,
    index: number,
  ) => { readonly step: Tensor; readonly slots: readonly Tensor[] },
): GradientTransform {
  return {
    init: (parameters) => parameters.flatMap(init),
    update: (gradients, slots, context) => {
      let at = 0;
      const results = gradients.map((gradient, i) => {
        const count = init(context.shapes[i] as ParameterShape).length;
        const own = slots.slice(at, at + count);
        at += count;
        return update(gradient, own, context, i);
      });
      return {
        gradients: results.map((result) => result.step),
        slots: results.flatMap((result) => result.slots),
      };
    },
  };
}
