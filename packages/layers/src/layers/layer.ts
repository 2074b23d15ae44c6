import {
  cast,
  type DType,
  isTensor,
  type Shape,
  type Tensor,
  type TensorLike,
  tensor,
  type Variable,
  variable,
} from "@wellfit/core";
import { checkName } from "../common/check-name";
import { snakeCase } from "../common/names";
import { checkChoice } from "../common/options";
import { type Configurable, type ConfigurableClass, serialize } from "../common/resolve";
import { anyRows, areShapes, type BatchShape, fits, type Shapes } from "../common/shapes";
import { glorotUniform } from "../initializers/glorot-uniform";
import type { Regularizer } from "../regularizers/regularizer";
import { type RegularizerLike, resolveRegularizer } from "../regularizers/resolve-regularizer";
import { type CallArguments, type KerasArguments, readArguments, writeArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import { type CallContext, type ForwardPass, forwardPass } from "./context";
import { fromKerasDType, toKerasDType } from "./dtype-policy";
import { traceShapes } from "./infer-shape";
import { type Mask, maskOf, withMask } from "./mask";
import { checkInputShape, refuseShape } from "./refuse";
import {
  isSymbolic,
  LayerNode,
  type OutputShapes,
  type SymbolicInput,
  type SymbolicLike,
  type SymbolicOf,
  symbolic,
} from "./symbolic";
import { flattenTensors, mapTensors, type Tensors } from "./tensors";
import type { Weight, WeightOptions } from "./weight";
import { countWeight } from "./weight-limit";

/** Options of every layer. */
export interface LayerOptions {
  /** The name in summaries, errors and files. Default: the kind of layer, with a number from the second on. */
  readonly name?: string;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean;
  /** The dtype of weights and outputs. Default "float32". */
  readonly dtype?: "float32" | "float64";
  /** The shape of one row of the input, for a model's first layer: `[784]`, `[28, 28, 1]`; `null` for a length that varies. */
  readonly inputShape?: readonly (number | null)[];
  /** A penalty on the output, divided by the number of rows as in Keras. Default none. */
  readonly activityRegularizer?: RegularizerLike;
}

/** The defaults that {@link readOptions} needs for {@link LayerOptions}; layers spread them into their own. */
export const layerDefaults: {
  name: string | undefined;
  trainable: boolean;
  dtype: unknown;
  inputShape: readonly (number | null)[] | undefined;
  activityRegularizer: unknown;
} = {
  name: undefined,
  trainable: true,
  dtype: "float32",
  inputShape: undefined,
  activityRegularizer: undefined,
};

/** A layer within another, and the attribute under which Keras's files keep it. */
export interface Sublayer {
  /** In snake_case, such as "forward_layer". */
  readonly attribute: string;
  /** The layer. */
  readonly layer: Layer;
}

/** Layers are numbered as they are made, so that names do not depend on the order in which a graph is walked. */
let made = 0;

/**
 * A step of a model, with its weights. A layer of your own extends this, has a static `className`, implements `call` and,
 * where they differ, `build`, `computeOutputShape` and `getConfig`; see `defineLayer` for the short way.
 */
export abstract class Layer implements Configurable {
  /** The name in summaries, errors and files. */
  name: string;
  /** Whether the name was given, so that a model leaves it alone. */
  readonly named: boolean;
  /** The dtype of weights and outputs. */
  readonly dtype: "float32" | "float64";
  /** The shape of the input with a free first axis, when the layer was made with `inputShape`. */
  readonly batchInputShape: BatchShape | undefined;
  /** The penalty on the output. */
  readonly activityRegularizer: Regularizer | undefined;
  /** The calls on symbolic tensors so far, in order. */
  readonly nodes: LayerNode[] = [];
  /** Grows from layer to layer in the order in which they were made. */
  readonly serial: number = made++;
  /** Whether the mask of the input is that of the output. */
  supportsMasking = false;
  /** Whether files say which shape it was built for also when it has no weights, as Keras's do for some layers. */
  protected readonly notesShape: boolean = false;
  /** Whether the input is a list of tensors, also when it is written as arrays of numbers. */
  protected readonly takesMany: boolean = false;
  /** The shape it was built for, or the shapes. */
  protected builtFor: Shapes | undefined;
  private readonly own: Weight[] = [];
  private readonly within: Sublayer[] = [];
  private learns: boolean;
  private calls = 0;

  /** Reads what all layers share; `where` is what error messages call the layer. */
  constructor(where: string, options: { readonly [K in keyof LayerOptions]?: unknown }) {
    this.name = options.name === undefined ? snakeCase(this.className) : checkName(where, options.name);
    this.named = options.name !== undefined;
    this.learns = (options.trainable as boolean | undefined) ?? true;
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

  /** Whether training changes the weights; setting it sets it in all layers within, and takes effect with the next `compile`. */
  get trainable(): boolean {
    return this.learns;
  }
  set trainable(value: boolean) {
    this.learns = value;
    for (const layer of this.layersWithin()) layer.trainable = value;
  }

  /** Whether the weights exist. */
  get built(): boolean {
    return this.builtFor !== undefined;
  }

  /** The shape of the input it was built for; `undefined` before, and when there are several inputs. */
  get inputShape(): BatchShape | undefined {
    return this.builtFor === undefined || areShapes(this.builtFor) ? undefined : this.builtFor;
  }

  /** The shape it was built for, or the shapes when there are several inputs. */
  get buildShapes(): Shapes | undefined {
    return this.builtFor;
  }

  /** Layers that it holds, with the attribute under which files keep them. */
  get sublayers(): readonly Sublayer[] {
    return this.within;
  }

  /** The layers within, in order. */
  layersWithin(): readonly Layer[] {
    return this.within.map(({ layer }) => layer);
  }

  /** All weights: its own, those that training changes first, then those of layers within. */
  get weights(): readonly Variable[] {
    const own = this.ownWeights().map((weight) => weight.variable);
    return [
      ...own.filter((v) => v.trainable),
      ...own.filter((v) => !v.trainable),
      ...this.layersWithin().flatMap((layer) => layer.weights),
    ];
  }

  /** The weights that training changes: none when the layer is frozen. */
  get trainableWeights(): readonly Variable[] {
    if (!this.trainable) return [];
    const own = this.ownWeights().map((weight) => weight.variable);
    return [
      ...own.filter((v) => v.trainable),
      ...this.layersWithin().flatMap((layer) => layer.trainableWeights),
    ];
  }

  /** The weights that training leaves alone. */
  get nonTrainableWeights(): readonly Variable[] {
    const trained = this.trainableWeights;
    return this.weights.filter((v) => !trained.includes(v));
  }

  /** What the only call on symbolic tensors gave. */
  get output(): LayerNode["arranged"] {
    const [node, another] = this.nodes;
    if (node === undefined || another !== undefined) {
      throw new Error(
        `${this.name}: output is known for a layer that was applied to a symbolic tensor once, this one was ` +
          `${this.nodes.length} times; use what apply returned`,
      );
    }
    return node.arranged;
  }

  /** The number of numbers in the weights; 0 before the layer is built. */
  countParams(): number {
    return this.weights.reduce((sum, v) => sum + v.size, 0);
  }

  /** Its own weights by name, with what is done to them; not those of layers within. */
  ownWeights(): readonly Weight[] {
    return this.own;
  }

  /** The penalties of the weights, as scalars; those of outputs arise when the layer is called. */
  regularizationLosses(): Tensor[] {
    if (!this.trainable) return [];
    const own = this.ownWeights().flatMap(({ variable, regularizer }) =>
      regularizer === undefined || !variable.trainable ? [] : [regularizer.call(variable.value)],
    );
    return [...own, ...this.layersWithin().flatMap((layer) => layer.regularizationLosses())];
  }

  /** The weights that a constraint is applied to after each step. */
  constrainedWeights(): readonly Weight[] {
    if (!this.trainable) return [];
    return [
      ...this.ownWeights().filter(
        ({ constraint, variable }) => constraint !== undefined && variable.trainable,
      ),
      ...this.layersWithin().flatMap((layer) => layer.constrainedWeights()),
    ];
  }

  /**
   * The shape of the output for a shape of the input. By default the layer is built and traced to see, so that a layer of
   * your own need not say.
   */
  computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    this.build(inputShape);
    return traceShapes(inputShape, this.dtype, options, (x, given) =>
      this.call(x, forwardPass(false, 0), given),
    );
  }

  /** The dtype of the output. */
  computeOutputDType(_inputs: readonly DType[]): DType {
    return this.dtype;
  }

  /**
   * Makes the weights for a shape of the input, once.
   *
   * @throws RangeError when the layer cannot take that shape.
   */
  build(inputShape: Shapes): void {
    if (this.builtFor !== undefined) {
      if (!this.takesShapes(inputShape, this.builtFor)) this.refuse(inputShape);
      return;
    }
    this.makeWeights(inputShape as BatchShape);
    this.builtFor = inputShape;
  }

  /**
   * Applies the layer, building it first if need be.
   *
   * @param x - A tensor or what becomes one, or an array of them for layers that take several; or symbolic tensors, for
   *   `functional`.
   * @returns The output, symbolic when the input is.
   */
  apply(x: SymbolicInput, options?: CallOptions): SymbolicOf<ReturnType<this["call"]>>;
  apply(x: TensorLike | readonly TensorLike[], options?: CallOptions): ReturnType<this["call"]>;
  apply(x: unknown, options: CallOptions = {}): unknown {
    const { training = false, ...rest } = options;
    const list = Array.isArray(x);
    if (list ? x.length > 0 && x.every(isSymbolic) : isSymbolic(x)) {
      const inputs = (list ? x : [x]).map((one: SymbolicLike) => symbolic(one));
      return this.applySymbolic(inputs, list, options).arranged;
    }
    if (x === undefined || x instanceof Layer) {
      throw new TypeError(
        `${this.name}: apply received ${x === undefined ? "nothing" : `the layer ${x.name}`}, expected a tensor, rows of numbers, or ` +
          "what input() or the apply of another layer gave",
      );
    }
    const many = list && (this.takesMany || isTensor(x[0]));
    const inputs = many ? x.map((one: TensorLike) => tensor(one)) : tensor(x as TensorLike);
    const pass = forwardPass(training, this.calls++);
    const y = this.run(inputs, pass, rest);
    settle(pass);
    return y;
  }

  /** Notes a call on symbolic tensors. */
  applySymbolic(inputs: LayerNode["inputs"], list: boolean, options: CallOptions = {}): LayerNode {
    const shapes = list ? inputs.map((x) => x.shape) : (inputs[0] as LayerNode["inputs"][number]).shape;
    this.build(shapes);
    const node = new LayerNode(this, inputs, list, options, {
      shapes: this.computeOutputShape(shapes, options),
      dtype: this.computeOutputDType(inputs.map((x) => x.dtype)),
    });
    this.nodes.push(node);
    return node;
  }

  /** Applies the layer within a walk through a model: checks the shape, converts the dtype, notes penalties and masks. */
  run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    const shapes = shapesOf(x);
    if (this.builtFor === undefined) this.build(areShapes(shapes) ? shapes.map(anyRows) : anyRows(shapes));
    else if (!this.takesShapes(shapes, this.builtFor)) this.refuse(shapes);
    const { training = context.training, ...rest } = options;
    const within = training === context.training ? context : { ...context, training };
    const mask = options.mask ?? masksOf(x);
    const inputs = mapTensors(x, (one) => this.castInput(one));
    const y = this.call(inputs, within, mask === undefined ? rest : { ...rest, mask });
    for (const output of flattenTensors(y)) context.onOutput?.(this, output);
    if (this.activityRegularizer !== undefined) {
      for (const output of flattenTensors(y)) {
        context.addLoss(this.activityRegularizer.call(output).div(output.shape[0] ?? 1));
      }
    }
    return this.masked(y, inputs, mask);
  }

  /**
   * Looks at data that this layer is going to read as it is, when its numbers are known: a compiled program cannot throw.
   * By default any data will do.
   *
   * @param values - The numbers in row-major order.
   * @param index - Which input it is for.
   * @throws RangeError that names what is wrong.
   */
  checkData(_values: ArrayLike<number>, _shape: Shape, _index = 0): void {}

  /**
   * What the layer computes.
   *
   * @param x - A tensor, or an array of them for layers that take several.
   * @param options - The other arguments of the call; `mask` is there when the input has one.
   */
  abstract call(x: Tensors, context: CallContext, options?: CallOptions): Tensors;

  /** The mask of the output: that of the input for layers that keep the steps of a sequence apart, else none. */
  computeMask(_x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    return this.supportsMasking
      ? Array.isArray(mask)
        ? (mask as readonly Mask[])[0]
        : (mask as Mask)
      : undefined;
  }

  /** What a call in a functional model's file means. */
  readCall(given: KerasArguments): CallArguments {
    return readArguments(given);
  }

  /** A call as a functional model's file has it. */
  writeCall(node: LayerNode): KerasArguments {
    return writeArguments(node, false);
  }

  /** The module of Python where Keras finds the class. */
  get kerasModule(): string {
    return "keras.layers";
  }

  /** What files say of the shape that the weights were made for. */
  buildConfig(): { readonly build_config?: Readonly<Record<string, unknown>> } {
    const silent = this.weights.length === 0 && !this.notesShape;
    return silent ? {} : { build_config: { input_shape: this.builtFor ?? null } };
  }

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
  protected makeWeights(_inputShape: Shapes): void {}

  /** A weight of this layer, with its first values. Called in `makeWeights`. */
  protected addWeight(name: string, shape: Shape, options: WeightOptions = {}): Variable {
    const dtype = options.dtype ?? this.dtype;
    countWeight(`${this.name}/${name}`, shape);
    const initial = (options.initializer ?? glorotUniform()).call(
      shape,
      dtype === "int32" ? "float32" : dtype,
    );
    const made = variable(initial, {
      name: `${this.name}/${name}`,
      trainable: options.trainable ?? true,
      dtype,
    });
    const { regularizer, constraint } = options;
    this.own.push({ name, shape, variable: made, regularizer, constraint });
    return made;
  }

  /**
   * Makes another layer part of this one: its weights are counted, trained and saved with it.
   *
   * @param attribute - What Keras's files call it, in snake_case.
   */
  protected track<L extends Layer>(attribute: string, layer: L): L {
    this.within.push({ attribute, layer });
    return layer;
  }

  /** Whether an input fits what the layer was built for: here every axis but the first. */
  protected takes(shape: BatchShape, builtFor: BatchShape): boolean {
    return fits(shape, builtFor);
  }

  /** The input in the layer's dtype. */
  protected castInput(x: Tensor): Tensor {
    const from: DType = x.dtype;
    return from === this.dtype ? x : withMask(cast(x, this.dtype), maskOf(x));
  }

  /** Throws for an input that does not fit, with what would. */
  protected refuse(received: Shapes, expected: Shapes = this.builtFor ?? []): never {
    return refuseShape(this.name, received, expected);
  }

  private takesShapes(shapes: Shapes, builtFor: Shapes): boolean {
    if (!areShapes(shapes) && !areShapes(builtFor)) return this.takes(shapes, builtFor);
    if (!areShapes(shapes) || !areShapes(builtFor)) return false;
    return (
      shapes.length === builtFor.length &&
      shapes.every((shape, i) => this.takes(shape, builtFor[i] as BatchShape))
    );
  }

  private masked(y: Tensors, inputs: Tensors, mask: CallOptions["mask"]): Tensors {
    const out = this.computeMask(inputs, mask);
    if (out === undefined) return y;
    const list = Array.isArray(out) ? (out as readonly Mask[]) : [out as Mask];
    // Only the first output of a layer has the steps of the input, as in Keras's recurrent layers.
    flattenTensors(y).forEach((output, i) => {
      withMask(output, list[i]);
    });
    return y;
  }
}

/** Carries out what a pass asked of weights that training does not move. */
export function settle(pass: ForwardPass, when?: (value: Tensor, old: Tensor) => Tensor): void {
  for (const [weight, value] of pass.updates) {
    weight.assign(when === undefined ? value : when(value, weight.value));
  }
}

function shapesOf(x: Tensors): Shapes {
  return isTensor(x) ? x.shape : flattenTensors(x).map((one) => one.shape);
}

function masksOf(x: Tensors): CallOptions["mask"] {
  if (isTensor(x)) return maskOf(x);
  const masks = flattenTensors(x).map(maskOf);
  return masks.some((mask) => mask !== undefined) ? masks : undefined;
}
