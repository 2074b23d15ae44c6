import { floor, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link inverseTimeDecay}. */
export interface InverseTimeDecayOptions {
  /** After so many steps the divisor has grown by `decayRate`; above 0. */
  readonly decaySteps: number;
  /** How much the divisor grows in `decaySteps` steps; at least 0. */
  readonly decayRate: number;
  /** Fall in stairs, only after each full `decaySteps`. Default false. */
  readonly staircase?: boolean;
  /** The name in configs. Default "InverseTimeDecay". */
  readonly name?: string;
}

/** See {@link inverseTimeDecay}. */
export class InverseTimeDecay extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "InverseTimeDecay";
  private readonly settings: Required<InverseTimeDecayOptions> & { readonly initialLearningRate: number };

  constructor(options: InverseTimeDecayOptions & { readonly initialLearningRate: number }) {
    super();
    const where = "inverseTimeDecay";
    this.settings = readOptions(where, options, {
      initialLearningRate: undefined as never as number,
      decaySteps: undefined as never as number,
      decayRate: undefined as never as number,
      staircase: false,
      name: "InverseTimeDecay",
    });
    checkNumber(where, "initialLearningRate", this.settings.initialLearningRate, { min: 0 });
    checkNumber(where, "decaySteps", this.settings.decaySteps, { above: 0 });
    checkNumber(where, "decayRate", this.settings.decayRate, { min: 0 });
  }

  protected override at(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.settings;
    const fraction = step.div(decaySteps);
    const divisor = (staircase ? floor(fraction) : fraction).mul(decayRate).add(1);
    return tensor(initialLearningRate, { dtype: step.dtype }).div(divisor);
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
 * A learning rate that falls as one over time: `initialLearningRate / (1 + decayRate * step / decaySteps)`.
 *
 * @param initialLearningRate - The rate of the first step, at least 0.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * sgd({ learningRate: inverseTimeDecay(0.1, { decaySteps: 100, decayRate: 1 }) });
 */
export function inverseTimeDecay(
  initialLearningRate: number,
  options: InverseTimeDecayOptions,
): InverseTimeDecay {
  return new InverseTimeDecay({ ...options, initialLearningRate });
}
