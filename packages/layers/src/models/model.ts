import {
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
import { Layer } from "../layers/layer";
import type { Optimizer } from "../optimizers/optimizer";
import type { LoadWeightsOptions } from "../serialization/read-weights";
import type { SaveOptions } from "../serialization/save-model";
import type { FileSource } from "../serialization/source-bytes";
import { type Compiled, type CompileOptions, compileConfig, readCompileOptions } from "./compile";
import { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate";
import { fit } from "./fit";
import type { FitOptions } from "./fit-options";
import type { History } from "./history";
import type { Network } from "./network";
import { Pool } from "./pool";
import { type PredictOptions, type Predictors, predict } from "./predict";
import { type SummaryRow, summaryTable } from "./summary";
import { copyWeights, replaceWeights } from "./weights";

/** Layers that are trained and used together. Made by `sequential`. */
export abstract class Model extends Layer implements Network {
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
  abstract readonly layers: readonly Layer[];

  /**
   * Says how the model is trained. Traced programs are made when data comes.
   *
   * @throws TypeError for names and options that do not exist, with those that do.
   * @example
   * model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.001 }), metrics: ["accuracy"] });
   */
  compile(options: CompileOptions): void {
    this.settings = readCompileOptions(options);
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
   * @param x - `[rows, …]`: a tensor, `{ data, shape }`, a typed array or nested arrays. Converted to float32.
   * @param y - One target a row: `[rows]`, `[rows, 1]` or the shape of the output.
   * @throws (as a rejection) TypeError or RangeError for data and options that do not fit, NonFiniteError when the loss or a
   *   gradient stops being finite, the signal's reason when it is aborted.
   * @example
   * const history = await model.fit(x, y, { epochs: 100, validationData: [xDev, yDev], verbose: 0 });
   * history.history.loss.at(-1);
   */
  async fit(x: TensorLike, y: TensorLike, options: FitOptions = {}): Promise<History> {
    return fit(this, x, y, options);
  }

  /**
   * The loss and metrics on rows `x` and targets `y`.
   *
   * @example
   * const { loss, accuracy } = await model.evaluate(xTest, yTest);
   */
  async evaluate(x: TensorLike, y: TensorLike, options: EvaluateOptions = {}): Promise<Evaluation> {
    return evaluate(this, x, y, options);
  }

  /**
   * The outputs for rows `x`.
   *
   * @throws TypeError or RangeError for data that does not fit.
   * @example
   * model.predict([[0.5, 1.5]]).toArray();
   */
  predict(x: TensorLike, options: PredictOptions = {}): Tensor {
    return predict(this, this.predictors, x, options);
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
    replaceWeights(`${this.name}: setWeights`, this.weights, weights);
  }

  /**
   * Saves the model to a file: architecture, weights, how it is trained and what the optimizer remembers. Keras reads it.
   *
   * @param place - A path that ends in `.keras` or `.h5`; in a page the name of a download, `indexeddb://name.keras` or
   *   `opfs://folder/name.keras`. A file is there whole or not at all.
   * @throws (as a rejection) TypeError for another ending, Error when the model has no weights yet or it cannot be written.
   * @example
   * await model.save("best.keras");
   */
  async save(place: string, options: SaveOptions = {}): Promise<void> {
    const { saveModel } = await import("../serialization/save-model");
    await saveModel(this, place, options);
  }

  /**
   * Saves the weights, and in `.weights.h5` what the optimizer remembers.
   *
   * @param place - As for `save`, ending in `.weights.h5` or `.safetensors`.
   * @throws (as a rejection) TypeError for another ending, Error when the model has no weights yet or it cannot be written.
   * @example
   * await model.saveWeights("best.weights.h5");
   */
  async saveWeights(place: string): Promise<void> {
    const { saveWeights } = await import("../serialization/save-model");
    await saveWeights(this, place);
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

  /** The model in the form that Keras 3 writes to files, without the weights; what `JSON.stringify(model)` writes. */
  toJSON(): SerializedObject & { readonly compile_config?: Readonly<Record<string, unknown>> } {
    return {
      module: "keras",
      class_name: this.className,
      config: this.getConfig(),
      registered_name: null,
      ...(this.inputShape === undefined ? {} : { build_config: { input_shape: this.inputShape } }),
      ...(this.settings === undefined ? {} : { compile_config: compileConfig(this.settings) }),
    };
  }

  /** The weights of all layers, in order. */
  override get weights(): readonly Variable[] {
    return this.layers.flatMap((layer) => layer.weights);
  }

  /** The weights that training changes: those of the layers that are not frozen. */
  override get trainableWeights(): readonly Variable[] {
    return this.trainable ? this.layers.flatMap((layer) => layer.trainableWeights) : [];
  }

  /** The penalties of the weights of all layers. */
  override regularizationLosses(): Tensor[] {
    return this.trainable ? this.layers.flatMap((layer) => layer.regularizationLosses()) : [];
  }

  /** The lines of {@link summary}. */
  protected abstract summaryRows(): readonly SummaryRow[];

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
