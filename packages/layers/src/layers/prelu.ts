import { neg, relu, type Tensor, type Variable } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";
import type { ConstraintLike } from "../constraints/resolve-constraint";
import type { InitializerLike } from "../initializers/resolve-initializer";
import type { RegularizerLike } from "../regularizers/resolve-regularizer";
import { lengthsOf } from "./axes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { recipeDefaults, WeightRecipe } from "./weight-recipe";

/** Options of {@link prelu}. */
export interface PreluOptions extends LayerOptions {
  /** Makes the first slopes. Default "zeros". */
  readonly alphaInitializer?: InitializerLike;
  /** A penalty on the slopes. Default none. */
  readonly alphaRegularizer?: RegularizerLike;
  /** What the slopes are moved to after each step. Default none. */
  readonly alphaConstraint?: ConstraintLike;
  /** The axes, counted from 1, along which all have the same slope: `[1, 2]` for images. Default none. */
  readonly sharedAxes?: number | readonly number[];
}

/** See {@link prelu}. */
export class PReLU extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "PReLU";
  override readonly supportsMasking: boolean = true;
  private readonly recipe: WeightRecipe;
  private readonly sharedAxes: readonly number[] | undefined;
  private alpha: Variable | undefined;

  constructor(options: PreluOptions = {}) {
    const given = readOptions("prelu", options, {
      ...layerDefaults,
      ...recipeDefaults("alpha", "zeros"),
      sharedAxes: undefined as unknown,
    });
    super("prelu", given);
    this.recipe = new WeightRecipe("prelu", "alpha", given);
    this.sharedAxes = readShared(given.sharedAxes);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return relu(x).sub(relu(neg(x)).mul((this.alpha as Variable).value));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.recipe.config(), shared_axes: this.sharedAxes ?? null };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const shared = this.sharedAxes ?? [];
    const wrong = shared.find((axis) => axis >= inputShape.length);
    if (wrong !== undefined) {
      throw new RangeError(
        `${this.name}: received sharedAxes ${show(shared)} for input of shape ${showBatchShape(inputShape)}, expected axes from ` +
          `1 to ${inputShape.length - 1}`,
      );
    }
    const own = inputShape.map((_, axis) => axis).filter((axis) => axis > 0 && !shared.includes(axis));
    const lengths = lengthsOf(this.name, own, inputShape);
    const shape = inputShape.slice(1).map((_, i) => lengths[own.indexOf(i + 1)] ?? 1);
    this.alpha = this.addWeight("alpha", shape, this.recipe.options);
  }

  /** Shared axes may be of any length. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    const free = builtFor.map((n, axis) => (this.sharedAxes?.includes(axis) ? null : n));
    return super.takes(shape, free);
  }
}

function readShared(given: unknown): readonly number[] | undefined {
  if (given === undefined) return undefined;
  const axes = untuple(given);
  const list: readonly unknown[] = Array.isArray(axes) ? axes : [axes];
  if (list.every((axis) => Number.isInteger(axis) && (axis as number) >= 1)) return list as readonly number[];
  throw new RangeError(
    `prelu: received sharedAxes ${show(given)}, expected whole numbers of at least 1, such as [1, 2] for the two axes of images`,
  );
}

/**
 * `x` above 0 and `alpha * x` below, where each slope is learnt (He et al. 2015). The shape stays. Weights: alpha, of the
 * shape of a row, with length 1 for shared axes.
 *
 * @throws RangeError or TypeError for axes, options or names that do not exist.
 * @example
 * sequential([dense(64, { inputShape: [8] }), prelu({ alphaInitializer: constant(0.25) }), dense(1)]);
 */
export function prelu(options: PreluOptions = {}): PReLU {
  return new PReLU(options);
}
