import { randomTruncatedNormal as draw, type Shape, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { RandomInitializer, type SeedOptions } from "./initializer";

/** Options of {@link truncatedNormal}. */
export interface TruncatedNormalOptions extends SeedOptions {
  /** The middle of the distribution. Default 0. */
  readonly mean?: number;
  /** The standard deviation before the cut. Default 0.05; at least 0. */
  readonly stddev?: number;
}

/** See {@link truncatedNormal}. */
export class TruncatedNormal extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "TruncatedNormal";
  private readonly mean: number;
  private readonly stddev: number;

  constructor(options: TruncatedNormalOptions = {}) {
    const { mean, stddev, seed } = readOptions("truncatedNormal", options, {
      mean: 0,
      stddev: 0.05,
      seed: undefined as number | undefined,
    });
    super("truncatedNormal", seed);
    this.mean = checkNumber("truncatedNormal", "mean", mean);
    this.stddev = checkNumber("truncatedNormal", "stddev", stddev, { min: 0 });
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    return draw(key, shape, this.mean, this.stddev);
  }

  getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, mean: this.mean, stddev: this.stddev };
  }
}

/**
 * Weights of the normal distribution without what lies beyond two standard deviations, which makes theirs 0.88 times
 * `stddev`, as in Keras.
 *
 * @throws RangeError when `stddev` is below 0.
 * @example
 * dense(8, { kernelInitializer: truncatedNormal({ stddev: 0.1 }) });
 */
export function truncatedNormal(options: TruncatedNormalOptions = {}): TruncatedNormal {
  return new TruncatedNormal(options);
}
