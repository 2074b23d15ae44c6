import {
  adam,
  type Callback,
  dense,
  dropout,
  earlyStopping,
  l2,
  type Sequential,
  sequential,
  setSeed,
} from "@wellfit/layers";
import { moons } from "./moons";
import { patience, type Settings } from "./settings";

/** How a training ended. */
export interface Outcome {
  /** How many epochs were trained. */
  readonly epochs: number;
  /** The epoch, counted from 1, after which early stopping ended it. */
  readonly stoppedEpoch?: number;
  /** The epoch, counted from 1, whose weights early stopping brought back. */
  readonly bestEpoch?: number;
}

/** The same settings give the same network and the same curves. */
export function buildNetwork(settings: Settings): Sequential {
  setSeed(7);
  const model = sequential([
    dense(500, {
      inputShape: [2],
      activation: "relu",
      ...(settings.l2 > 0 ? { kernelRegularizer: l2(settings.l2) } : {}),
    }),
    ...(settings.dropout > 0 ? [dropout(settings.dropout)] : []),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: adam(), metrics: ["accuracy"] });
  return model;
}

/**
 * Trains a network of `buildNetwork` on the 30 points and judges it by the 70 after each epoch.
 *
 * @param watcher - Called along the way.
 * @param signal - Ends training when it is aborted: then this rejects with its reason.
 */
export async function train(
  model: Sequential,
  settings: Settings,
  watcher: Callback,
  signal: AbortSignal,
): Promise<Outcome> {
  const { xTrain, xHeld, yTrain, yHeld } = moons();
  const stopper = settings.earlyStopping
    ? earlyStopping({ monitor: "valLoss", patience, restoreBestWeights: true })
    : undefined;
  const { epoch } = await model.fit(xTrain, yTrain, {
    validationData: [xHeld, yHeld],
    epochs: settings.epochs,
    batchSize: 32,
    verbose: 0,
    callbacks: stopper === undefined ? [watcher] : [stopper, watcher],
    signal,
  });
  return {
    epochs: epoch.length,
    ...(stopper === undefined ? {} : { bestEpoch: stopper.bestEpoch + 1 }),
    ...(stopper?.stoppedEpoch === undefined ? {} : { stoppedEpoch: stopper.stoppedEpoch + 1 }),
  };
}
