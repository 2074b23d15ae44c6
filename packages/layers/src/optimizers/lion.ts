import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type LionScaling, scaleByLion } from "./scale-by-lion";

/** Options of {@link lion}. */
export interface LionOptions extends OptimizerOptions {
  /** How much of the mean of gradients is in the step, whose sign is taken; above 0, at most 1. Default 0.9. */
  readonly beta1?: number;
  /** How much of the mean of gradients stays at each step, from 0 to 1. Default 0.99. */
  readonly beta2?: number;
}

/** See {@link lion}. */
export class Lion extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Lion";
  private readonly scaling: LionScaling;

  constructor(options: LionOptions = {}) {
    const given = readOptions("lion", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta1: 0.9,
      beta2: 0.99,
    });
    checkNumber("lion", "beta1", given.beta1, { above: 0, max: 1 });
    checkNumber("lion", "beta2", given.beta2, { min: 0, max: 1 });
    super("lion", given, scaleByLion(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Lion {
    return new Lion(optionsFromKeras("lion", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2 } = this.scaling;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2 };
  }
}

/**
 * Lion (Chen et al. 2023): every weight moves by the learning rate, in the direction of a mean of gradients. It wants a rate
 * three to ten times smaller than Adam's, and a weight decay as many times larger.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: lion({ learningRate: 0.0001, weightDecay: 0.01 }) });
 */
export function lion(options: LionOptions = {}): Lion {
  return new Lion(options);
}
