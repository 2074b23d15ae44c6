import { type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { Metric } from "./metric";

/** A metric of values that are there already, instead of targets and predictions. */
export abstract class ValuesMetric extends Metric {
  /** The states with values added. */
  abstract add(states: readonly Tensor[], values: Tensor, sampleWeight?: Tensor): readonly Tensor[];

  /** The states with values added; weights stand where other metrics have predictions. */
  update(states: readonly Tensor[], values: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    return this.add(states, values, sampleWeight);
  }

  /**
   * The metric of values that are all there.
   *
   * @param sampleWeight - The weight of each row. Default 1.
   */
  override compute(values: TensorLike, sampleWeight?: TensorLike): number {
    return super.compute(values, weightsOr(values, sampleWeight));
  }

  /**
   * Adds values to what was added since `resetState`.
   *
   * @param sampleWeight - The weight of each row. Default 1.
   */
  override updateState(values: TensorLike, sampleWeight?: TensorLike): void {
    super.updateState(values, weightsOr(values, sampleWeight));
  }

  /**
   * Nothing fits.
   *
   * @throws TypeError that says what to use in a model.
   */
  override forModel(): Metric {
    throw new TypeError(
      `${this.name}: received targets and predictions, expected values; in a model use meanMetricWrapper(fn), where fn makes ` +
        "values of targets and predictions",
    );
  }
}

function weightsOr(values: TensorLike, sampleWeight: TensorLike | undefined): TensorLike {
  return sampleWeight ?? tensor(1).broadcastTo(tensor(values).shape);
}
