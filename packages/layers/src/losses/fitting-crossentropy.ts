import { type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { BinaryCrossentropy } from "./binary-crossentropy";
import { CategoricalCrossentropy } from "./categorical-crossentropy";
import { Loss } from "./loss";
import { SparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy";

/**
 * The cross-entropy that fits the shapes, which the name "crossentropy" stands for, by Keras's rule: one column is binary,
 * class numbers are sparse, the rest is one-hot.
 */
export class FittingCrossentropy extends Loss {
  /** The name that Keras knows it by. */
  static readonly className: string = "crossentropy";

  constructor() {
    super("crossentropy", "crossentropy");
  }

  override unreduced(yTrue: TensorLike, yPred: TensorLike): { values: Tensor; mask: Tensor | undefined } {
    const [t, p] = [tensor(yTrue), tensor(yPred)];
    return fitting(t.shape, p.shape).unreduced(t, p);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return fitting(yTrue.shape, yPred.shape).perSample(yTrue, yPred);
  }

  override checkTargets(
    targets: ArrayLike<number>,
    shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    fitting(shape, outputShape).checkTargets(targets, shape, outputShape);
  }

  override targetShape(): undefined {
    return undefined;
  }

  getConfig(): Record<string, unknown> {
    return {};
  }
}

function fitting(shape: readonly number[], outputShape: readonly number[]): Loss {
  const columns = outputShape[outputShape.length - 1] ?? 1;
  if (columns === 1 || outputShape.length < 2) return new BinaryCrossentropy();
  const sparse = shape.length < outputShape.length || shape[shape.length - 1] === 1;
  return sparse ? new SparseCategoricalCrossentropy() : new CategoricalCrossentropy();
}
