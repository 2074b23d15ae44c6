import { jit, type Tensor, tensor } from "@wellfit/core";
import { BatchLayout } from "./batch-layout";
import type { Dataset } from "./dataset";
import { EngineData } from "./engine-data";
import { Meters } from "./meters";
import type { Network } from "./network";
import { trainingStep } from "./training-step";

/** Whether an epoch begins, as programs take it. */
const FLAGS = { first: () => tensor(true), later: () => tensor(false) };

/** The meters for a model and its data. */
export function metersFor(model: Network, data: Dataset): Meters {
  return new Meters(
    model,
    data.y.map((target) => target?.shape),
    model.outputShapes(data.x.map(({ shape }) => shape)),
  );
}

/** Training steps over data in engine memory: gathering the batch is part of the program. */
export class Trainer {
  /** What losses and metrics are added up in. */
  readonly meters: Meters;
  private readonly data: EngineData;
  private readonly run: (indices: Tensor, reset: Tensor) => Tensor;
  private readonly first: Tensor = FLAGS.first();
  private readonly later: Tensor = FLAGS.later();

  constructor(model: Network, data: Dataset) {
    this.data = new EngineData(data);
    const meters = metersFor(model, data);
    this.meters = meters;
    model.compiled.optimizer.build(model.trainableWeights);
    this.run = jit(
      (indices: Tensor, reset: Tensor): Tensor =>
        trainingStep(model, this.data.batch(indices), meters, reset),
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
   * @returns What {@link trainingStep} returns.
   */
  step(indices: Int32Array, first: boolean): ArrayLike<number> {
    const { value } = this.run(tensor(indices), first ? this.first : this.later);
    return value as ArrayLike<number>;
  }
}

/** Training steps over batches that come one by one. */
export class StreamTrainer {
  /** What losses and metrics are added up in. */
  readonly meters: Meters;
  private readonly layout: BatchLayout;
  private readonly run: (batch: readonly Tensor[], reset: Tensor) => Tensor;
  private readonly first: Tensor = FLAGS.first();
  private readonly later: Tensor = FLAGS.later();

  /** @param example - The first batch. */
  constructor(model: Network, example: Dataset) {
    const meters = metersFor(model, example);
    this.meters = meters;
    const layout = new BatchLayout(example);
    this.layout = layout;
    model.compiled.optimizer.build(model.trainableWeights);
    this.run = jit(
      (batch: readonly Tensor[], reset: Tensor): Tensor =>
        trainingStep(model, layout.batch(batch), meters, reset),
      { name: "trainStep" },
    );
  }

  /** Trains on a batch; see {@link Trainer.step}. */
  step(batch: Dataset, first: boolean): ArrayLike<number> {
    return this.run(this.layout.list(batch), first ? this.first : this.later).value as ArrayLike<number>;
  }
}
