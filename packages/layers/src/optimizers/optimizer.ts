import { cast, type DType, type Tensor, tensor, type Variable, variable, where, zeros } from "@wellfit/core";
import { checkNumber } from "../common/options";
import type { Configurable, ConfigurableClass } from "../common/resolve";
import { clipByGlobalNorm, clipByNorm, clipByValue } from "./clip";
import { chain, type GradientTransform } from "./gradient-transform";

/** Options of every optimizer. */
export interface OptimizerOptions {
  /** How far each step goes; at least 0. */
  readonly learningRate?: number;
  /** Before each step every weight loses this share of itself times the learning rate. Default none. */
  readonly weightDecay?: number;
  /** Each gradient whose norm is above this is shortened to it; done first. Default none. */
  readonly clipNorm?: number;
  /** All gradients are shortened together when the norm of them all is above this; done second. Default none. */
  readonly globalClipNorm?: number;
  /** Each number of a gradient is moved into plus or minus this; done third. Default none. */
  readonly clipValue?: number;
  /** The name in configs. Default: the kind of optimizer. */
  readonly name?: string;
}

/** The options of every optimizer with their defaults. */
export interface ReadOptimizerOptions {
  /** How far each step goes. */
  readonly learningRate: number;
  /** The share of itself that a weight loses at each step, times the learning rate. */
  readonly weightDecay: number | undefined;
  /** The longest norm of each gradient. */
  readonly clipNorm: number | undefined;
  /** The longest norm of all gradients together. */
  readonly globalClipNorm: number | undefined;
  /** The largest number in a gradient. */
  readonly clipValue: number | undefined;
  /** The name in configs. */
  readonly name: string;
}

/** The defaults that {@link readOptions} needs for {@link OptimizerOptions}, but for the learning rate. */
export const optimizerDefaults: {
  weightDecay: number | undefined;
  clipNorm: number | undefined;
  globalClipNorm: number | undefined;
  clipValue: number | undefined;
} = { weightDecay: undefined, clipNorm: undefined, globalClipNorm: undefined, clipValue: undefined };

/**
 * Changes weights by gradients, as Keras: the gradients are clipped, weights decay, then the step is taken. Made by `sgd`,
 * `adam` and their like. One of your own extends this, has a static `className`, and gives the constructor a transform.
 */
export abstract class Optimizer implements Configurable {
  /** The name in configs. */
  readonly name: string;
  private rate: number;
  private readonly transform: GradientTransform;
  private readonly options: ReadOptimizerOptions;
  private built:
    | {
        readonly weights: readonly Variable[];
        readonly rate: Variable;
        readonly count: Variable;
        readonly slots: Variable[];
      }
    | undefined;

  /** Checks what all optimizers share. */
  constructor(where: string, options: ReadOptimizerOptions, transform: GradientTransform) {
    this.name = options.name;
    this.options = options;
    this.rate = checkNumber(where, "learningRate", options.learningRate, { min: 0 });
    if (options.weightDecay !== undefined) checkNumber(where, "weightDecay", options.weightDecay, { min: 0 });
    const clips: GradientTransform[] = [];
    const limit = (name: "clipNorm" | "globalClipNorm" | "clipValue"): number | undefined =>
      options[name] === undefined ? undefined : checkNumber(where, name, options[name], { above: 0 });
    const [norm, globalNorm, value] = [limit("clipNorm"), limit("globalClipNorm"), limit("clipValue")];
    if (norm !== undefined) clips.push(clipByNorm(norm));
    if (globalNorm !== undefined) clips.push(clipByGlobalNorm(globalNorm));
    if (value !== undefined) clips.push(clipByValue(value));
    this.transform = chain(...clips, transform);
  }

  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Optimizer>).className;
  }

  /** How far each step goes. Setting it takes effect with the next step, without compiling anything again. */
  get learningRate(): number {
    return this.rate;
  }
  set learningRate(rate: number) {
    this.rate = checkNumber(this.name, "learningRate", rate, { min: 0 });
    this.built?.rate.assign(tensor(rate, { dtype: this.built.rate.dtype }));
  }

  /** The number of steps taken. */
  get iterations(): number {
    return this.built === undefined ? 0 : (this.built.count.data()[0] as number);
  }

  /** What it remembers: the number of steps, the learning rate, then the slots, in Keras's order. */
  get variables(): readonly Variable[] {
    return this.built === undefined ? [] : [this.built.count, this.built.rate, ...this.built.slots];
  }

  /**
   * Makes what it remembers for these weights, once.
   *
   * @throws Error when it was made for others.
   */
  build(weights: readonly Variable[]): void {
    if (this.built !== undefined) {
      const same =
        weights.length === this.built.weights.length && weights.every((w, i) => w === this.built?.weights[i]);
      if (same) return;
      throw new Error(
        `${this.name}: this optimizer already trains other weights, and what it remembers belongs to them; make a new one ` +
          "for each model and after changing what is trainable",
      );
    }
    const dtype: DType = weights.some((w) => w.dtype === "float64") ? "float64" : "float32";
    const memory = { trainable: false };
    this.built = {
      weights,
      count: variable(tensor(0, { dtype: "int32" }), { ...memory, name: `${this.name}/iteration` }),
      rate: variable(tensor(this.rate, { dtype }), { ...memory, name: `${this.name}/learning_rate` }),
      slots: this.transform
        .init(weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })))
        .map((slot) =>
          variable(zeros(slot.shape, slot.dtype), { ...memory, name: `${this.name}/${slot.name}` }),
        ),
    };
  }

  /**
   * Takes one step. Inside `jit` it becomes part of the program.
   *
   * @param gradients - One for each weight.
   * @param weights - The same at each call.
   * @param when - A bool scalar; where it is false nothing changes. Default true.
   */
  apply(gradients: readonly Tensor[], weights: readonly Variable[], when?: Tensor): void {
    this.build(weights);
    const { rate, count, slots } = this.built as NonNullable<typeof this.built>;
    const learningRate = rate.value;
    const { weightDecay } = this.options;
    const before = weights.map((w) => w.value);
    const decayed =
      weightDecay === undefined
        ? before
        : before.map((w) => w.sub(w.mul(cast(learningRate.mul(weightDecay), w.dtype))));
    const iteration = count.value;
    const memory = slots.map((slot) => slot.value);
    const result = this.transform.update(gradients, memory, {
      parameters: decayed,
      learningRate,
      step: cast(iteration.add(1), learningRate.dtype),
    });
    const put = (into: Variable, value: Tensor, old: Tensor): void => {
      into.assign(when === undefined ? value : where(when, value, old));
    };
    weights.forEach((w, i) => {
      put(w, (decayed[i] as Tensor).sub(result.gradients[i] as Tensor), before[i] as Tensor);
    });
    slots.forEach((slot, i) => {
      put(slot, result.slots[i] as Tensor, memory[i] as Tensor);
    });
    put(count, iteration.add(1), iteration);
  }

  /** What it was made with, keys in snake_case as in Keras; the learning rate is the present one. */
  getConfig(): Record<string, unknown> {
    const { weightDecay, clipNorm, globalClipNorm, clipValue } = this.options;
    return {
      name: this.name,
      learning_rate: this.rate,
      weight_decay: weightDecay ?? null,
      clipnorm: clipNorm ?? null,
      global_clipnorm: globalClipNorm ?? null,
      clipvalue: clipValue ?? null,
      use_ema: false,
      ema_momentum: 0.99,
      ema_overwrite_frequency: null,
      loss_scale_factor: null,
      gradient_accumulation_steps: null,
    };
  }
}
