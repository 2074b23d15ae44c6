import { type Tensor, where } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { meanOfLastAxis } from "./mean-of-last-axis";

/** Options of {@link huber}. */
export interface HuberOptions extends LossOptions {
  /** From this size on an error counts by its size instead of its square; above 0. Default 1. */
  readonly delta?: number;
}

/** See {@link huber}. */
export class Huber extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Huber";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["huberLoss"];
  private readonly delta: number;

  constructor(options: HuberOptions = {}) {
    const given = readLossOptions("huber", "huber_loss", options, { delta: 1 });
    super("huber", given.name, given.reduction, given.dtype);
    this.delta = checkNumber("huber", "delta", given.delta, { above: 0 });
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { delta } = this;
    const error = yPred.sub(yTrue);
    const size = error.abs();
    const far = size.mul(delta).sub(0.5 * delta * delta);
    return meanOfLastAxis(where(size.lessEqual(delta), error.square().mul(0.5), far));
  }

  // Keras itself does not write delta, but reads it.
  getConfig(): Record<string, unknown> {
    return this.delta === 1 ? this.baseConfig() : { ...this.baseConfig(), delta: this.delta };
  }
}

/**
 * The mean along the last axis of `e² / 2` for errors `e` up to `delta` and of `delta |e| - delta² / 2` for larger ones, so
 * that outliers pull less (Huber 1964, https://doi.org/10.1214/aoms/1177703732).
 *
 * @throws RangeError when targets and predictions have different shapes, and for a `delta` that is not above 0.
 * @example
 * huber().call([[0], [0]], [[1], [3]]).item(); // 1.5
 */
export function huber(options: HuberOptions = {}): Huber {
  return new Huber(options);
}
