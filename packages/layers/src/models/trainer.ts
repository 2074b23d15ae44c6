import { cast, concat, gradients, isFinite, jit, type Tensor, tensor } from "@wellfit/core";
import { forwardPass } from "../layers/context";
import type { Dataset } from "./dataset";
import { EngineData } from "./engine-data";
import { Meters } from "./meters";
import type { Network } from "./network";
import { objectiveOf } from "./objective";

/**
 * A training step over data in engine memory, as one program: gather the batch, forward, loss, gradients, clipping, the
 * optimizer, metrics and the counter of random numbers.
 */
export class Trainer {
  /** The keys in logs, in the order of the results. */
  readonly keys: readonly string[];
  private readonly data: EngineData;
  private readonly run: (indices: Tensor, reset: Tensor) => Tensor;
  private readonly first: Tensor = tensor(true);
  private readonly later: Tensor = tensor(false);

  constructor(model: Network, data: Dataset) {
    this.data = new EngineData(data);
    const outputShape = model.computeOutputShape(data.x.shape) as readonly number[];
    const meters = new Meters(model, data.y.shape, outputShape);
    this.keys = meters.keys;
    const { optimizer } = model.compiled;
    optimizer.build(model.trainableWeights);

    this.run = jit(
      (indices: Tensor, reset: Tensor): Tensor => {
        const batch = this.data.batch(indices);
        const step = model.randomStep.value;
        model.randomStep.assign(step.add(1));
        const { output, total } = objectiveOf(model, batch, forwardPass(true, step));
        const weights = model.trainableWeights;
        const slopes = gradients(
          optimizer.scaleLoss(total),
          weights.map((weight) => weight.value),
        );
        // NaN and infinity in any of them reach this one number.
        const probe = slopes.reduce((sum, g) => sum.add(g.sum()), total);
        const healthy = isFinite(probe);
        // A step that would spoil the weights is not taken, so that the weights that led there can be looked at.
        optimizer.apply(slopes, weights, healthy);
        const results = meters.add({ loss: total, yTrue: batch.y, yPred: output }, reset);
        return concat([results, cast(healthy, results.dtype).reshape([1])]);
      },
      { name: "trainStep" },
    );
  }

  /** Replaces the rows by others of the same shapes. */
  load(data: Dataset): void {
    this.data.load(data);
  }

  /**
   * Trains on a batch.
   *
   * @param indices - The numbers of the rows.
   * @param first - Whether an epoch begins.
   * @returns The means since the epoch began in the order of `keys`, then 1, or 0 when the step was not taken because the
   *   loss or a gradient was not finite.
   */
  step(indices: Int32Array, first: boolean): ArrayLike<number> {
    const { value } = this.run(tensor(indices), first ? this.first : this.later);
    return value as ArrayLike<number>;
  }
}
