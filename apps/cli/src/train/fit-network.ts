import { type Callback, earlyStopping, type Model } from "@wellfit/layers";
import { Interrupted } from "../errors/errors";
import type { Features } from "../prepare/preparation";
import type { TrainSettings } from "./settings";

/** Features and targets of a part. */
export interface Rows {
  readonly x: Features;
  readonly y: Float32Array;
}

/** What is seen of training while it runs. */
export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly devLoss: number;
  /** The epoch with the lowest dev loss so far, counted from 1. */
  readonly bestEpoch: number;
  readonly bestDevLoss: number;
}

/** How training went. */
export interface Training {
  /** One list a number, one value an epoch. */
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly epochs: number;
  /** The epoch whose weights were kept, counted from 1. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

/** Trains until the dev loss has not fallen for a while, and keeps the weights of its lowest. */
export const fitNetwork = async (
  model: Model,
  train: Rows,
  dev: Rows,
  options: {
    readonly settings: Pick<TrainSettings, "epochs" | "patience" | "batchSize">;
    readonly onEpoch: (report: EpochReport) => void;
    readonly signal: AbortSignal;
  },
): Promise<Training> => {
  const { settings, onEpoch, signal } = options;
  const stopper = earlyStopping({
    monitor: "valLoss",
    patience: settings.patience,
    restoreBestWeights: true,
  });
  const watcher: Callback = {
    onEpochEnd: (epoch, { loss, valLoss }) =>
      onEpoch({
        epoch: epoch + 1,
        loss: loss ?? Number.NaN,
        devLoss: valLoss ?? Number.NaN,
        bestEpoch: stopper.bestEpoch + 1,
        bestDevLoss: stopper.best ?? Number.NaN,
      }),
  };
  try {
    const { history } = await model.fit(train.x, train.y, {
      validationData: [dev.x, dev.y],
      epochs: settings.epochs,
      batchSize: settings.batchSize,
      verbose: 0,
      callbacks: [stopper, watcher],
      signal,
    });
    return {
      history,
      epochs: history.loss.length,
      bestEpoch: stopper.bestEpoch + 1,
      stoppedEarly: stopper.stoppedEpoch !== undefined,
    };
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  }
};
