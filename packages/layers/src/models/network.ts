import type { Tensor, Variable } from "@wellfit/core";
import type { TrainingModel } from "../callbacks/callback";
import type { BatchShape } from "../common/shapes";
import type { CallContext } from "../layers/context";
import type { Compiled } from "./compile";

/** What training, evaluating and predicting need of a model. */
export interface Network extends TrainingModel {
  /** The dtype that data is converted to. */
  readonly dtype: "float32" | "float64";
  /** The weights that training changes. */
  readonly trainableWeights: readonly Variable[];
  /** The number of training steps so far, int32, from which random layers draw. */
  readonly randomStep: Variable;
  /** What `compile` was given; throws before. */
  readonly compiled: Compiled;
  /** What orders of rows are drawn from. */
  readonly shuffler: { readonly seed: number; rounds: number };
  /** The shape of the input it was built for. */
  readonly inputShape: BatchShape | undefined;
  /** Makes the weights, or checks that the shape is the one they were made for. */
  build(inputShape: BatchShape): void;
  /** Everything from the input to the output. */
  run(x: Tensor, context: CallContext): Tensor;
  /** The shape of the output. */
  computeOutputShape(inputShape: BatchShape): BatchShape;
  /** The penalties of the weights. */
  regularizationLosses(): Tensor[];
}
