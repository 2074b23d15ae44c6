import {
  cast,
  floorDiv,
  type NdArrayLike,
  type Tensor,
  type TensorLike,
  tensor,
  type Variable,
  where,
  zerosLike,
} from "@wellfit/core";
import { snakeCase } from "../common/names";
import { type Configurable, type ConfigurableClass, serialize } from "../common/resolve";
import type { LearningRateSchedule } from "../schedules/learning-rate-schedule";
import { clipByGlobalNorm, clipByNorm, clipByValue } from "./clip";
import { type DecayFilter, decayFilter } from "./decay-exclusions";
import { addGradientNoise } from "./gradient-noise";
import { chain, type GradientTransform, type ParameterShape } from "./gradient-transform";
import {
  checkRate,
  type DecayExclusions,
  type GivenOptimizerOptions,
  type LearningRate,
  type OptimizerSettings,
  readSettings,
} from "./optimizer-options";
import { makeState, type OptimizerState, replaceState } from "./optimizer-state";

/** What is done to a weight after every step, such as shortening it: its new value from its value. */
export type WeightConstraint = (weight: Tensor) => Tensor;

/**
 * Changes weights by gradients, as Keras: gradients are added up if steps are taken with the mean of several, clipped, given
 * noise; weights decay, the step is taken, running means follow, constraints come last. Made by `sgd`, `adam` and their like.
 * One of your own extends this, has a static `className`, and gives the constructor a transform.
 *
 * @example
 * class SignDescent extends Optimizer {
 *   static readonly className = "SignDescent";
 *   constructor(options: OptimizerOptions = {}) {
 *     super("signDescent", { learningRate: 0.01, ...options }, scaleByLion({ beta1: 0.9, beta2: 0.9 }));
 *   }
 * }
 */
export abstract class Optimizer implements Configurable {
  /** The name in configs and files. */
  readonly name: string;
  private rate: LearningRate;
  private filter: DecayFilter;
  private readonly transform: GradientTransform;
  private readonly settings: OptimizerSettings;
  private state: OptimizerState | undefined;

