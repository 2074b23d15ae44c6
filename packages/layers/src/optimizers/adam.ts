import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type AdamScaling, scaleByAdam } from "./scale-by-adam";

/** Options of {@link adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** How much of the mean of gradients stays at each step. Default 0.9; at least 0 and below 1. */
  readonly beta1?: number;
  /** How much of the mean of squared gradients stays at each step. Default 0.999; at least 0 and below 1. */
  readonly beta2?: number;
  /** Added to the root before division. Default 1e-7. */
  readonly epsilon?: number;
  /** Divide by the largest mean of squares so far (Reddi et al. 2018). Default false. */
  readonly amsgrad?: boolean;
}

/** See {@link adam}. */
export class Adam extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Adam";
  private readonly scaling: AdamScaling;

  /** Checks the options; `where` is what error messages begin with. */
  constructor(options: AdamOptions = {}, where = "adam") {
    const given = readOptions(where, options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      amsgrad: false,
    });
    checkNumber(where, "beta1", given.beta1, { min: 0, below: 1 });
    checkNumber(where, "beta2", given.beta2, { min: 0, below: 1 });
    checkNumber(where, "epsilon", given.epsilon, { min: 0 });
    super(where, given, scaleByAdam(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Adam {
    return new Adam(optionsFromKeras("adam", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2, epsilon, amsgrad } = this.scaling;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2, epsilon, amsgrad };
  }
}

/**
 * Adam (Kingma and Ba 2014): steps of about the learning rate's size, scaled for each weight by the means of its
 * gradients and of their squares.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.001 }) });
 */
export function adam(options: AdamOptions = {}): Adam {
  return new Adam(options);
}
