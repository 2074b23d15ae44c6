import { cast, foldIn, randomKey, randomNormal, splitKey, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { seedOrNext } from "../common/seed";
import type { GradientTransform } from "./gradient-transform";

/** Options of the noise that an optimizer adds to gradients. */
export interface GradientNoiseOptions {
  /** The standard deviation in the first step, at least 0: the root of the paper's η. */
  readonly stddev: number;
  /** How fast the variance falls, at least 0: the paper's γ. Default 0.55. */
  readonly decay?: number;
  /** The same seed draws the same numbers step by step. Default: one from `setSeed`. */
  readonly seed?: number;
}

/** Options of gradient noise, checked, with a seed. */
export interface ReadGradientNoise {
  readonly stddev: number;
  readonly decay: number;
  readonly seed: number;
}

/** Checks the options and draws a seed if need be. */
export function readGradientNoise(where: string, options: GradientNoiseOptions): ReadGradientNoise {
  const name = `${where}: gradientNoise`;
  const { stddev, decay, seed } = readOptions(name, options, {
    stddev: undefined as unknown,
    decay: 0.55,
    seed: undefined as number | undefined,
  });
  return {
    stddev: checkNumber(name, "stddev", stddev, { min: 0 }),
    decay: checkNumber(name, "decay", decay, { min: 0 }),
    seed: seedOrNext(name, seed),
  };
}

/**
 * Adds a number of the normal distribution to each number of each gradient, with variance `stddev² / (1 + t) ^ decay` in step
 * t = 0, 1, … (Neelakantan et al. 2015), which shakes a network out of poor places at the start. The numbers depend on the
 * seed and the step alone, so a run that is resumed draws what it would have drawn.
 *
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * chain(clipByGlobalNorm(1), addGradientNoise({ stddev: 0.1, seed: 7 }), scaleByMomentum(0.9, false));
 */
export function addGradientNoise(options: GradientNoiseOptions): GradientTransform {
  const { stddev, decay, seed } = readGradientNoise("addGradientNoise", options);
  return {
    init: () => [],
    update: (gradients, _, { step }) => {
      if (stddev === 0 || gradients.length === 0) return { gradients, slots: [] };
      const keys = splitKey(foldIn(randomKey(seed), cast(step, "int32")), gradients.length);
      const size = decay === 0 ? undefined : step.pow(-decay / 2);
      return {
        gradients: gradients.map((g, i) => {
          const noise = cast(randomNormal(keys[i] as Tensor, g.shape, 0, stddev), g.dtype);
          return g.add(size === undefined ? noise : noise.mul(cast(size, g.dtype)));
        }),
        slots: [],
      };
    },
  };
}
