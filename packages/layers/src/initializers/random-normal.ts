import { randomNormal as draw, type Shape, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { RandomInitializer, type SeedOptions } from "./initializer";

/** Options of {@link randomNormal}. */
export interface RandomNormalOptions extends SeedOptions {
  /** The middle of the distribution. Default 0. */
  readonly mean?: number;
  /** The standard deviation. Default 0.05; at least 0. */
  readonly stddev?: number;
}

/** See {@link randomNormal}. */
export class RandomNormal extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "RandomNormal";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["normal"];
  private readonly mean: number;
  private readonly stddev: number;

  constructor(options: RandomNormalOptions = {}) {
    const { mean, stddev, seed } = readOptions("randomNormal", options, {
      mean: 0,
      stddev: 0.05,
      seed: undefined as number | undefined,
    });
    super("randomNormal", seed);
    this.mean = checkNumber("randomNormal", "mean", mean);
    this.stddev = checkNumber("randomNormal", "stddev", stddev, { min: 0 });
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    return draw(key, shape, this.mean, this.stddev);
  }

  getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, mean: this.mean, stddev: this.stddev };
  }
}

/**
 * Weights of the normal distribution.
 *
 * @throws RangeError when `stddev` is below 0.
 * @example
 * dense(8, { kernelInitializer: randomNormal({ stddev: 0.1 }) });
 */
export function randomNormal(options: RandomNormalOptions = {}): RandomNormal {
  return new RandomNormal(options);
}
