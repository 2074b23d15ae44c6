import { cast, type DType, type Shape, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import type { Configurable, ConfigurableClass } from "../common/resolve";

/** A number that a metric adds up over batches. */
export interface MetricState {
  /** Its name, such as "total". */
  readonly name: string;
  /** The length of every axis; `[]` is a scalar. It starts as zeros. */
  readonly shape: Shape;
  /** Default "float32". */
  readonly dtype?: DType;
}

/** A function from targets and predictions to one value a row, of which the mean is shown. */
export type MetricFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/**
 * A number that tells people how good predictions are, added up over batches inside the compiled step. A class of your own
 * extends this or `MeanMetric` and has a static `className`.
 */
export abstract class Metric implements Configurable {
  /** The name in configs, and in camelCase the key in logs. */
  readonly name: string;

  /** Keeps the name. */
  constructor(name: string) {
    this.name = name;
  }

  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Metric>).className;
  }

  /** What is added up. */
  abstract readonly states: readonly MetricState[];

  /** The states with a batch added. */
  abstract update(
    states: readonly Tensor[],
    yTrue: Tensor,
    yPred: Tensor,
    sampleWeight?: Tensor,
  ): readonly Tensor[];

  /** The metric, a scalar, from the states. */
  abstract result(states: readonly Tensor[]): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  getConfig(): Record<string, unknown> {
    return { name: this.name };
  }

  /**
   * The metric of predictions that are all there.
   *
   * @param sampleWeight - The weight of each row. Default 1.
   */
  compute(yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike): number {
    const zeros = this.states.map(({ shape, dtype }) =>
      cast(tensor(0), dtype ?? "float32").broadcastTo(shape),
    );
    const weight = sampleWeight === undefined ? undefined : tensor(sampleWeight);
    return this.result(this.update(zeros, tensor(yTrue), tensor(yPred), weight)).item();
  }
}
