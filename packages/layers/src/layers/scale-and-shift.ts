import type { ConstraintLike } from "../constraints/resolve-constraint";
import type { InitializerLike } from "../initializers/resolve-initializer";
import type { RegularizerLike } from "../regularizers/resolve-regularizer";
import { type RecipeDefaults, recipeDefaults, WeightRecipe } from "./weight-recipe";

/** How a layer that normalises stretches and moves what it has normalised. */
export interface ScaleAndShiftOptions {
  /** Whether `beta` is added in the end. Default true. */
  readonly center?: boolean;
  /** Whether it is multiplied by `gamma`. Default true. */
  readonly scale?: boolean;
  /** Makes the first values of beta. Default "zeros". */
  readonly betaInitializer?: InitializerLike;
  /** Makes the first values of gamma. Default "ones". */
  readonly gammaInitializer?: InitializerLike;
  /** A penalty on beta. Default none. */
  readonly betaRegularizer?: RegularizerLike;
  /** A penalty on gamma. Default none. */
  readonly gammaRegularizer?: RegularizerLike;
  /** What beta is moved to after each step. Default none. */
  readonly betaConstraint?: ConstraintLike;
  /** What gamma is moved to after each step. Default none. */
  readonly gammaConstraint?: ConstraintLike;
}

/** The defaults of {@link ScaleAndShiftOptions}, for `readOptions`. */
export function scaleAndShiftDefaults(): {
  center: boolean;
  scale: boolean;
} & RecipeDefaults<"gamma"> &
  RecipeDefaults<"beta"> {
  return {
    center: true,
    scale: true,
    ...recipeDefaults("gamma", "ones"),
    ...recipeDefaults("beta", "zeros"),
  };
}

/** The options that all layers which normalise share. */
export class ScaleAndShift {
  /** Whether there is a beta. */
  readonly center: boolean;
  /** Whether there is a gamma. */
  readonly scale: boolean;
  /** How gamma is made and kept. */
  readonly gamma: WeightRecipe;
  /** How beta is made and kept. */
  readonly beta: WeightRecipe;

  /** @param where - What error messages call the layer. */
  constructor(where: string, given: { readonly center: boolean; readonly scale: boolean }) {
    this.center = given.center;
    this.scale = given.scale;
    this.gamma = new WeightRecipe(where, "gamma", given);
    this.beta = new WeightRecipe(where, "beta", given);
  }

  /** The options as Keras writes them. */
  config(): Record<string, unknown> {
    return { center: this.center, scale: this.scale, ...this.beta.config(), ...this.gamma.config() };
  }
}
