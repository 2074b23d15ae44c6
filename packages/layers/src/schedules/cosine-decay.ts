import { where as choose, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** After so many steps, not counting those of the warm-up, the rate is at its lowest; above 0. */
  readonly decaySteps: number;
  /** The lowest rate as a share of the highest, from 0 to 1. Default 0. */
  readonly alpha?: number;
  /** Rise to this rate in `warmupSteps` steps first. Default none: no warm-up. */
  readonly warmupTarget?: number;
  /** How many steps the rise takes. Default 0. */
  readonly warmupSteps?: number;
  /** The name in configs. Default "CosineDecay". */
  readonly name?: string;
}

/** See {@link cosineDecay}. */
export class CosineDecay extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "CosineDecay";
  private readonly settings: {
    readonly initialLearningRate: number;
    readonly decaySteps: number;
    readonly alpha: number;
    readonly name: string;
    readonly warmupTarget: number | undefined;
    readonly warmupSteps: number;
  };

  constructor(options: CosineDecayOptions & { readonly initialLearningRate: number }) {
    super();
    const where = "cosineDecay";
    this.settings = readOptions(where, options, {
      initialLearningRate: undefined as never as number,
      decaySteps: undefined as never as number,
      alpha: 0,
      name: "CosineDecay",
      warmupTarget: undefined as number | undefined,
      warmupSteps: 0,
    });
    const { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = this.settings;
    checkNumber(where, "initialLearningRate", initialLearningRate, { min: 0 });
    checkNumber(where, "decaySteps", decaySteps, { above: 0 });
    checkNumber(where, "alpha", alpha, { min: 0, max: 1 });
    checkNumber(where, "warmupSteps", warmupSteps, { min: 0 });
    if (warmupTarget !== undefined) checkNumber(where, "warmupTarget", warmupTarget, { min: 0 });
    else if (warmupSteps > 0) {
      throw new RangeError(
        `${where}: received warmupSteps ${warmupSteps} and no warmupTarget, expected both: the rate to rise to is missing`,
      );
    }
  }

  protected override at(step: Tensor): Tensor {
    const { initialLearningRate: from, decaySteps, alpha, warmupTarget, warmupSteps } = this.settings;
    const fall = (after: Tensor, highest: number): Tensor =>
      after
        .minimum(decaySteps)
        .mul(Math.PI / decaySteps)
        .cos()
        .add(1)
        .mul(0.5 * (1 - alpha))
        .add(alpha)
        .mul(highest);
    if (warmupTarget === undefined) return fall(step, from);
    const falling = fall(step.sub(warmupSteps), warmupTarget);
    if (warmupSteps === 0) return falling;
    const rising = step.mul((warmupTarget - from) / warmupSteps).add(from);
    return choose(step.less(warmupSteps), rising, falling);
  }

  override getConfig(): Record<string, unknown> {
    const { initialLearningRate, decaySteps, alpha, name, warmupTarget, warmupSteps } = this.settings;
    return {
      initial_learning_rate: initialLearningRate,
      decay_steps: decaySteps,
      alpha,
      name,
      warmup_target: warmupTarget ?? null,
      warmup_steps: warmupSteps,
    };
  }
}

/**
 * A learning rate that falls as the first half of a cosine wave (Loshchilov and Hutter 2016), after a straight rise when
 * there is a warm-up.
 *
 * @param initialLearningRate - The rate of the first step, at least 0; with a warm-up where the rise begins.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * adam({ learningRate: cosineDecay(0, { decaySteps: 9000, warmupTarget: 0.001, warmupSteps: 1000 }) });
 */
export function cosineDecay(initialLearningRate: number, options: CosineDecayOptions): CosineDecay {
  return new CosineDecay({ ...options, initialLearningRate });
}
