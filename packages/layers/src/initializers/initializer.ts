import { cast, type DType, randomKey, type Shape, type Tensor } from "@wellfit/core";
import type { Configurable, ConfigurableClass } from "../common/resolve";
import { nextSeed, seedOrNext } from "../common/seed";

/** A function that makes initial weights of a shape. */
export type InitializerFunction = (shape: Shape, dtype: DType) => Tensor;

/**
 * Makes the initial values of a weight. A class of your own extends this, has a static `className`, and implements
 * `call` and `getConfig`.
 */
export abstract class Initializer implements Configurable {
  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Initializer>).className;
  }

  /**
   * Values for a weight.
   *
   * @param shape - The shape of the weight.
   * @param dtype - float32 by default.
   */
  abstract call(shape: Shape, dtype?: DType): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  abstract getConfig(): Record<string, unknown>;
}

/** Options of every initializer that draws random numbers. */
export interface SeedOptions {
  /** The same seed gives the same values for the same shape. Default: another seed at each call, from `setSeed`. */
  readonly seed?: number;
}

/** An initializer that draws random numbers. */
export abstract class RandomInitializer extends Initializer {
  /** The seed it was made with, if any. */
  readonly seed: number | undefined;

  /** Checks and keeps the seed. */
  constructor(where: string, seed: number | undefined) {
    super();
    this.seed = seed === undefined ? undefined : seedOrNext(where, seed);
  }

  /** Random values for a weight: the same at each call when a seed was given, else others each time. */
  call(shape: Shape, dtype: DType = "float32"): Tensor {
    return cast(this.draw(randomKey(this.seed ?? nextSeed()), shape), dtype);
  }

  /** float32 values from a key. */
  protected abstract draw(key: Tensor, shape: Shape): Tensor;
}
