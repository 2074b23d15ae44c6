import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type NadamScaling, scaleByNadam } from "./scale-by-nadam";

/** Options of {@link nadam}. */
export interface NadamOptions extends OptimizerOptions {
  /** How much of the mean of gradients stays at each step. Default 0.9; at least 0 and below 1. */
  readonly beta1?: number;
  /** How much of the mean of squared gradients stays at each step. Default 0.999; at least 0 and below 1. */
  readonly beta2?: number;
  /** Added to the root before division. Default 1e-7. */
  readonly epsilon?: number;
}

/** See {@link nadam}. */
export class Nadam extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Nadam";
  private readonly scaling: NadamScaling;

  constructor(options: NadamOptions = {}) {
    const given = readOptions("nadam", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    checkNumber("nadam", "beta1", given.beta1, { min: 0, below: 1 });
    checkNumber("nadam", "beta2", given.beta2, { min: 0, below: 1 });
    checkNumber("nadam", "epsilon", given.epsilon, { min: 0 });
    super("nadam", given, scaleByNadam(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Nadam {
    return new Nadam(optionsFromKeras("nadam", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2, epsilon } = this.scaling;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2, epsilon };
  }
}

/**
 * Nadam (Dozat 2016): Adam with Nesterov's momentum.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: nadam({ learningRate: 0.002 }) });
 */
export function nadam(options: NadamOptions = {}): Nadam {
  return new Nadam(options);
}
