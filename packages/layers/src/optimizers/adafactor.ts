import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type AdafactorScaling, scaleByAdafactor } from "./scale-by-adafactor";

/** Options of {@link adafactor}. */
export interface AdafactorOptions extends OptimizerOptions {
  /** The share of old squares is 1 less the step to this power, at most 0. Default -0.8. */
  readonly beta2Decay?: number;
  /** Added to squared gradients, at least 0. Default 1e-30. */
  readonly epsilon1?: number;
  /** The smallest size of weights that steps are scaled by, at least 0. Default 0.001. */
  readonly epsilon2?: number;
  /** Steps whose root mean square is above this are shortened to it; above 0. Default 1. */
  readonly clipThreshold?: number;
  /** Let the rate fall as one over the root of the step. As in Keras 3 it does so in any case. Default true. */
  readonly relativeStep?: boolean;
}

/** See {@link adafactor}. */
export class Adafactor extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Adafactor";
  private readonly scaling: AdafactorScaling & { readonly relativeStep: boolean };

  constructor(options: AdafactorOptions = {}) {
    const given = readOptions("adafactor", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      beta2Decay: -0.8,
      epsilon1: 1e-30,
      epsilon2: 1e-3,
      clipThreshold: 1,
      relativeStep: true,
    });
    checkNumber("adafactor", "beta2Decay", given.beta2Decay, { max: 0 });
    checkNumber("adafactor", "epsilon1", given.epsilon1, { min: 0 });
    checkNumber("adafactor", "epsilon2", given.epsilon2, { min: 0 });
    checkNumber("adafactor", "clipThreshold", given.clipThreshold, { above: 0 });
    super("adafactor", given, scaleByAdafactor(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Adafactor {
    return new Adafactor(optionsFromKeras("adafactor", config));
  }

  override getConfig(): Record<string, unknown> {
    const { beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep } = this.scaling;
    return {
      ...super.getConfig(),
      beta_2_decay: beta2Decay,
      epsilon_1: epsilon1,
      epsilon_2: epsilon2,
      clip_threshold: clipThreshold,
      relative_step: relativeStep,
    };
  }
}

/**
 * Adafactor (Shazeer and Stern 2018): steps in proportion to the size of the weights, by means of squared gradients that are
 * kept for the rows and columns of matrices.
 *
 * @param options - `learningRate` is 0.001 by default, and at most one over the root of the step.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: adafactor({ learningRate: 0.05 }) });
 */
export function adafactor(options: AdafactorOptions = {}): Adafactor {
  return new Adafactor(options);
}
