import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type AdagradScaling, scaleByAdagrad } from "./scale-by-adagrad";

/** Options of {@link adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** What the sums of squared gradients start as, at least 0. Default 0.1. */
  readonly initialAccumulatorValue?: number;
  /** Added to the sum before its root is taken. Default 1e-7. */
  readonly epsilon?: number;
}

/** See {@link adagrad}. */
export class Adagrad extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Adagrad";
  private readonly scaling: AdagradScaling;

  constructor(options: AdagradOptions = {}) {
    const given = readOptions("adagrad", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      initialAccumulatorValue: 0.1,
      epsilon: 1e-7,
    });
    checkNumber("adagrad", "initialAccumulatorValue", given.initialAccumulatorValue, { min: 0 });
    checkNumber("adagrad", "epsilon", given.epsilon, { min: 0 });
    super("adagrad", given, scaleByAdagrad(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Adagrad {
    return new Adagrad(optionsFromKeras("adagrad", config));
  }

  override getConfig(): Record<string, unknown> {
    const { initialAccumulatorValue, epsilon } = this.scaling;
    return { ...super.getConfig(), initial_accumulator_value: initialAccumulatorValue, epsilon };
  }
}

/**
 * Adagrad (Duchi et al. 2011): each weight's gradient is divided by the root of the sum of its squares so far, so that rare
 * features take large steps.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: adagrad({ learningRate: 0.05 }) });
 */
export function adagrad(options: AdagradOptions = {}): Adagrad {
  return new Adagrad(options);
}
