import {
  cast,
  type DType,
  type Shape,
  type Tensor,
  type TensorLike,
  tensor,
  type Variable,
  variable,
} from "@wellfit/core";
import { snakeCase } from "../common/names";
import { checkChoice } from "../common/options";
import { type Configurable, type ConfigurableClass, serialize } from "../common/resolve";
import { type BatchShape, fits, rowSize, showBatchShape } from "../common/shapes";
import { glorotUniform } from "../initializers/glorot-uniform";
import type { Regularizer } from "../regularizers/regularizer";
import { type RegularizerLike, resolveRegularizer } from "../regularizers/resolve-regularizer";
import { type CallContext, forwardPass } from "./context";
import { fromKerasDType, toKerasDType } from "./dtype-policy";
import { checkName } from "./name";
import type { Weight, WeightOptions } from "./weight";

/** Options of every layer. */
export interface LayerOptions {
  /** The name in summaries, errors and files. Default: the kind of layer, with a number from the second on. */
  readonly name?: string;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean;
  /** The dtype of weights and outputs. Default "float32". */
  readonly dtype?: "float32" | "float64";
  /** The shape of one row of the input, for a model's first layer: `[784]`, `[28, 28, 1]`. */
  readonly inputShape?: Shape;
  /** A penalty on the output, divided by the number of rows as in Keras. Default none. */
  readonly activityRegularizer?: RegularizerLike;
}

/** The defaults that {@link readOptions} needs for {@link LayerOptions}; layers spread them into their own. */
export const layerDefaults: {
  name: string | undefined;
  trainable: boolean;
  dtype: unknown;
  inputShape: Shape | undefined;
  activityRegularizer: unknown;
} = {
  name: undefined,
  trainable: true,
  dtype: "float32",
  inputShape: undefined,
  activityRegularizer: undefined,
};

/**
 * A step of a model, with its weights. A layer of your own extends this, has a static `className`, implements `call` and,
 * where they differ, `build`, `computeOutputShape` and `getConfig`.
 */
export abstract class Layer implements Configurable {
  /** The name in summaries, errors and files. */
  name: string;
  /** Whether the name was given, so that a model leaves it alone. */
  readonly named: boolean;
  /** Whether training changes the weights; takes effect with the next `compile`. */
  trainable: boolean;
  /** The dtype of weights and outputs. */
  readonly dtype: "float32" | "float64";
  /** The shape of the input with a free first axis, when the layer was made with `inputShape`. */
  readonly batchInputShape: BatchShape | undefined;
  /** The penalty on the output. */
  readonly activityRegularizer: Regularizer | undefined;
  /** The shape it was built for. */
  protected builtFor: BatchShape | undefined;
  private readonly own: Weight[] = [];
  private calls = 0;

