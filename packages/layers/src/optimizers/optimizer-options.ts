import type { Variable } from "@wellfit/core";
import { checkNumber, show } from "../common/options";
import { isSchedule, type LearningRateSchedule } from "../schedules/learning-rate-schedule";
import { type GradientNoiseOptions, type ReadGradientNoise, readGradientNoise } from "./gradient-noise";

/** A learning rate: a number of at least 0, or a schedule. */
export type LearningRate = number | LearningRateSchedule;

/** Weights that do not decay. */
export interface DecayExclusions {
  /** Those in whose name, "dense/bias" or "bias", one of these is found; regular expressions as text, as in Keras. */
  readonly varNames?: readonly string[];
  /** These very ones. */
  readonly variables?: readonly Variable[];
}

/** Options of every optimizer. */
export interface OptimizerOptions {
  /** How far each step goes; at least 0, or a schedule. */
  readonly learningRate?: LearningRate;
  /** Before each step every weight loses this share of itself times the learning rate. Default none. */
  readonly weightDecay?: number;
  /** Weights that do not decay: parts of their names such as `["bias"]`, or an object. Default none. */
  readonly excludeFromWeightDecay?: readonly string[] | DecayExclusions;
  /** Each gradient whose norm is above this is shortened to it; done first. Default none. */
  readonly clipNorm?: number;
  /** All gradients are shortened together when the norm of them all is above this; done second. Default none. */
  readonly globalClipNorm?: number;
  /** Each number of a gradient is moved into plus or minus this; done third. Default none. */
  readonly clipValue?: number;
  /**
   * Noise on gradients that fades (Neelakantan et al. 2015). It is added after clipping, so that its size is the one that was
   * asked for, however steep the loss is; clipping afterwards would shorten the noise with the gradient. Default none.
   */
  readonly gradientNoise?: GradientNoiseOptions;
  /** Keep a running mean of every weight, which `fit` puts in the place of the weights at its end. Default false. */
  readonly useEma?: boolean;
  /** How much of the running mean stays at each step, from 0 to 1. Default 0.99. */
  readonly emaMomentum?: number;
  /** After every so many steps the weights become their means; a whole number of at least 1. Default never. */
  readonly emaOverwriteFrequency?: number;
  /** The loss is multiplied by this before gradients are taken, and they are divided by it; above 0. Default none. */
  readonly lossScaleFactor?: number;
  /** Take a step with the mean of so many gradients, once in so many batches; a whole number of at least 2. Default none. */
  readonly gradientAccumulationSteps?: number;
  /** The name in configs and files. Default: the class in snake_case, such as "adam". */
  readonly name?: string;
}

/** Options as a factory has read them: what was not given is undefined. */
export type GivenOptimizerOptions = {
  readonly [K in keyof OptimizerOptions]?: OptimizerOptions[K] | undefined;
};

/** The defaults that `readOptions` needs for {@link OptimizerOptions}, but for the learning rate. */
export const optimizerDefaults: {
  readonly [K in Exclude<keyof OptimizerOptions, "learningRate">]-?: OptimizerOptions[K] | undefined;
} = {
  weightDecay: undefined,
  excludeFromWeightDecay: undefined,
  clipNorm: undefined,
  globalClipNorm: undefined,
  clipValue: undefined,
  gradientNoise: undefined,
  useEma: undefined,
  emaMomentum: undefined,
  emaOverwriteFrequency: undefined,
  lossScaleFactor: undefined,
  gradientAccumulationSteps: undefined,
  name: undefined,
};

/** What all optimizers share, checked; what is undefined adds nothing to a step. */
export interface OptimizerSettings {
  readonly weightDecay: number | undefined;
  readonly clipNorm: number | undefined;
  readonly globalClipNorm: number | undefined;
  readonly clipValue: number | undefined;
  readonly gradientNoise: ReadGradientNoise | undefined;
  readonly useEma: boolean;
  readonly emaMomentum: number;
  readonly emaOverwriteFrequency: number | undefined;
  readonly lossScaleFactor: number | undefined;
  readonly gradientAccumulationSteps: number | undefined;
}

/** Checks what all optimizers share. */
export function readSettings(where: string, options: GivenOptimizerOptions): OptimizerSettings {
  const { gradientNoise, useEma = false, emaMomentum = 0.99, emaOverwriteFrequency } = options;
  type Numeric = Exclude<
    keyof OptimizerSettings,
    "gradientNoise" | "useEma" | "emaMomentum" | "emaOverwriteFrequency"
  >;
  const number = (name: Numeric, bounds: Parameters<typeof checkNumber>[3]): number | undefined =>
    options[name] === undefined ? undefined : checkNumber(where, name, options[name], bounds);
  if (typeof useEma !== "boolean") {
    throw new TypeError(`${where}: received useEma ${show(useEma)}, expected true or false`);
  }
  if (emaOverwriteFrequency !== undefined) {
    checkNumber(where, "emaOverwriteFrequency", emaOverwriteFrequency, { integer: true, min: 1 });
  }
  return {
    weightDecay: number("weightDecay", { min: 0 }),
    clipNorm: number("clipNorm", { above: 0 }),
    globalClipNorm: number("globalClipNorm", { above: 0 }),
    clipValue: number("clipValue", { above: 0 }),
    gradientNoise: gradientNoise === undefined ? undefined : readGradientNoise(where, gradientNoise),
    useEma,
    emaMomentum: checkNumber(where, "emaMomentum", emaMomentum, { min: 0, max: 1 }),
    emaOverwriteFrequency,
    lossScaleFactor: number("lossScaleFactor", { above: 0 }),
    gradientAccumulationSteps: number("gradientAccumulationSteps", { integer: true, min: 2 }),
  };
}

/** Checks a learning rate. */
export function checkRate(
  where: string,
  rate: unknown,
  bounds: { min: number } | { above: number },
): LearningRate {
  if (isSchedule(rate)) return rate;
  if (typeof rate === "number") return checkNumber(where, "learningRate", rate, bounds);
  const limit = "min" in bounds ? `at least ${bounds.min}` : `above ${bounds.above}`;
  throw new TypeError(
    `${where}: received learningRate ${show(rate)}, expected a number ${limit}, or a schedule such as ` +
      "exponentialDecay(0.01, { decaySteps: 1000, decayRate: 0.9 })",
  );
}
