import type { Shape, Variable } from "@wellfit/core";
import type { Constraint } from "../constraints/constraint";
import type { Initializer } from "../initializers/initializer";
import type { Regularizer } from "../regularizers/regularizer";

/** Options of {@link Layer.addWeight}. */
export interface WeightOptions {
  /** Makes the first values. Default glorotUniform. */
  readonly initializer?: Initializer;
  /** Adds a penalty to the loss. Default none. */
  readonly regularizer?: Regularizer | undefined;
  /** Is applied after each step of training. Default none. */
  readonly constraint?: Constraint | undefined;
  /** Whether training changes it. Default true. */
  readonly trainable?: boolean;
  /** Default: that of the layer. */
  readonly dtype?: "float32" | "float64" | "int32";
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
  /** What is applied to it after each step. */
  readonly constraint: Constraint | undefined;
}
