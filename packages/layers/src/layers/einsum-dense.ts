import { einsum, type Tensor, type Variable } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../activations/resolve-activation";
import { camelKeys } from "../common/names";
import { checkNumber, readOptions, show } from "../common/options";
import { type ConfigurableClass, serialize } from "../common/resolve";
import type { BatchShape } from "../common/shapes";
import { untuple } from "../common/tuples";
import { VarianceScaling } from "../initializers/variance-scaling";
import { checkEquation, type EinsumShapes, einsumShapes } from "./einsum-shapes";
import { withoutForeign } from "./foreign-options";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import { type BiasOptions, type KernelOptions, recipeDefaults, WeightRecipe } from "./weight-recipe";

/** Options of {@link einsumDense}. */
export interface EinsumDenseOptions extends LayerOptions, KernelOptions, Omit<BiasOptions, "useBias"> {
  /** The letters of the output that have a bias, such as "d". Default: no bias. */
  readonly biasAxes?: string;
  /** What is applied to the output. Default: nothing (linear). */
  readonly activation?: ActivationLike;
}

const WHERE = "einsumDense";

/** See {@link einsumDense}. */
export class EinsumDense extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "EinsumDense";
  private readonly equation: string;
  private readonly partialShape: readonly (number | null)[];
  private readonly biasAxes: string | undefined;
  private readonly activation: ActivationFunction;
  private readonly kernelRecipe: WeightRecipe;
  private readonly biasRecipe: WeightRecipe;
  private kernel: Variable | undefined;
  private bias: Variable | undefined;

  constructor(
    options: EinsumDenseOptions & {
      readonly equation: string;
      readonly outputShape: number | readonly (number | null)[];
    },
  ) {
    const given = readOptions(WHERE, withoutForeign(WHERE, options), {
      ...layerDefaults,
      ...recipeDefaults("kernel", "glorotUniform"),
      ...recipeDefaults("bias", "zeros"),
      equation: undefined as unknown,
      outputShape: undefined as unknown,
      biasAxes: undefined as unknown,
      activation: undefined as unknown,
    });
    super(WHERE, given);
    this.equation = checkEquation(WHERE, given.equation, given.biasAxes);
    this.partialShape = readOutputShape(WHERE, given.outputShape);
    this.biasAxes = given.biasAxes as string | undefined;
    this.activation = resolveActivation(given.activation, `${WHERE}: activation`);
    this.kernelRecipe = new WeightRecipe(WHERE, "kernel", given);
    this.biasRecipe = new WeightRecipe(WHERE, "bias", given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return this.shapes(inputShape).output;
  }

  override call(x: Tensor): Tensor {
    const product = einsum(this.equation, x, (this.kernel as Variable).value);
    return this.activation(this.bias === undefined ? product : product.add(this.bias.value));
  }

  override getConfig(): Record<string, unknown> {
    const { activityRegularizer } = this;
    return {
      ...super.getConfig(),
      output_shape: this.partialShape,
      equation: this.equation,
      activation: activationName(this.activation),
      bias_axes: this.biasAxes ?? null,
      ...this.kernelRecipe.config(),
      ...this.biasRecipe.config(),
      activity_regularizer:
        activityRegularizer === undefined ? null : serialize(activityRegularizer, "keras.regularizers"),
    };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    const { kernel, bias, inputAxes, outputAxes } = this.shapes(inputShape);
    const { initializer, ...kept } = this.kernelRecipe.options;
    this.kernel = this.addWeight("kernel", kernel, {
      ...kept,
      initializer: withAxes(initializer as NonNullable<typeof initializer>, inputAxes, outputAxes),
    });
    if (bias !== undefined) this.bias = this.addWeight("bias", bias, this.biasRecipe.options);
  }

  private shapes(inputShape: BatchShape): EinsumShapes {
    return einsumShapes(this.name, this.equation, this.biasAxes, inputShape, this.partialShape);
  }
}

/** The lengths of the output after the rows, as an array. */
export function readOutputShape(where: string, given: unknown): readonly (number | null)[] {
  const shape = untuple(given);
  if (typeof shape === "number") return [checkNumber(where, "outputShape", shape, { integer: true, min: 1 })];
  const good =
    Array.isArray(shape) &&
    shape.length > 0 &&
    shape.every((n) => n === null || (Number.isInteger(n) && n >= 1));
  if (good) return shape;
  throw new RangeError(
    `${where}: received outputShape ${show(given)}, expected a whole number of at least 1 or an array of them, with null for ` +
      "lengths that are those of the input, such as [null, 64]",
  );
}

/** Initializers that count connections are told which axes of the kernel are inputs and which are outputs. */
function withAxes<I extends object>(
  initializer: I,
  inputAxes: readonly number[],
  outputAxes: readonly number[],
): I {
  if (!(initializer instanceof VarianceScaling)) return initializer;
  const config = camelKeys(initializer.getConfig());
  if (config.inputAxes !== null && config.outputAxes !== null) return initializer;
  const make = initializer.constructor as unknown as ConfigurableClass<I> & (new (options: object) => I);
  return new make({ ...config, inputAxes, outputAxes });
}

/**
 * A dense layer along any axes: `activation(einsum(equation, x, kernel) + bias)`. `"abc,cd->abd"` is `dense` on sequences,
 * `"abc,cde->abde"` gives each step a matrix. Letters that are in the input and the output are kept, letters of the kernel
 * that are in the output are new axes, and those in input and kernel alone are summed up. `...` at the start or the end of
 * input and output stands for any axes.
 *
 * @param equation - `"input,kernel->output"`, a letter an axis, the first of them that of the rows.
 * @param outputShape - The lengths of the output after the rows, `null` for those that the input has.
 * @throws RangeError for an equation that does not fit the shapes, TypeError for options or names that do not exist.
 * @example
 * einsumDense("abc,cd->abd", [null, 64], { biasAxes: "d" }).apply(zeros([2, 10, 8])).shape; // [2, 10, 64]
 */
export function einsumDense(
  equation: string,
  outputShape: number | readonly (number | null)[],
  options: EinsumDenseOptions = {},
): EinsumDense {
  return new EinsumDense({ ...options, equation, outputShape });
}
