import type { Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { type LossAxes, readAxes } from "./axis";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { EPSILON } from "./probabilities";

/** Options of {@link tversky}. */
export interface TverskyOptions extends LossOptions {
  /** What `sum(t (1 - p))`, the part that was missed, counts; at least 0. Default 0.5. */
  readonly alpha?: number;
  /** What `sum((1 - t) p)`, the part too much, counts; at least 0. Default 0.5. */
  readonly beta?: number;
  /** The axes that are compared as one area. Default all, so that a batch has one loss; `[1, 2, 3]` is one an image. */
  readonly axis?: number | readonly number[] | null;
}

/** See {@link tversky}. */
export class Tversky extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Tversky";
  private readonly alpha: number;
  private readonly beta: number;
  private readonly axis: LossAxes;

  constructor(options: TverskyOptions = {}) {
    const given = readLossOptions("tversky", "tversky", options, {
      alpha: 0.5,
      beta: 0.5,
      axis: undefined as unknown,
    });
    super("tversky", given.name, given.reduction, given.dtype);
    this.alpha = checkNumber("tversky", "alpha", given.alpha, { min: 0 });
    this.beta = checkNumber("tversky", "beta", given.beta, { min: 0 });
    this.axis = readAxes("tversky", given.axis);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { axis } = this;
    const both = yTrue.mul(yPred).sum(axis);
    const missed = yPred.neg().add(1).mul(yTrue).sum(axis);
    const tooMuch = yTrue.neg().add(1).mul(yPred).sum(axis);
    const all = both.add(missed.mul(this.alpha)).add(tooMuch.mul(this.beta)).add(EPSILON);
    return both.div(all).neg().add(1);
  }

  getConfig(): Record<string, unknown> {
    return { ...this.baseConfig(), alpha: this.alpha, beta: this.beta, axis: this.axis ?? null };
  }
}

/**
 * `1 - sum(t p) / (sum(t p) + alpha sum(t (1 - p)) + beta sum((1 - t) p))`: how little an area of targets and one of
 * predictions, both from 0 to 1, overlap, with a price for each kind of error (Salehi et al. 2017,
 * https://arxiv.org/abs/1706.05721). 0.5 for both makes it {@link dice}.
 *
 * Which of the two `alpha` is for is as Keras up to 3.15 computes it; its documentation says the reverse.
 *
 * @throws RangeError when targets and predictions have different shapes, and for a negative `alpha` or `beta`.
 * @example
 * tversky({ alpha: 1, beta: 0 }).call([[1, 0, 1, 0]], [[1, 1, 0, 0]]).item(); // 0.5
 */
export function tversky(options: TverskyOptions = {}): Tversky {
  return new Tversky(options);
}
