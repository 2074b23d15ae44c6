import {
  isTensor,
  type NdArrayLike,
  type Tensor,
  type TensorLike,
  tensor,
  type Variable,
  variable,
} from "@wellfit/core";
import { readOptions } from "../common/options";
import type { SerializedObject } from "../common/resolve";
import { nextSeed } from "../common/seed";
import { anyRows, type BatchShape, type Shapes, shapeList } from "../common/shapes";
import type { KerasArguments } from "../layers/call-arguments";
import type { CallOptions } from "../layers/call-options";
import type { CallContext } from "../layers/context";
import { Layer } from "../layers/layer";
import type { LayerNode } from "../layers/symbolic";
import { flattenTensors, mapTensors, type Tensors } from "../layers/tensors";
import type { Optimizer } from "../optimizers/optimizer";
import type { LoadWeightsOptions } from "../serialization/read-weights";
import type { SaveOptions, SaveWeightsOptions } from "../serialization/save-model";
import type { FileSource } from "../serialization/source-bytes";
import { type Batches, isBatches } from "./batches";
import { type Compiled, type CompileOptions, compileConfig, readCompileOptions } from "./compile";
import { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate";
import { fit } from "./fit";
import type { FitOptions } from "./fit-options";
import type { History } from "./history";
import { layerConfig } from "./layer-config";
import type { InputData } from "./named-data";
import type { InputSpec, Network } from "./network";
import { Pool } from "./pool";
import { type PredictOptions, type Predictors, predict } from "./predict";
import { type SummaryRow, summaryTable } from "./summary";
import { copyWeights, replaceWeights, weightPaths } from "./weights";

/**
 * Layers that are trained and used together. Made by `sequential` and `functional`; a model of your own extends this, keeps
 * its layers with `track` and implements `call`. `Out` is what it gives: a tensor, an array or an object of tensors.
 */
export abstract class Model<Out extends Tensors = Tensor> extends Layer implements Network {
  /** Set it to true in a callback to end training. */
  stopTraining = false;
  /** The number of training steps so far, from which random layers draw. */
  readonly randomStep: Variable = variable(tensor(0, { dtype: "int32" }), {
    name: "randomStep",
    trainable: false,
  });
  /** What orders of rows are drawn from: the seed, and how many were drawn. */
  readonly shuffler: { readonly seed: number; rounds: number } = { seed: nextSeed(), rounds: 0 };
  private settings: Compiled | undefined;
  private readonly predictors: Predictors = new Pool(16);

  /** The layers, from the input to the output. */
  get layers(): readonly Layer[] {
    return this.sublayers.map(({ layer }) => layer);
  }

  /** What it takes: one input of any name, when it does not say otherwise. */
  get inputSpecs(): readonly InputSpec[] {
    const shapes = this.builtFor === undefined ? [undefined] : shapeList(this.builtFor);
    return shapes.map((shape, i) => ({
      name: shapes.length === 1 ? "input" : `input_${i}`,
      shape,
      dtype: this.dtype,
    }));
  }

  /** What its outputs are called. */
  get outputNames(): readonly string[] {
    return ["output"];
  }

  /** The layers that its outputs come from, as far as they are known. */
  get outputLayers(): readonly Layer[] {
    return [];
  }

  /**
   * Says how the model is trained. Traced programs are made when data comes.
   *
   * @throws TypeError for names and options that do not exist, with those that do.
   * @example
   * model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.001 }), metrics: ["accuracy"] });
   */
  compile(options: CompileOptions): void {
    this.settings = readCompileOptions(options, this.outputNames);
  }

  /** What `compile` was given; throws before. */
  get compiled(): Compiled {
    if (this.settings !== undefined) return this.settings;
    throw new Error(`${this.name}: the model is not compiled; call compile({ loss, optimizer }) first`);
  }

  /** The optimizer that `compile` was given, whose `learningRate` may be set at any time. */
  get optimizer(): Optimizer {
    return this.compiled.optimizer;
  }

  /**
   * Trains the model on rows `x` and targets `y`, and resolves with what happened. Every step is one compiled program; the
   * thread is left to others about every 16 ms.
   *
   * @param x - `[rows, …]`: a tensor, `{ data, shape }`, a typed array or nested arrays. Converted to float32. For several
   *   inputs an array of these, or an object by the names of the inputs. Or batches: an (async) iterable of `[x, y]` or
   *   `[x, y, sampleWeight]`, or a function that returns one for each epoch; then there is no `y`.
   * @param y - One target a row: `[rows]`, `[rows, 1]` or the shape of the output; for several outputs an array or an object.
   * @throws (as a rejection) TypeError or RangeError for data and options that do not fit, NonFiniteError when the loss or a
   *   gradient stops being finite, the signal's reason when it is aborted.
   * @example
   * const history = await model.fit(x, y, { epochs: 100, validationData: [xDev, yDev], verbose: 0 });
   * history.history.loss.at(-1);
   */
  async fit(x: InputData, y: InputData, options?: FitOptions): Promise<History>;
  async fit(batches: Batches, options?: FitOptions): Promise<History>;
  async fit(x: InputData | Batches, ...rest: unknown[]): Promise<History> {
    const batches = isBatches(x);
    const [y, options = {}] = (batches ? [undefined, ...rest] : rest) as [unknown, FitOptions | undefined];
    return fit(this, x, y, options);
  }

  /**
   * The loss and metrics on rows `x` and targets `y`. When they come from the test part of a split of `@wellfit/data`,
   * that is recorded there (`evaluations(test)`), and a warning is printed when the part is evaluated a second time;
   * `validationData` of `fit` counts as one evaluation.
   *
   * @example
   * const { loss, accuracy } = await model.evaluate(xTest, yTest);
   */
  async evaluate(x: InputData, y: InputData, options: EvaluateOptions = {}): Promise<Evaluation> {
    return evaluate(this, x, y, options);
  }

  /**
   * The outputs for rows `x`.
   *
   * @throws TypeError or RangeError for data that does not fit.
   * @example
   * model.predict([[0.5, 1.5]]).toArray();
   */
  predict(x: InputData, options: PredictOptions = {}): Out {
    return this.arrange(predict(this, this.predictors, x, options)) as Out;
  }

  /** Copies of all weights, in Keras's order. */
  getWeights(): NdArrayLike[] {
    this.mustBeBuilt("getWeights");
    return copyWeights(this.weights);
  }

  /**
   * Replaces all weights.
   *
   * @param weights - As `getWeights` gives them.
   * @throws RangeError that names the weight whose shape differs; nothing is changed then.
   */
  setWeights(weights: readonly TensorLike[]): void {
    this.mustBeBuilt("setWeights");
    replaceWeights(`${this.name}: setWeights`, this.weights, weights, weightPaths(this));
  }

  /**
   * Saves the model to a file: architecture, weights, how it is trained and what the optimizer remembers. Keras reads it.
   *
   * @param place - A path that ends in `.keras` or `.h5`; in a page the name of a download, `indexeddb://name.keras` or
   *   `opfs://folder/name.keras`. A file is there whole or not at all. With `null` the bytes are returned.
   * @throws (as a rejection) TypeError for another ending, Error when the model has no weights yet or it cannot be written.
   * @example
   * await model.save("best.keras");
   */
  async save(place: string, options?: SaveOptions): Promise<void>;
  async save(place: null, options?: SaveOptions): Promise<Uint8Array>;
  async save(place: string | null, options: SaveOptions = {}): Promise<unknown> {
    const { saveModel } = await import("../serialization/save-model");
    return saveModel(this, place, options);
  }

  /**
   * Saves the weights, and in `.weights.h5` what the optimizer remembers.
   *
   * @param place - As for `save`, ending in `.weights.h5` or `.safetensors`; with `null` the bytes are returned.
   * @throws (as a rejection) TypeError for another ending, Error when the model has no weights yet or it cannot be written.
   * @example
   * await model.saveWeights("best.weights.h5");
   */
  async saveWeights(place: string, options?: SaveWeightsOptions): Promise<void>;
  async saveWeights(place: null, options?: SaveWeightsOptions): Promise<Uint8Array>;
  async saveWeights(place: string | null, options: SaveWeightsOptions = {}): Promise<unknown> {
    const { saveWeights } = await import("../serialization/save-model");
    return saveWeights(this, place, options);
  }

  /**
   * Puts the weights in a file into the model; nothing is changed unless all fits.
   *
   * @param source - A path or another place as for `save`, or the bytes of a file: `.weights.h5`, `.keras`, `.h5` or
   *   `.safetensors`.
   * @param options - `skipMismatch` leaves out what does not fit, `byName` finds layers by their names.
   * @returns What was left out, in words; empty unless `skipMismatch` is given.
   * @throws (as a rejection) an Error that says what is wrong with the file, or what does not fit.
   * @example
   * await model.loadWeights("best.weights.h5");
   */
  async loadWeights(source: FileSource, options: LoadWeightsOptions = {}): Promise<readonly string[]> {
    const { loadWeights } = await import("../serialization/load-weights");
    return loadWeights(this, source, options);
  }

  /**
   * Prints a table of the layers with their output shapes and numbers of weights.
   *
   * @param options - `printFn` receives the table; `console.log` by default.
   * @returns The table.
   */
  summary(options: { readonly printFn?: (text: string) => void } = {}): string {
    const { printFn } = readOptions("summary", options, {
      printFn: (text: string): void => console.log(text),
    });
    const table = summaryTable(this, this.summaryRows());
    printFn(table);
    return table;
  }

  override get kerasModule(): string {
    return "keras";
  }

  /** The model in the form that Keras 3 writes to files, without the weights; what `JSON.stringify(model)` writes. */
  toJSON(): SerializedObject & { readonly compile_config?: Readonly<Record<string, unknown>> } {
    return {
      ...layerConfig(this),
      ...(this.settings === undefined ? {} : { compile_config: compileConfig(this.settings) }),
    };
  }

  override writeCall(node: LayerNode): KerasArguments {
    const { args, kwargs } = super.writeCall(node);
    return { args, kwargs: { mask: null, ...kwargs } };
  }

  /** Everything from the inputs to the outputs, as lists. */
  forward(inputs: readonly Tensor[], context: CallContext): readonly Tensor[] {
    const one = inputs.length === 1 && !this.takesMany;
    return flattenTensors(this.run(one ? (inputs[0] as Tensor) : inputs, context));
  }

  /** Builds the model for inputs of these shapes, as a list. */
  prepare(inputShapes: readonly BatchShape[]): void {
    this.build(inputShapes.length === 1 && !this.takesMany ? (inputShapes[0] as BatchShape) : inputShapes);
  }

  /** The shapes of the outputs, as lists. */
  outputShapes(inputShapes: readonly BatchShape[]): readonly BatchShape[] {
    const one = inputShapes.length === 1 && !this.takesMany;
    const shapes = this.computeOutputShape(one ? (inputShapes[0] as BatchShape) : inputShapes);
    if (!Array.isArray(shapes)) {
      const byName = shapes as Readonly<Record<string, BatchShape>>;
      // In the order of flattenTensors.
      return Object.keys(byName)
        .sort()
        .map((name) => byName[name] as BatchShape);
    }
    return shapeList(shapes as Shapes);
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    const inputs = mapTensors(x, (one) => this.castInput(one));
    if (!this.built) {
      const shapes = flattenTensors(inputs).map((one) => anyRows(one.shape));
      this.build(isTensor(inputs) ? (shapes[0] as BatchShape) : shapes);
    }
    const { training = context.training } = options;
    return this.call(inputs, training === context.training ? context : { ...context, training }, options);
  }

  /** The lines of {@link summary}. */
  protected summaryRows(): readonly SummaryRow[] {
    return this.layers.map((layer) => ({
      name: layer.name,
      className: layer.className,
      outputShapes: undefined,
      params: layer.countParams(),
    }));
  }

  /** Outputs as users get them: one alone, several as an array. */
  protected arrange(outputs: readonly Tensor[]): Tensors {
    return outputs.length === 1 ? (outputs[0] as Tensor) : outputs;
  }

  override layersWithin(): readonly Layer[] {
    return this.layers;
  }

  /** Forgets traced programs, because the layers changed. */
  protected changed(): void {
    this.settings = this.settings && { ...this.settings, pool: new Pool(4) };
    this.predictors.clear();
  }

  /** Throws before the weights exist. */
  protected mustBeBuilt(where: string): void {
    if (this.built) return;
    throw new Error(
      `${this.name}: ${where}: the model has no weights before it knows the shape of its input; give the first layer ` +
        "inputShape, or call build([null, columns]) or fit first",
    );
  }
}
