import { ceil, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayOptions {
  /** After so many steps the rate is `endLearningRate`; above 0. */
  readonly decaySteps: number;
  /** The last rate, at least 0. Default 0.0001. */
  readonly endLearningRate?: number;
  /** 1 falls in a straight line, more falls sooner; above 0. Default 1. */
  readonly power?: number;
  /** Start again from a higher rate at the end, over twice as many steps and so on. Default false: stay at the end. */
  readonly cycle?: boolean;
  /** The name in configs. Default "PolynomialDecay". */
  readonly name?: string;
}

/** See {@link polynomialDecay}. */
export class PolynomialDecay extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "PolynomialDecay";
  private readonly settings: Required<PolynomialDecayOptions> & { readonly initialLearningRate: number };

  constructor(options: PolynomialDecayOptions & { readonly initialLearningRate: number }) {
    super();
    const where = "polynomialDecay";
    this.settings = readOptions(where, options, {
      initialLearningRate: undefined as never as number,
      decaySteps: undefined as never as number,
      endLearningRate: 0.0001,
      power: 1,
      cycle: false,
      name: "PolynomialDecay",
    });
    checkNumber(where, "initialLearningRate", this.settings.initialLearningRate, { min: 0 });
    checkNumber(where, "decaySteps", this.settings.decaySteps, { above: 0 });
    checkNumber(where, "endLearningRate", this.settings.endLearningRate, { min: 0 });
    checkNumber(where, "power", this.settings.power, { above: 0 });
  }

  protected override at(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, endLearningRate, power, cycle } = this.settings;
    // A cycle ends at the first multiple of decaySteps that is not before the step, and the first one not at 0.
    const fraction = cycle
      ? step.div(ceil(step.div(decaySteps)).maximum(1).mul(decaySteps))
      : step.minimum(decaySteps).div(decaySteps);
    const left = fraction.neg().add(1);
    const share = power === 1 ? left : left.pow(power);
    return share.mul(initialLearningRate - endLearningRate).add(endLearningRate);
  }

  override getConfig(): Record<string, unknown> {
    const { initialLearningRate, decaySteps, endLearningRate, power, cycle, name } = this.settings;
    return {
      initial_learning_rate: initialLearningRate,
      decay_steps: decaySteps,
      end_learning_rate: endLearningRate,
      power,
      cycle,
      name,
    };
  }
}

/**
 * A learning rate that goes from one value to another in `decaySteps` steps:
 * `(initial - end) * (1 - step / decaySteps) ^ power + end`.
 *
 * @param initialLearningRate - The rate of the first step, at least 0.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * sgd({ learningRate: polynomialDecay(0.1, { decaySteps: 1000, endLearningRate: 0.01, power: 0.5 }) });
 */
export function polynomialDecay(
  initialLearningRate: number,
  options: PolynomialDecayOptions,
): PolynomialDecay {
  return new PolynomialDecay({ ...options, initialLearningRate });
}
