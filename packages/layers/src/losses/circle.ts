import { cast, eye, logSumExp, softplus, type Tensor, where } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";
import { matchTargets } from "./match-targets";
import { readFlag } from "./probabilities";

/** Options of {@link circle}. */
export interface CircleOptions extends LossOptions {
  /** How much steeper the loss is than the similarities; above 0. Default 80. */
  readonly gamma?: number;
  /** How far from 0 and 1 similarities are good enough; at least 0. Default 0.4. */
  readonly margin?: number;
  /** Whether a row is not compared with itself. Default true. */
  readonly removeDiagonal?: boolean;
}

/** What stands for minus infinity, of which gradients would make NaN. */
const LEAST = -1e30;

/** See {@link circle}. */
export class Circle extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "Circle";
  private readonly gamma: number;
  private readonly margin: number;
  private readonly removeDiagonal: boolean;

  constructor(options: CircleOptions = {}) {
    const given = readLossOptions("circle", "circle", options, {
      gamma: 80,
      margin: 0.4,
      removeDiagonal: true,
    });
    super("circle", given.name, given.reduction, given.dtype);
    this.gamma = checkNumber("circle", "gamma", given.gamma, { above: 0 });
    this.margin = checkNumber("circle", "margin", given.margin, { min: 0 });
    this.removeDiagonal = readFlag("circle", "removeDiagonal", given.removeDiagonal);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const { gamma, margin } = this;
    const rows = yPred.shape[0] as number;
    const distance = yPred.matmul(yPred.transpose()).neg().add(1).relu();
    const labels = cast(yTrue, "int32");
    const same = labels.expandDims(1).equal(labels.expandDims(0));
    const positive = this.removeDiagonal ? same.mul(eye(rows, rows, 0, "bool").equal(0)) : same;
    const pull = distance.add(margin).mul(distance.neg().add(margin)).mul(-gamma);
    const push = distance
      .neg()
      .add(1 + margin)
      .relu()
      .mul(distance.neg().add(1 - margin))
      .mul(gamma);
    const p = logSumExp(where(positive, pull, LEAST), 1);
    const n = logSumExp(where(same, LEAST, push), 1);
    return softplus(p.add(n));
  }

  override targetShape(outputShape: readonly number[]): readonly number[] {
    return outputShape.slice(0, 1);
  }

  getConfig(): Record<string, unknown> {
    return {
      ...this.baseConfig(),
      gamma: this.gamma,
      margin: this.margin,
      remove_diagonal: this.removeDiagonal,
    };
  }

  protected override match(yTrue: Tensor, yPred: Tensor): Tensor {
    if (yPred.rank !== 2) {
      throw new RangeError(
        `${this.name}: received predictions of shape [${yPred.shape.join(", ")}], expected one vector a row, ` +
          "[rows, length]; add flatten() before",
      );
    }
    return matchTargets(this.name, yTrue, this.targetShape(yPred.shape));
  }

  protected override valuesMask(_yTrue: Tensor, _yPred: Tensor, values: Tensor): Tensor {
    return values.greater(0);
  }
}

/**
 * Pulls vectors of the same class together and pushes those of others apart, by the cosine of the angle between each two rows
 * of a batch (Sun et al. 2020, https://arxiv.org/abs/2002.10857). Predictions are vectors of length 1, as unitNormalization
 * makes them; targets are class numbers. Rows with nothing left to do do not count in a mean.
 *
 * @throws RangeError when there is not one target a row of predictions.
 * @example
 * circle({ reduction: "none" }).call([0, 0, 1], [[1, 0], [1, 0], [0, 1]]).shape; // [3]
 */
export function circle(options: CircleOptions = {}): Circle {
  return new Circle(options);
}