  /**
   * Checks what all optimizers share.
   *
   * @param where - What error messages begin with: the name of the factory.
   */
  constructor(where: string, options: GivenOptimizerOptions, transform: GradientTransform) {
    this.name = options.name ?? snakeCase(this.className);
    this.rate = this.readRate(where, options.learningRate);
    this.filter = decayFilter(where, options.excludeFromWeightDecay);
    this.settings = readSettings(where, options);
    const { clipNorm, globalClipNorm, clipValue, gradientNoise } = this.settings;
    const before: GradientTransform[] = [];
    if (clipNorm !== undefined) before.push(clipByNorm(clipNorm));
    if (globalClipNorm !== undefined) before.push(clipByGlobalNorm(globalClipNorm));
    if (clipValue !== undefined) before.push(clipByValue(clipValue));
    if (gradientNoise !== undefined) before.push(addGradientNoise(gradientNoise));
    this.transform = before.length === 0 ? transform : chain(...before, transform);
  }

  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Optimizer>).className;
  }

  /**
   * How far each step goes; when it is a schedule, how far the next one goes. Setting it takes effect with the next step,
   * without compiling anything again.
   *
   * @throws TypeError when it is set although a schedule decides it.
   */
  get learningRate(): number {
    if (typeof this.rate === "number") return this.rate;
    return this.rate.call(this.state?.count.value.cast(this.state.dtype) ?? 0).item();
  }
  set learningRate(rate: LearningRate) {
    const to = this.readRate(this.name, rate);
    if (typeof this.rate !== "number") {
      throw new TypeError(
        `${this.name}: the learning rate follows the schedule ${this.rate.className} and cannot be set; make the optimizer ` +
          "with a number as learningRate to set it while training",
      );
    }
    if (typeof to !== "number") {
      throw new TypeError(
        `${this.name}: received the schedule ${to.className} as learningRate, expected a number; make a new optimizer with the ` +
          "schedule, because this one keeps its rate as a number",
      );
    }
    this.rate = to;
    this.state?.rate?.assign(tensor(to, { dtype: this.state.dtype }));
  }

  /** The schedule that decides the learning rate, if one does. */
  get schedule(): LearningRateSchedule | undefined {
    return typeof this.rate === "number" ? undefined : this.rate;
  }

  /** The number of steps taken. With `gradientAccumulationSteps` several batches are one step. */
  get iterations(): number {
    if (this.state === undefined) return 0;
    return Math.floor(
      (this.state.count.data()[0] as number) / (this.settings.gradientAccumulationSteps ?? 1),
    );
  }

  /** Whether it has made what it remembers. */
  get built(): boolean {
    return this.state !== undefined;
  }

  /**
   * What it remembers, in the order of Keras's files: the number of batches, the learning rate unless a schedule decides it,
   * for each weight its running mean and its sum of gradients where there are such, then the slots.
   */
  get variables(): readonly Variable[] {
    return this.state?.variables ?? [];
  }

  /** The running mean of each weight with `useEma`, else none. */
  get averages(): readonly Variable[] {
    return this.state?.averages ?? [];
  }

  /**
   * Makes what it remembers for these weights, once.
   *
   * @throws Error when it was made for others.
   */
  build(weights: readonly Variable[]): void {
    if (this.state !== undefined) {
      const known = this.state.weights;
      if (weights.length === known.length && weights.every((w, i) => w === known[i])) return;
      throw new Error(
        `${this.name}: this optimizer already trains other weights, and what it remembers belongs to them; make a new one ` +
          "for each model and after changing what is trainable",
      );
    }
    this.state = makeState(this.name, [...weights], this.transform, {
      rate: typeof this.rate === "number" ? this.rate : undefined,
      averages: this.settings.useEma,
      sums: this.settings.gradientAccumulationSteps !== undefined,
    });
  }

  /**
   * Says which weights do not decay, in place of those that were said before.
   *
   * @throws Error once the optimizer is built.
   * @example
   * const optimizer = adamW({ weightDecay: 0.01 });
   * optimizer.excludeFromWeightDecay({ varNames: ["bias"] });
   */
  excludeFromWeightDecay(exclusions: DecayExclusions): void {
    if (this.state !== undefined) {
      throw new Error(
        `${this.name}: excludeFromWeightDecay was called after the first step, expected before; weights have decayed already`,
      );
    }
    this.filter = decayFilter(this.name, exclusions);
  }

  /** The loss as gradients are to be taken of it: times `lossScaleFactor` where there is one. */
  scaleLoss(loss: Tensor): Tensor {
    const { lossScaleFactor } = this.settings;
    return lossScaleFactor === undefined ? loss : loss.mul(lossScaleFactor);
  }

  /**
   * Takes one step. Inside `jit` it becomes part of the program; outside it computes at once.
   *
   * @param gradients - One for each weight.
   * @param weights - The same at each call. Default: those it was built for.
   * @param when - A bool scalar; where it is false nothing changes. Default true.
   * @param constraints - What is done to each weight after the step; undefined for nothing.
   * @throws RangeError when there is not one gradient for each weight, Error for other weights than before.
   * @example
   * const optimizer = sgd({ learningRate: 0.5 });
   * const w = variable([1, 2]);
   * optimizer.apply([tensor([1, 1])], [w]);
   * w.value.toArray(); // [0.5, 1.5]
   */
  apply(
    gradients: readonly Tensor[],
    weights: readonly Variable[] | undefined = this.state?.weights,
    when?: Tensor,
    constraints: readonly (WeightConstraint | undefined)[] = [],
  ): void {
    if (weights === undefined) {
      throw new Error(
        `${this.name}: apply received no weights, expected them in the first call, or build(weights) before`,
      );
    }
    if (gradients.length !== weights.length) {
      throw new RangeError(
        `${this.name}: received ${gradients.length} gradients for ${weights.length} weights, expected one for each`,
      );
    }
    this.build(weights);
    const state = this.state as OptimizerState;
    const { gradientAccumulationSteps: every, lossScaleFactor } = this.settings;
    const put = (into: Variable, value: Tensor, old: Tensor): void => {
      into.assign(when === undefined ? value : where(when, value, old));
    };
    const count = state.count.value;
    let slopes = gradients.map((g, i) => cast(g, (weights[i] as Variable).dtype));
    if (lossScaleFactor !== undefined) slopes = slopes.map((g) => g.div(lossScaleFactor));
    let iteration = count;
    // Whether this batch completes a step; undefined where every batch does, so that nothing is added to the program.
    let complete: Tensor | undefined;
    if (every !== undefined) {
      iteration = floorDiv(count, every);
      complete = count.add(1).mod(every).equal(0);
      const before = state.sums.map((sum) => sum.value);
      const sums = slopes.map((g, i) => g.add(before[i] as Tensor));
      state.sums.forEach((into, i) => {
        const sum = sums[i] as Tensor;
        put(into, where(complete as Tensor, zerosLike(sum), sum), before[i] as Tensor);
      });
      slopes = sums.map((sum) => sum.div(every));
    }
    const chosen = (value: Tensor, old: Tensor): Tensor =>
      complete === undefined ? value : where(complete, value, old);

    const learningRate =
      state.rate?.value ?? (this.schedule as LearningRateSchedule).call(cast(count, state.dtype));
    const before = weights.map((w) => w.value);
    const decayed = before.map((w, i) => this.decay(state, i, w, learningRate));
    const memory = state.slots.map((slot) => slot.value);
    const result = this.transform.update(slopes, memory, {
      parameters: decayed,
      shapes: state.shapes,
      learningRate,
      step: cast(iteration.add(1), state.dtype),
    });
    const moved = decayed.map((w, i) => chosen(w.sub(result.gradients[i] as Tensor), before[i] as Tensor));
    const followed = this.average(state, moved, iteration, put);
    weights.forEach((w, i) => {
      const after = followed[i] as Tensor;
      put(w, constraints[i]?.(after) ?? after, before[i] as Tensor);
    });
    state.slots.forEach((slot, i) => {
      put(slot, chosen(result.slots[i] as Tensor, memory[i] as Tensor), memory[i] as Tensor);
    });
    put(state.count, count.add(1), count);
  }

  /**
   * Puts the running means in the place of the weights when there are such; `fit` does so at its end.
   *
   * @throws Error before the first step, when there are none yet.
   */
  finalizeVariableValues(): void {
    if (!this.settings.useEma) return;
    const { weights, averages } = this.mustBeBuilt("finalizeVariableValues");
    weights.forEach((w, i) => {
      w.assign((averages[i] as Variable).value);
    });
  }

  /** Copies of all that it remembers, in the order of {@link variables}. */
  getWeights(): NdArrayLike[] {
    return this.variables.map((v) => ({ data: v.data(), shape: v.shape }));
  }

  /**
   * Replaces all that it remembers, such as by what a file holds; the learning rate is among it.
   *
   * @param values - As `getWeights` gives them.
   * @throws Error before it is built; RangeError that names what has another shape, and nothing is changed then.
   */
  setWeights(values: readonly TensorLike[]): void {
    const { variables, rate } = this.mustBeBuilt("setWeights");
    replaceState(`${this.name}: setWeights`, variables, values);
    if (rate !== undefined) this.rate = rate.data()[0] as number;
  }

  /** What it was made with, keys in snake_case as in Keras; the learning rate is the present one. */
  getConfig(): Record<string, unknown> {
    const { rate, settings } = this;
    const { gradientNoise } = settings;
    const { varNames } = this.filter;
    return {
      name: this.name,
      learning_rate: typeof rate === "number" ? rate : serialize(rate, "keras.optimizers.schedules"),
      weight_decay: settings.weightDecay ?? null,
      clipnorm: settings.clipNorm ?? null,
      global_clipnorm: settings.globalClipNorm ?? null,
      clipvalue: settings.clipValue ?? null,
      use_ema: settings.useEma,
      ema_momentum: settings.emaMomentum,
      ema_overwrite_frequency: settings.emaOverwriteFrequency ?? null,
      loss_scale_factor: settings.lossScaleFactor ?? null,
      gradient_accumulation_steps: settings.gradientAccumulationSteps ?? null,
      // Keras refuses keys that it does not have, so these two are only written when they are used.
      ...(gradientNoise === undefined ? {} : { gradient_noise: { ...gradientNoise } }),
      ...(varNames.length === 0 ? {} : { exclude_from_weight_decay: [...varNames] }),
    };
  }

  /** The share of itself that a weight loses at each step, times the learning rate; undefined for none. */
  protected weightDecayOf(_parameter: ParameterShape): number | undefined {
    return this.settings.weightDecay;
  }

  /** Checks a learning rate; 0 is allowed where steps of no length are possible. */
  protected readRate(where: string, rate: unknown): LearningRate {
    return checkRate(where, rate, { min: 0 });
  }

  private decay({ shapes, weights }: OptimizerState, i: number, w: Tensor, learningRate: Tensor): Tensor {
    const shape = shapes[i] as ParameterShape;
    const share = this.weightDecayOf(shape);
    if (share === undefined || share === 0 || !this.filter.decays(shape.name, weights[i] as Variable))
      return w;
    return w.sub(w.mul(cast(learningRate.mul(share), w.dtype)));
  }

  /** Moves the running means towards the weights, and gives the weights or, where it is time, the means. */
  private average(
    { averages }: OptimizerState,
    weights: readonly Tensor[],
    iteration: Tensor,
    put: (into: Variable, value: Tensor, old: Tensor) => void,
  ): readonly Tensor[] {
    const { useEma, emaMomentum, emaOverwriteFrequency } = this.settings;
    if (!useEma) return weights;
    const overwrite = emaOverwriteFrequency && iteration.add(1).mod(emaOverwriteFrequency).equal(0);
    return weights.map((w, i) => {
      const into = averages[i] as Variable;
      const old = into.value;
      // The first mean is the weight itself.
      const kept = where(iteration.equal(0), 0, tensor(emaMomentum, { dtype: w.dtype }));
      const mean = old.mul(kept).add(w.mul(kept.neg().add(1)));
      put(into, mean, old);
      return overwrite ? where(overwrite, mean, w) : w;
    });
  }

  private mustBeBuilt(method: string): OptimizerState {
    if (this.state !== undefined) return this.state;
    throw new Error(
      `${this.name}: ${method} was called before the optimizer knows its weights; call build(model.trainableWeights) or take ` +
        "a step first",
    );
  }
}
