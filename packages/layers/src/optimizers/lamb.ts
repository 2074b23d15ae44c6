import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type LambScaling, scaleByLamb } from "./scale-by-lamb";

/** Options of {@link lamb}. */
export interface LambOptions extends OptimizerOptions {
  /** How much of the mean of gradients stays at each step. Default 0.9; at least 0 and below 1. */
  readonly beta1?: number;
  /** How much of the mean of squared gradients stays at each step. Default 0.999; at least 0 and below 1. */
  readonly beta2?: number;
  /** Added to the root before division. Default 1e-7. */
  readonly epsilon?: number;
}

/** See {@link lamb}. */
export class Lamb extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Lamb";
  private readonly scaling: LambScaling;

  constructor(options: LambOptions = {}) {
    const given = readOptions("lamb", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    checkNumber("lamb", "beta1", given.beta1, { min: 0, below: 1 });
    checkNumber("lamb", "beta2", given.beta2, { min: 0, below: 1 });
    checkNumber("lamb", "epsilon", given.epsilon, { min: 0 });
    super("lamb", given, scaleByLamb(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Lamb {
    return new Lamb(optionsFromKeras("lamb", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2, epsilon } = this.scaling;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2, epsilon };
  }
}

/**
 * LAMB (You et al. 2019): Adam whose steps have a length in proportion to the weights that they move, for large batches.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: lamb({ learningRate: 0.01 }) });
 */
export function lamb(options: LambOptions = {}): Lamb {
  return new Lamb(options);
}
