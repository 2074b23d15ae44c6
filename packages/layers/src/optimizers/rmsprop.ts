import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { type RmsScaling, scaleByRms } from "./scale-by-rms";

/** Options of {@link rmsprop}. */
export interface RMSpropOptions extends OptimizerOptions {
  /** How much of the mean of squared gradients stays at each step, from 0 to 1. Default 0.9. */
  readonly rho?: number;
  /** How much of the last step is added to each, from 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Added to the mean of squares before its root is taken. Default 1e-7. */
  readonly epsilon?: number;
  /** Divide by the standard deviation of gradients instead of their root mean square. Default false. */
  readonly centered?: boolean;
}

/** See {@link rmsprop}. */
export class RMSprop extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "RMSprop";
  private readonly scaling: RmsScaling;

  constructor(options: RMSpropOptions = {}) {
    const given = readOptions("rmsprop", options, {
      ...optimizerDefaults,
      learningRate: 0.001 as LearningRate,
      rho: 0.9,
      momentum: 0,
      epsilon: 1e-7,
      centered: false,
    });
    checkNumber("rmsprop", "rho", given.rho, { min: 0, max: 1 });
    checkNumber("rmsprop", "momentum", given.momentum, { min: 0, max: 1 });
    checkNumber("rmsprop", "epsilon", given.epsilon, { min: 0 });
    super("rmsprop", given, scaleByRms(given));
    this.scaling = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): RMSprop {
    return new RMSprop(optionsFromKeras("rmsprop", config));
  }

  override getConfig(): Record<string, unknown> {
    const { rho, momentum, epsilon, centered } = this.scaling;
    return { ...super.getConfig(), rho, momentum, epsilon, centered };
  }
}

/**
 * RMSprop (Hinton 2012): each weight's gradient is divided by the root of a running mean of its squares.
 *
 * @param options - `learningRate` is 0.001 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: rmsprop({ learningRate: 0.001, momentum: 0.9 }) });
 */
export function rmsprop(options: RMSpropOptions = {}): RMSprop {
  return new RMSprop(options);
}
