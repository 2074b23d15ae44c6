import { randomUniform as draw, type Shape, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { RandomInitializer, type SeedOptions } from "./initializer";

/** Options of {@link randomUniform}. */
export interface RandomUniformOptions extends SeedOptions {
  /** The lower end, included. Default -0.05. */
  readonly minval?: number;
  /** The upper end, not included. Default 0.05. */
  readonly maxval?: number;
}

/** See {@link randomUniform}. */
export class RandomUniform extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "RandomUniform";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["uniform"];
  private readonly minval: number;
  private readonly maxval: number;

  constructor(options: RandomUniformOptions = {}) {
    const { minval, maxval, seed } = readOptions("randomUniform", options, {
      minval: -0.05,
      maxval: 0.05,
      seed: undefined as number | undefined,
    });
    super("randomUniform", seed);
    this.minval = checkNumber("randomUniform", "minval", minval);
    this.maxval = checkNumber("randomUniform", "maxval", maxval, { min: minval });
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    return draw(key, shape, this.minval, this.maxval);
  }

  getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, minval: this.minval, maxval: this.maxval };
  }
}

/**
 * Weights that are equally likely anywhere in `[minval, maxval)`.
 *
 * @throws RangeError when `maxval` is below `minval`.
 * @example
 * dense(8, { kernelInitializer: randomUniform({ minval: -1, maxval: 1 }) });
 */
export function randomUniform(options: RandomUniformOptions = {}): RandomUniform {
  return new RandomUniform(options);
}
