import type { Tensor, Variable } from "@wellfit/core";
import { activatedShape } from "../activations/activated-shape";
import type { ActivationFunction } from "../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../activations/resolve-activation";
import { checkNumber, readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { withoutForeign } from "./foreign-options";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { type BiasOptions, type KernelOptions, recipeDefaults, WeightRecipe } from "./weight-recipe";

/** Options of {@link dense}. */
export interface DenseOptions extends LayerOptions, KernelOptions, BiasOptions {
  /** What is applied to the output. Default: nothing (linear). */
  readonly activation?: ActivationLike;
}

/** See {@link dense}. */
export class Dense extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Dense";
  override readonly supportsMasking: boolean = true;
  /** The number of outputs. */
  readonly units: number;
  /** What is applied to the output. */
  readonly activation: ActivationFunction;
  private readonly useBias: boolean;
  private readonly kernelRecipe: WeightRecipe;
  private readonly biasRecipe: WeightRecipe;
  private kernel: Variable | undefined;
  private bias: Variable | undefined;

  constructor(options: DenseOptions & { readonly units: number }) {
    const given = readOptions("dense", withoutForeign("dense", options), {
      ...layerDefaults,
      ...recipeDefaults("kernel", "glorotUniform"),
      ...recipeDefaults("bias", "zeros"),
      units: undefined as number | undefined,
      activation: undefined as unknown,
      useBias: true,
    });
    super("dense", given);
    this.units = checkNumber("dense", "units", given.units, { integer: true, min: 1 });
    this.activation = resolveActivation(given.activation, "dense: activation");
    this.useBias = given.useBias;
    this.kernelRecipe = new WeightRecipe("dense", "kernel", given);
    this.biasRecipe = new WeightRecipe("dense", "bias", given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return activatedShape(this.activation, [...inputShape.slice(0, -1), this.units]);
  }

  override call(x: Tensor): Tensor {
    const product = x.matmul((this.kernel as Variable).value);
    return this.activation(this.bias === undefined ? product : product.add(this.bias.value));
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      units: this.units,
      activation: activationName(this.activation),
      use_bias: this.useBias,
      ...this.kernelRecipe.config(),
      ...this.biasRecipe.config(),
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const columns = inputShape[inputShape.length - 1];
    if (inputShape.length < 2 || columns === null || columns === undefined) {
      throw new RangeError(
        `${this.name}: expected input of at least two axes of which the last has a known length, received ` +
          `${showBatchShape(inputShape)}; pass rows such as [[1, 2], [3, 4]]`,
      );
    }
    this.kernel = this.addWeight("kernel", [columns, this.units], this.kernelRecipe.options);
    if (this.useBias) this.bias = this.addWeight("bias", [this.units], this.biasRecipe.options);
  }
}

/**
 * A fully connected layer: `activation(x · kernel + bias)`, from `[batch, …, columns]` to `[batch, …, units]`.
 *
 * @param units - The number of outputs; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001), kernelConstraint: maxNorm(3) });
 */
export function dense(units: number, options: DenseOptions = {}): Dense {
  return new Dense({ ...options, units });
}
