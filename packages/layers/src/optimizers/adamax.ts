import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type AdamaxScaling, scaleByAdamax } from "./scale-by-adamax";

/** Options of {@link adamax}. */
export interface AdamaxOptions extends OptimizerOptions {
  /** How much of the mean of gradients stays at each step. Default 0.9; at least 0 and below 1. */
  readonly beta1?: number;
  /** How much of the largest gradient stays at each step. Default 0.999; at least 0 and below 1. */
  readonly beta2?: number;
  /** Added to the largest gradient before division. Default 1e-7. */
  readonly epsilon?: number;
}

/** See {@link adamax}. */
export class Adamax extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Adamax";
  private readonly scaling: AdamaxScaling;

  constructor(options: AdamaxOptions = {}) {
    const given = readOptions("adamax", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    checkNumber("adamax", "beta1", given.beta1, { min: 0, below: 1 });
    checkNumber("adamax", "beta2", given.beta2, { min: 0, below: 1 });
    checkNumber("adamax", "epsilon", given.epsilon, { min: 0 });
    super("adamax", given, scaleByAdamax(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Adamax {
    return new Adamax(optionsFromKeras("adamax", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2, epsilon } = this.scaling;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2, epsilon };
  }
}

/**
 * Adamax (Kingma and Ba 2014, section 7.1): Adam with the largest recent gradient in place of the root mean square.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: adamax({ learningRate: 0.002 }) });
 */
export function adamax(options: AdamaxOptions = {}): Adamax {
  return new Adamax(options);
}
