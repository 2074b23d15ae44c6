import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { checkRate, type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type FtrlScaling, scaleByFtrl } from "./scale-by-ftrl";

/** Options of {@link ftrl}. */
export interface FtrlOptions extends OptimizerOptions {
  /** The power of the sum of squares that the rate falls with, at most 0; 0 keeps the rate. Default -0.5. */
  readonly learningRatePower?: number;
  /** What the sums of squared gradients start as, at least 0. Default 0.1. */
  readonly initialAccumulatorValue?: number;
  /** The strength of an L1 penalty, which makes weights exactly 0; at least 0. Default 0. */
  readonly l1RegularizationStrength?: number;
  /** The strength of an L2 penalty, at least 0. Default 0. */
  readonly l2RegularizationStrength?: number;
  /** The strength of an L2 penalty on the size of weights alone, at least 0. Default 0. */
  readonly l2ShrinkageRegularizationStrength?: number;
  /** β of the paper, at least 0. Default 0. */
  readonly beta?: number;
}

/** See {@link ftrl}. */
export class Ftrl extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Ftrl";
  private readonly scaling: FtrlScaling;

  constructor(options: FtrlOptions = {}) {
    const given = readOptions("ftrl", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      learningRatePower: -0.5,
      initialAccumulatorValue: 0.1,
      l1RegularizationStrength: 0,
      l2RegularizationStrength: 0,
      l2ShrinkageRegularizationStrength: 0,
      beta: 0,
    });
    checkNumber("ftrl", "learningRatePower", given.learningRatePower, { max: 0 });
    checkNumber("ftrl", "initialAccumulatorValue", given.initialAccumulatorValue, { min: 0 });
    checkNumber("ftrl", "l1RegularizationStrength", given.l1RegularizationStrength, { min: 0 });
    checkNumber("ftrl", "l2RegularizationStrength", given.l2RegularizationStrength, { min: 0 });
    checkNumber("ftrl", "l2ShrinkageRegularizationStrength", given.l2ShrinkageRegularizationStrength, {
      min: 0,
    });
    checkNumber("ftrl", "beta", given.beta, { min: 0 });
    super("ftrl", given, scaleByFtrl(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Ftrl {
    return new Ftrl(optionsFromKeras("ftrl", config));
  }

  /** A rate of 0 would divide by it. */
  protected override readRate(where: string, rate: unknown): LearningRate {
    return checkRate(where, rate, { above: 0 });
  }

  override getConfig(): Record<string, unknown> {
    const {
      learningRatePower,
      initialAccumulatorValue,
      l1RegularizationStrength,
      l2RegularizationStrength,
      l2ShrinkageRegularizationStrength,
      beta,
    } = this.scaling;
    return {
      ...super.getConfig(),
      learning_rate_power: learningRatePower,
      initial_accumulator_value: initialAccumulatorValue,
      l1_regularization_strength: l1RegularizationStrength,
      l2_regularization_strength: l2RegularizationStrength,
      l2_shrinkage_regularization_strength: l2ShrinkageRegularizationStrength,
      beta,
    };
  }
}

/**
 * FTRL-Proximal (McMahan et al. 2013), for models with many sparse features: it makes weights exactly 0. The learning rate
 * must stay above 0.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.01 }) });
 */
export function ftrl(options: FtrlOptions = {}): Ftrl {
  return new Ftrl(options);
}
