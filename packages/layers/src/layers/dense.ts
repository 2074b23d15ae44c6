import type { Tensor, Variable } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../activations/resolve-activation";
import { checkNumber, readOptions } from "../common/options";
import { serialize } from "../common/resolve";
import { type BatchShape, showBatchShape } from "../common/shapes";
import type { Initializer } from "../initializers/initializer";
import { type InitializerLike, resolveInitializer } from "../initializers/resolve-initializer";
import type { Regularizer } from "../regularizers/regularizer";
import { type RegularizerLike, resolveRegularizer } from "../regularizers/resolve-regularizer";
import { refuseConstraints } from "./constraints";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link dense}. */
export interface DenseOptions extends LayerOptions {
  /** What is applied to the output. Default: nothing (linear). */
  readonly activation?: ActivationLike;
  /** Whether a number is added to each unit. Default true. */
  readonly useBias?: boolean;
  /** Default "glorotUniform". */
  readonly kernelInitializer?: InitializerLike;
  /** Default "zeros". */
  readonly biasInitializer?: InitializerLike;
  /** A penalty on the kernel. Default none. */
  readonly kernelRegularizer?: RegularizerLike;
  /** A penalty on the bias. Default none. */
  readonly biasRegularizer?: RegularizerLike;
}

/** See {@link dense}. */
export class Dense extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Dense";
  /** The number of outputs. */
  readonly units: number;
  /** What is applied to the output. */
  readonly activation: ActivationFunction;
  private readonly useBias: boolean;
  private readonly kernelInitializer: Initializer;
  private readonly biasInitializer: Initializer;
  private readonly kernelRegularizer: Regularizer | undefined;
  private readonly biasRegularizer: Regularizer | undefined;
  private kernel: Variable | undefined;
  private bias: Variable | undefined;

  constructor(options: DenseOptions & { readonly units: number }) {
    const given = readOptions("dense", refuseConstraints("dense", options), {
      ...layerDefaults,
      units: undefined as number | undefined,
      activation: undefined as unknown,
      useBias: true,
      kernelInitializer: "glorotUniform" as unknown,
      biasInitializer: "zeros" as unknown,
      kernelRegularizer: undefined as unknown,
      biasRegularizer: undefined as unknown,
    });
    super("dense", given);
    this.units = checkNumber("dense", "units", given.units, { integer: true, min: 1 });
    this.activation = resolveActivation(given.activation, "dense: activation");
    this.useBias = given.useBias;
    this.kernelInitializer = resolveInitializer(given.kernelInitializer, "dense: kernelInitializer");
    this.biasInitializer = resolveInitializer(given.biasInitializer, "dense: biasInitializer");
    this.kernelRegularizer = resolveRegularizer(given.kernelRegularizer, "dense: kernelRegularizer");
    this.biasRegularizer = resolveRegularizer(given.biasRegularizer, "dense: biasRegularizer");
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return [...inputShape.slice(0, -1), this.units];
  }

  override call(x: Tensor): Tensor {
    const product = x.matmul((this.kernel as Variable).value);
    return this.activation(this.bias === undefined ? product : product.add(this.bias.value));
  }

  override getConfig(): Record<string, unknown> {
    const regularizer = (r: Regularizer | undefined): unknown =>
      r === undefined ? null : serialize(r, "keras.regularizers");
    return {
      ...super.getConfig(),
      units: this.units,
      activation: activationName(this.activation),
      use_bias: this.useBias,
      kernel_initializer: serialize(this.kernelInitializer, "keras.initializers"),
      bias_initializer: serialize(this.biasInitializer, "keras.initializers"),
      kernel_regularizer: regularizer(this.kernelRegularizer),
      bias_regularizer: regularizer(this.biasRegularizer),
      kernel_constraint: null,
      bias_constraint: null,
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
    this.kernel = this.addWeight("kernel", [columns, this.units], {
      initializer: this.kernelInitializer,
      regularizer: this.kernelRegularizer,
    });
    if (!this.useBias) return;
    this.bias = this.addWeight("bias", [this.units], {
      initializer: this.biasInitializer,
      regularizer: this.biasRegularizer,
    });
  }
}

/**
 * A fully connected layer: `activation(x · kernel + bias)`, from `[batch, …, columns]` to `[batch, …, units]`.
 *
 * @param units - The number of outputs; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001) });
 */
export function dense(units: number, options: DenseOptions = {}): Dense {
  return new Dense({ ...options, units });
}
