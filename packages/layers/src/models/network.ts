import type { DType, Tensor, Variable } from "@wellfit/core";
import type { TrainingModel } from "../callbacks/callback";
import type { BatchShape } from "../common/shapes";
import type { CallContext } from "../layers/context";
import type { Layer } from "../layers/layer";
import type { Weight } from "../layers/weight";
import type { Compiled } from "./compile";

/** What a model says of one of its inputs. */
export interface InputSpec {
  /** The name of its input layer. */
  readonly name: string;
  /** `undefined` before the first data. */
  readonly shape: BatchShape | undefined;
  /** What data is converted to. */
  readonly dtype: DType;
}

/** What training, evaluating and predicting need of a model. Inputs and outputs are lists here, of one when there is one. */
export interface Network extends TrainingModel {
  /** The dtype that targets are converted to. */
  readonly dtype: "float32" | "float64";
  /** The weights that training changes. */
  readonly trainableWeights: readonly Variable[];
  /** The number of training steps so far, int32, from which random layers draw. */
  readonly randomStep: Variable;
  /** What `compile` was given; throws before. */
  readonly compiled: Compiled;
  /** What orders of rows are drawn from. */
  readonly shuffler: { readonly seed: number; rounds: number };
  /** What it takes. */
  readonly inputSpecs: readonly InputSpec[];
  /** What its outputs are called. */
  readonly outputNames: readonly string[];
  /** The layers that its outputs come from, as far as they are known. */
  readonly outputLayers: readonly Layer[];
  /** Makes the weights for inputs of these shapes, or checks that they are those the weights were made for. */
  prepare(inputShapes: readonly BatchShape[]): void;
  /** Lets the layers that read an input look at its data. */
  checkData(values: ArrayLike<number>, shape: readonly number[], index: number): void;
  /** Everything from the inputs to the outputs. */
  forward(inputs: readonly Tensor[], context: CallContext): readonly Tensor[];
  /** The shapes of the outputs. */
  outputShapes(inputShapes: readonly BatchShape[]): readonly BatchShape[];
  /** The penalties of the weights. */
  regularizationLosses(): Tensor[];
  /** The weights that a constraint is applied to after each step. */
  constrainedWeights(): readonly Weight[];
}
