import { type DType, type Shape, type Tensor, type TensorLike, tensor, zeros } from "@wellfit/core";
import { checkName } from "../common/check-name";
import { checkChoice } from "../common/options";
import type { Configurable, ConfigurableClass } from "../common/resolve";

/** A number, or several, that a metric adds up over batches. */
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
 *
 * `compute` judges predictions that are all there. `updateState`, `currentResult` and `resetState` add them up batch by
 * batch. `states`, `update` and `result` are what both are made of, and what a compiled step uses: they keep nothing.
 */
export abstract class Metric implements Configurable {
  /** The name in configs, and in camelCase the key in logs. */
  readonly name: string;
  /** What it is added up in. */
  readonly dtype: "float32" | "float64";
  private held: { readonly metric: Metric; readonly states: readonly Tensor[] } | undefined;

  /** Keeps the name and the dtype, "float32" by default. */
  constructor(name: string, dtype?: unknown) {
    this.name = checkName("metric", name);
    this.dtype = checkChoice<"float32" | "float64">(name, "dtype", dtype ?? "float32", [
      "float32",
      "float64",
    ]);
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

  /** The metric from the states: a scalar, or a vector where the options ask for several numbers. */
  abstract result(states: readonly Tensor[]): Tensor;

  /** The metric for targets and predictions of these shapes: this one, unless its states depend on them. */
  forShapes(_targetShape: readonly number[], _outputShape: readonly number[]): Metric {
    return this;
  }

  /** {@link forShapes} for a model that `compile` got this metric for; throws where it has no meaning for models. */
  forModel(targetShape: readonly number[], outputShape: readonly number[]): Metric {
    return this.forShapes(targetShape, outputShape);
  }

  /** What it was made with, keys in snake_case as in Keras. */
  getConfig(): Record<string, unknown> {
    return { name: this.name, dtype: this.dtype };
  }

  /**
   * The metric of predictions that are all there.
   *
   * @param sampleWeight - The weight of each row. Default 1.
   * @throws RangeError when shapes do not fit, or the options ask for several numbers: `updateState` and `currentResult`
   *   give those.
   */
  compute(yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike): number {
    const [t, p] = [tensor(yTrue), tensor(yPred)];
    const metric = this.forShapes(t.shape, p.shape);
    const weight = sampleWeight === undefined ? undefined : tensor(sampleWeight);
    return scalarResult(metric, metric.update(startOf(metric), t, p, weight)).item();
  }

  /**
   * Adds a batch to what was added since `resetState`.
   *
   * @param sampleWeight - The weight of each row. Default 1.
   * @throws RangeError when shapes do not fit.
   */
  updateState(yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike): void {
    const [t, p] = [tensor(yTrue), tensor(yPred)];
    const metric = this.held?.metric ?? this.forShapes(t.shape, p.shape);
    const weight = sampleWeight === undefined ? undefined : tensor(sampleWeight);
    const next = metric.update(this.held?.states ?? startOf(metric), t, p, weight);
    // Numbers, so that no graph grows from batch to batch.
    const states = next.map((state, i) =>
      tensor(state.data(), { shape: state.shape, dtype: metric.states[i]?.dtype ?? "float32" }),
    );
    this.held = { metric, states };
  }

  /**
   * The metric of everything that was added since `resetState`.
   *
   * @throws RangeError when nothing was added and only data could tell how many numbers there are.
   */
  currentResult(): Tensor {
    const metric = this.held?.metric ?? this;
    return metric.result(this.held?.states ?? startOf(metric));
  }

  /** Forgets what was added. */
  resetState(): void {
    this.held = undefined;
  }
}

function startOf(metric: Metric): Tensor[] {
  return metric.states.map(({ shape, dtype }) => zeros(shape, dtype ?? "float32"));
}

/**
 * A metric's only number, as logs show it.
 *
 * @throws RangeError when there are several.
 */
export function scalarResult(metric: Metric, states: readonly Tensor[]): Tensor {
  const result = metric.result(states);
  if (result.size === 1) return result.reshape([]);
  throw new RangeError(
    `${metric.name}: received options that ask for ${result.size} numbers, expected one for logs and compute(); give one ` +
      'threshold, or an average such as "macro", or read them all with updateState() and currentResult()',
  );
}
