import { l2Normalize, type Tensor } from "@wellfit/core";
import { readAxis } from "./axis";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { EPSILON } from "./probabilities";

/** Options of {@link cosineSimilarity}. */
export interface CosineSimilarityOptions extends LossOptions {
  /** The axis along which the numbers of a vector lie. Default -1, the last. */
  readonly axis?: number;
}

/** See {@link cosineSimilarity}. */
export class CosineSimilarity extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CosineSimilarity";
  private readonly axis: number;

  constructor(options: CosineSimilarityOptions = {}) {
    const given = readLossOptions("cosineSimilarity", "cosine_similarity", options, { axis: -1 });
    super("cosineSimilarity", given.name, given.reduction, given.dtype);
    this.axis = readAxis("cosineSimilarity", given.axis);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    return cosine(yTrue, yPred, this.axis).neg();
  }

  getConfig(): Record<string, unknown> {
    return this.axis === -1 ? this.baseConfig() : { ...this.baseConfig(), axis: this.axis };
  }
}

/** The cosine of the angle between vectors along an axis; 0 for a vector of zeros. */
export function cosine(yTrue: Tensor, yPred: Tensor, axis: number): Tensor {
  const unit = (x: Tensor): Tensor => l2Normalize(x, axis, EPSILON ** 2);
  return unit(yTrue).mul(unit(yPred)).sum(axis);
}

/**
 * Minus the cosine of the angle between targets and predictions: -1 where they point the same way, 1 where the opposite way,
 * 0 where they are orthogonal or one of them is zero.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * cosineSimilarity().call([[1, 0], [1, 1]], [[2, 0], [-1, -1]]).item(); // 0
 */
export function cosineSimilarity(options: CosineSimilarityOptions = {}): CosineSimilarity {
  return new CosineSimilarity(options);
}
