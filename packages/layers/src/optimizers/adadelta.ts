import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type AdadeltaScaling, scaleByAdadelta } from "./scale-by-adadelta";

/** Options of {@link adadelta}. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** How much of both running means stays at each step, from 0 to 1. Default 0.95. */
  readonly rho?: number;
  /** Added to both means before their roots are taken. Default 1e-7. */
  readonly epsilon?: number;
}

/** See {@link adadelta}. */
export class Adadelta extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Adadelta";
  private readonly scaling: AdadeltaScaling;

  constructor(options: AdadeltaOptions = {}) {
    const given = readOptions("adadelta", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      rho: 0.95,
      epsilon: 1e-7,
    });
    checkNumber("adadelta", "rho", given.rho, { min: 0, max: 1 });
    checkNumber("adadelta", "epsilon", given.epsilon, { min: 0 });
    super("adadelta", given, scaleByAdadelta(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Adadelta {
    return new Adadelta(optionsFromKeras("adadelta", config));
  }

  override getConfig(): Record<string, unknown> {
    const { rho, epsilon } = this.scaling;
    return { ...super.getConfig(), rho, epsilon };
  }
}

/**
 * Adadelta (Zeiler 2012): steps as large as the steps before, in relation to the gradients before. The paper has no learning
 * rate, which is a rate of 1 here.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: adadelta({ learningRate: 1 }) });
 */
export function adadelta(options: AdadeltaOptions = {}): Adadelta {
  return new Adadelta(options);
}
