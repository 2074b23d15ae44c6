import { floor, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link exponentialDecay}. */
export interface ExponentialDecayOptions {
  /** After so many steps the rate has fallen once by `decayRate`; above 0. */
  readonly decaySteps: number;
  /** What the rate is multiplied by in `decaySteps` steps; above 0. */
  readonly decayRate: number;
  /** Fall in stairs, only after each full `decaySteps`. Default false. */
  readonly staircase?: boolean;
  /** The name in configs. Default "ExponentialDecay". */
  readonly name?: string;
}

/** See {@link exponentialDecay}. */
export class ExponentialDecay extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "ExponentialDecay";
  private readonly settings: Required<ExponentialDecayOptions> & { readonly initialLearningRate: number };

  constructor(options: ExponentialDecayOptions & { readonly initialLearningRate: number }) {
    super();
    const where = "exponentialDecay";
    this.settings = readOptions(where, options, {
      initialLearningRate: undefined as never as number,
      decaySteps: undefined as never as number,
      decayRate: undefined as never as number,
      staircase: false,
      name: "ExponentialDecay",
    });
    checkNumber(where, "initialLearningRate", this.settings.initialLearningRate, { min: 0 });
    checkNumber(where, "decaySteps", this.settings.decaySteps, { above: 0 });
    checkNumber(where, "decayRate", this.settings.decayRate, { above: 0 });
  }

  protected override at(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.settings;
    const fraction = step.div(decaySteps);
    const falls = staircase ? floor(fraction) : fraction;
    return tensor(decayRate, { dtype: step.dtype }).pow(falls).mul(initialLearningRate);
  }

  override getConfig(): Record<string, unknown> {
    const { initialLearningRate, decaySteps, decayRate, staircase, name } = this.settings;
    return {
      initial_learning_rate: initialLearningRate,
      decay_steps: decaySteps,
      decay_rate: decayRate,
      staircase,
      name,
    };
  }
}

/**
 * A learning rate that falls by the same factor again and again: `initialLearningRate * decayRate ^ (step / decaySteps)`.
 *
 * @param initialLearningRate - The rate of the first step, at least 0.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * adam({ learningRate: exponentialDecay(0.01, { decaySteps: 1000, decayRate: 0.9 }) });
 */
export function exponentialDecay(
  initialLearningRate: number,
  options: ExponentialDecayOptions,
): ExponentialDecay {
  return new ExponentialDecay({ ...options, initialLearningRate });
}