  /** Reads what all layers share; `where` is what error messages call the layer. */
  constructor(where: string, options: { readonly [K in keyof LayerOptions]?: unknown }) {
    this.name = options.name === undefined ? snakeCase(this.className) : checkName(where, options.name);
    this.named = options.name !== undefined;
    this.trainable = (options.trainable as boolean | undefined) ?? true;
    this.dtype = checkChoice(where, "dtype", fromKerasDType(options.dtype ?? "float32"), [
      "float32",
      "float64",
    ] as const);
    this.batchInputShape =
      options.inputShape === undefined ? undefined : [null, ...checkInputShape(where, options.inputShape)];
    this.activityRegularizer = resolveRegularizer(
      options.activityRegularizer,
      `${where}: activityRegularizer`,
    );
  }

  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Layer>).className;
  }

  /** Whether the weights exist. */
  get built(): boolean {
    return this.builtFor !== undefined;
  }

  /** The shape of the input it was built for. */
  get inputShape(): BatchShape | undefined {
    return this.builtFor;
  }

  /** All weights, those that training changes first. */
  get weights(): readonly Variable[] {
    const all = this.ownWeights().map((weight) => weight.variable);
    return [...all.filter((v) => v.trainable), ...all.filter((v) => !v.trainable)];
  }

  /** The weights that training changes: none when the layer is frozen. */
  get trainableWeights(): readonly Variable[] {
    return this.trainable ? this.weights.filter((v) => v.trainable) : [];
  }

  /** The weights that training leaves alone. */
  get nonTrainableWeights(): readonly Variable[] {
    const trained = this.trainableWeights;
    return this.weights.filter((v) => !trained.includes(v));
  }

  /** The number of numbers in the weights; 0 before the layer is built. */
  countParams(): number {
    return this.weights.reduce((sum, v) => sum + v.size, 0);
  }

  /** The penalties of the weights, as scalars; those of outputs arise when the layer is called. */
  regularizationLosses(): Tensor[] {
    if (!this.trainable) return [];
    return this.ownWeights().flatMap(({ variable, regularizer }) =>
      regularizer === undefined || !variable.trainable ? [] : [regularizer.call(variable.value)],
    );
  }

  /** The shape of the output for a shape of the input. */
  computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  /**
   * Makes the weights for a shape of the input, once.
   *
   * @throws RangeError when the layer cannot take that shape.
   */
  build(inputShape: BatchShape): void {
    if (this.builtFor !== undefined) {
      if (!fits(inputShape, this.builtFor)) this.refuse(inputShape);
      return;
    }
    this.makeWeights(inputShape);
    this.builtFor = inputShape;
  }

  /** Applies the layer, building it first if need be. */
  apply(x: TensorLike, options: { readonly training?: boolean } = {}): Tensor {
    return this.run(tensor(x), forwardPass(options.training ?? false, this.calls++));
  }

  /** Applies the layer within a walk through a model: checks the shape, converts the dtype, notes penalties. */
  run(x: Tensor, context: CallContext): Tensor {
    const builtFor = this.builtFor;
    if (builtFor === undefined) this.build([null, ...x.shape.slice(1)]);
    else if (!this.takes(x.shape, builtFor)) this.refuse(x.shape);
    const y = this.call(this.castInput(x), context);
    context.onOutput?.(this, y);
    if (this.activityRegularizer !== undefined) {
      context.addLoss(this.activityRegularizer.call(y).div(y.shape[0] ?? 1));
    }
    return y;
  }

  /** What the layer computes. */
  abstract call(x: Tensor, context: CallContext): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  getConfig(): Record<string, unknown> {
    const config: Record<string, unknown> = {
      name: this.name,
      trainable: this.trainable,
      dtype: toKerasDType(this.dtype),
    };
    if (this.activityRegularizer !== undefined) {
      config.activity_regularizer = serialize(this.activityRegularizer, "keras.regularizers");
    }
    return config;
  }

  /** Creates the weights in `build`; nothing by default. */
  protected makeWeights(_inputShape: BatchShape): void {}

  /** A weight of this layer, with its first values. Called in `makeWeights`. */
  protected addWeight(name: string, shape: Shape, options: WeightOptions = {}): Variable {
    const initial = (options.initializer ?? glorotUniform()).call(shape, this.dtype);
    const made = variable(initial, {
      name: `${this.name}/${name}`,
      trainable: options.trainable ?? true,
      dtype: this.dtype,
    });
    this.own.push({ name, shape, variable: made, regularizer: options.regularizer });
    return made;
  }

  /** The weights with their penalties; layers that hold others add theirs. */
  protected ownWeights(): readonly Weight[] {
    return this.own;
  }

  /** Whether an input fits what the layer was built for: here every axis but the first. */
  protected takes(shape: Shape, builtFor: BatchShape): boolean {
    return fits(shape, builtFor);
  }

  /** The input in the layer's dtype. */
  protected castInput(x: Tensor): Tensor {
    const from: DType = x.dtype;
    return from === this.dtype ? x : cast(x, this.dtype);
  }

  /** Throws for an input that does not fit, with what would. */
  protected refuse(received: BatchShape, expected: BatchShape = this.builtFor ?? []): never {
    throw new RangeError(
      `${this.name}: expected input of shape ${showBatchShape(expected)}, received ${showBatchShape(received)}; ` +
        mend(received, expected),
    );
  }
}

function mend(received: BatchShape, expected: BatchShape): string {
  const [have, want] = [rowSize(received), rowSize(expected)];
  if (have !== null && have === want) {
    return expected.length === 2 ? "add flatten() before it" : "reshape the rows first";
  }
  if (
    received.length === expected.length - 1 &&
    want !== null &&
    received.every((n, i) => n === expected[i + 1])
  ) {
    return "this is one row; put it into an array of rows";
  }
  if (received.length === 2 && expected.length === 2) {
    return `pass rows of ${expected[1]} columns, or make the model with inputShape: [${received[1]}]`;
  }
  return "reshape the data, or make the model with the shape that the data has";
}

function checkInputShape(where: string, shape: unknown): Shape {
  const good = Array.isArray(shape) && shape.every((n) => Number.isInteger(n) && n >= 1);
  if (good) return shape;
  throw new RangeError(
    `${where}: received inputShape ${JSON.stringify(shape)}, expected an array of whole numbers of at least 1 without ` +
      "the batch axis, such as [784] or [28, 28, 1]",
  );
}
