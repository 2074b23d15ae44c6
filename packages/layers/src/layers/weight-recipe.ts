import { serialize } from "../common/resolve";
import type { Constraint } from "../constraints/constraint";
import { type ConstraintLike, resolveConstraint } from "../constraints/resolve-constraint";
import type { Initializer } from "../initializers/initializer";
import { type InitializerLike, resolveInitializer } from "../initializers/resolve-initializer";
import type { Regularizer } from "../regularizers/regularizer";
import { type RegularizerLike, resolveRegularizer } from "../regularizers/resolve-regularizer";
import type { WeightOptions } from "./weight";

/** How the kernel of a layer is made and kept. */
export interface KernelOptions {
  /** Makes the first values. Default "glorotUniform". */
  readonly kernelInitializer?: InitializerLike;
  /** A penalty on the kernel. Default none. */
  readonly kernelRegularizer?: RegularizerLike;
  /** What the kernel is moved to after each step, such as `maxNorm(3)`. Default none. */
  readonly kernelConstraint?: ConstraintLike;
}

/** How the bias of a layer is made and kept. */
export interface BiasOptions {
  /** Whether a number is added to each output. Default true. */
  readonly useBias?: boolean;
  /** Makes the first values. Default "zeros". */
  readonly biasInitializer?: InitializerLike;
  /** A penalty on the bias. Default none. */
  readonly biasRegularizer?: RegularizerLike;
  /** What the bias is moved to after each step. Default none. */
  readonly biasConstraint?: ConstraintLike;
}

/** The defaults of the options of one weight, for {@link readOptions}. */
export type RecipeDefaults<N extends string> = {
  [K in `${N}Initializer` | `${N}Regularizer` | `${N}Constraint`]: unknown;
};

/**
 * The defaults of `kernelInitializer`, `kernelRegularizer` and `kernelConstraint`, or of those of another weight.
 *
 * @param initializer - The name of the default initializer.
 */
export function recipeDefaults<N extends string>(name: N, initializer: string): RecipeDefaults<N> {
  return {
    [`${name}Initializer`]: initializer,
    [`${name}Regularizer`]: undefined,
    [`${name}Constraint`]: undefined,
  } as RecipeDefaults<N>;
}

/** How one weight of a layer is made and kept, from the three options that every weight has. */
export class WeightRecipe {
  /** Makes the first values. */
  readonly initializer: Initializer;
  /** The penalty, if any. */
  readonly regularizer: Regularizer | undefined;
  /** What it is moved to after each step, if anything. */
  readonly constraint: Constraint | undefined;

  /**
   * @param where - What error messages call the layer.
   * @param name - How the options begin, such as "kernel".
   */
  constructor(
    where: string,
    private readonly name: string,
    given: object,
  ) {
    const options = given as Readonly<Record<string, unknown>>;
    const of = (kind: string): [unknown, string] => [options[`${name}${kind}`], `${where}: ${name}${kind}`];
    this.initializer = resolveInitializer(...of("Initializer"));
    this.regularizer = resolveRegularizer(...of("Regularizer"));
    this.constraint = resolveConstraint(...of("Constraint"));
  }

  /** What `addWeight` needs. */
  get options(): WeightOptions {
    const { initializer, regularizer, constraint } = this;
    return { initializer, regularizer, constraint };
  }

  /** The options as Keras writes them. */
  config(): Record<string, unknown> {
    const { name, initializer, regularizer, constraint } = this;
    return {
      [`${name}_initializer`]: serialize(initializer, "keras.initializers"),
      [`${name}_regularizer`]:
        regularizer === undefined ? null : serialize(regularizer, "keras.regularizers"),
      [`${name}_constraint`]: constraint === undefined ? null : serialize(constraint, "keras.constraints"),
    };
  }
}
