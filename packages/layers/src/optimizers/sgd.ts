import { checkNumber, readOptions } from "../common/options";
import { optionsFromKeras } from "./keras-config";
import { scaleByMomentum } from "./momentum";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";

/** Options of {@link sgd}. */
export interface SgdOptions extends OptimizerOptions {
  /** How much of the last step is added to each, from 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Look ahead by the momentum first (Nesterov 1983). Default false. */
  readonly nesterov?: boolean;
}

/** See {@link sgd}. */
export class SGD extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "SGD";
  private readonly momentum: number;
  private readonly nesterov: boolean;

  constructor(options: SgdOptions = {}) {
    const given = readOptions("sgd", options, {
      ...optimizerDefaults,
      learningRate: 0.01 as LearningRate,
      momentum: 0,
      nesterov: false,
    });
    checkNumber("sgd", "momentum", given.momentum, { min: 0, max: 1 });
    super("sgd", given, scaleByMomentum(given.momentum, given.nesterov));
    this.momentum = given.momentum;
    this.nesterov = given.nesterov;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): SGD {
    return new SGD(optionsFromKeras("sgd", config));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov };
  }
}

/**
 * Stochastic gradient descent: `w - learningRate * gradient`, with momentum when it is given.
 *
 * @param options - `learningRate` is 0.01 by default.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }) });
 */
export function sgd(options: SgdOptions = {}): SGD {
  return new SGD(options);
}
