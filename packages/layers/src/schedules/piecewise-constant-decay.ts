import { where as choose, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link piecewiseConstantDecay}. */
export interface PiecewiseConstantDecayOptions {
  /** The name in configs. Default "PiecewiseConstant". */
  readonly name?: string;
}

/** See {@link piecewiseConstantDecay}. */
export class PiecewiseConstantDecay extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "PiecewiseConstantDecay";
  private readonly boundaries: readonly number[];
  private readonly values: readonly number[];
  private readonly name: string;

  constructor(
    options: PiecewiseConstantDecayOptions & {
      readonly boundaries: readonly number[];
      readonly values: readonly number[];
    },
  ) {
    super();
    const where = "piecewiseConstantDecay";
    const { boundaries, values, name } = readOptions(where, options, {
      boundaries: undefined as unknown,
      values: undefined as unknown,
      name: "PiecewiseConstant",
    });
    if (!Array.isArray(boundaries) || !Array.isArray(values) || values.length !== boundaries.length + 1) {
      throw new RangeError(
        `${where}: received boundaries ${show(boundaries)} and values ${show(values)}, expected two arrays with one value ` +
          "more than boundaries, such as [100, 200] and [0.1, 0.01, 0.001]",
      );
    }
    boundaries.forEach((boundary, i) => {
      checkNumber(where, `boundaries[${i}]`, boundary, i === 0 ? {} : { above: boundaries[i - 1] as number });
    });
    values.forEach((value, i) => {
      checkNumber(where, `values[${i}]`, value, { min: 0 });
    });
    this.boundaries = [...boundaries];
    this.values = [...values];
    this.name = name;
  }

  protected override at(step: Tensor): Tensor {
    const first = tensor(this.values[0] as number, { dtype: step.dtype });
    return this.boundaries.reduce(
      (rate, boundary, i) => choose(step.greater(boundary), this.values[i + 1] as number, rate),
      first,
    );
  }

  override getConfig(): Record<string, unknown> {
    return { boundaries: [...this.boundaries], values: [...this.values], name: this.name };
  }
}

/**
 * A learning rate in stairs: `values[0]` up to and with step `boundaries[0]`, then `values[1]` up to `boundaries[1]`, and so
 * on.
 *
 * @param boundaries - Numbers of steps, each above the one before.
 * @param values - The rates, one more than boundaries.
 * @throws RangeError when there is not one value more, or boundaries do not rise.
 * @example
 * sgd({ learningRate: piecewiseConstantDecay([1000, 5000], [0.1, 0.03, 0.01]) });
 */
export function piecewiseConstantDecay(
  boundaries: readonly number[],
  values: readonly number[],
  options: PiecewiseConstantDecayOptions = {},
): PiecewiseConstantDecay {
  return new PiecewiseConstantDecay({ ...options, boundaries, values });
}
