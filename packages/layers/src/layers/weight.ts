import type { Shape, Variable } from "@wellfit/core";
import type { Initializer } from "../initializers/initializer";
import type { Regularizer } from "../regularizers/regularizer";

/** Options of {@link Layer.addWeight}. */
export interface WeightOptions {
  /** Makes the first values. Default glorotUniform. */
  readonly initializer?: Initializer;
  /** Adds a penalty to the loss. Default none. */
  readonly regularizer?: Regularizer | undefined;
  /** Whether training changes it. Default true. */
  readonly trainable?: boolean;
}

/** A weight of a layer: where its numbers are, and what is done to them. */
export interface Weight {
  /** Its name within the layer, such as "kernel". */
  readonly name: string;
  /** The length of every axis. */
  readonly shape: Shape;
  /** Where the numbers are. */
  readonly variable: Variable;
  /** The penalty on it. */
  readonly regularizer: Regularizer | undefined;
}
