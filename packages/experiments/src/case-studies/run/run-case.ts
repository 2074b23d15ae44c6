import { type Callback, earlyStopping, NonFiniteError, type Sequential, setSeed } from "@wellfit/layers";
import type { CaseSpec } from "../spec";
import { kernelNorms } from "./kernel-norms";
import { type CaseData, makeData } from "./make-data";
import { makeNetwork } from "./make-network";
import { gradientEpochs, watchGradients } from "./watch-gradients";

/** What every epoch gave, the first epoch first. */
export interface Curves {
  /** The mean loss of the batches, penalties included. */
  readonly loss: readonly number[];
  /** The loss on the rows to choose by. */
  readonly valLoss: readonly number[];
  /** The mean accuracy of the batches, of a classification. */
  readonly accuracy?: readonly number[];
  /** The accuracy on the rows to choose by. */
  readonly valAccuracy?: readonly number[];
}

/** How a stopped training ended; epochs are counted from 1. */
export interface Stopped {
  /** The epoch after which training ended. */
  readonly stopEpoch: number;
  /** The epoch with the best value of what was watched. */
  readonly bestEpoch: number;
  /** The first epoch with the best accuracy on the rows to choose by, whose weights a checkpoint would keep. */
  readonly checkpointEpoch?: number;
  /** That accuracy. */
  readonly checkpointAccuracy?: number;
}

/** What one seed of a case gave. Plain JSON. */
export interface Outcome {
  /** The seed. */
  readonly seed: number;
  /** False when a loss or gradient stopped being finite; `message` tells why. */
  readonly finite: boolean;
  /** Why the run is not finite, and how to mend it. */
  readonly message?: string;
  /** The loss on the training rows after training, penalties included. */
  readonly trainLoss?: number;
  /** The loss on the test rows, penalties included. */
  readonly testLoss?: number;
  /** The accuracy on the training rows, of a classification. */
  readonly trainAccuracy?: number;
  /** The accuracy on the test rows. */
  readonly testAccuracy?: number;
  /** The share of the test targets' variance that is explained, of a regression. */
  readonly testR2?: number;
  /** The norm of each layer's kernel after training. */
  readonly kernelNorms?: readonly number[];
  /** How training ended, of a case that may end early. */
  readonly stopped?: Stopped;
  /** By epoch, the norm of the gradient for each layer's kernel. */
  readonly gradientNorms?: Readonly<Record<string, readonly number[]>>;
  /** Every epoch, of a case that keeps them. */
  readonly curves?: Curves;
}

/** What can be told along the way. */
export interface RunOptions {
  /** Called after each epoch, counted from 1. */
  readonly onEpoch?: (epoch: number, logs: Readonly<Record<string, number>>) => void;
  /** Ends the run. */
  readonly signal?: AbortSignal | undefined;
  /** Gets the network, to draw what it decides. */
  readonly onModel?: (model: Sequential, data: CaseData) => void;
}

const curvesOf = ({
  loss = [],
  valLoss = [],
  accuracy,
  valAccuracy,
}: Readonly<Record<string, number[]>>): Curves => ({
  loss,
  valLoss,
  ...(accuracy === undefined ? {} : { accuracy }),
  ...(valAccuracy === undefined ? {} : { valAccuracy }),
});

const indexOfBest = (values: readonly number[], largest: boolean): number =>
  values.reduce((best, value, i) => {
    const than = values[best] as number;
    return (largest ? value > than : value < than) ? i : best;
  }, 0);

const stoppedOf = (history: Readonly<Record<string, number[]>>, monitor: string): Stopped => {
  const watched = history[monitor] ?? [];
  const accuracies = history.valAccuracy;
  const checkpoint = accuracies === undefined ? undefined : indexOfBest(accuracies, true);
  return {
    stopEpoch: watched.length,
    bestEpoch: indexOfBest(watched, monitor === "valAccuracy") + 1,
    ...(checkpoint === undefined
      ? {}
      : { checkpointEpoch: checkpoint + 1, checkpointAccuracy: accuracies?.[checkpoint] as number }),
  };
};

/**
 * Trains a case once.
 *
 * @param seed Decides initial weights, the order of the rows, noise and dropout. The same seed gives the same numbers.
 */
export async function runCase(spec: CaseSpec, seed: number, options: RunOptions = {}): Promise<Outcome> {
  const data = makeData(spec.data);
  setSeed(seed);
  const model = makeNetwork(spec.network, data.train.x.shape[1] as number);
  options.onModel?.(model, data);
  const { loss } = spec.network;
  const slopes =
    spec.gradientsAt === undefined ? undefined : watchGradients(data.train, gradientEpochs(spec));
  const watcher: Callback = {
    onEpochEnd: (epoch, logs) => options.onEpoch?.(epoch + 1, logs as Readonly<Record<string, number>>),
  };
  const watched = spec.curves === true || spec.stop !== undefined;
  const { stop } = spec;
  let history: Readonly<Record<string, number[]>>;
  try {
    ({ history } = await model.fit(data.train.x, data.train.y, {
      ...(watched ? { validationData: [data.validation.x, data.validation.y] } : {}),
      epochs: spec.epochs,
      batchSize: spec.batchSize ?? 32,
      verbose: 0,
      callbacks: [
        ...(stop === undefined
          ? []
          : [earlyStopping({ ...stop, mode: stop.monitor === "valLoss" ? "min" : "max" })]),
        ...(slopes === undefined ? [] : [slopes.callback]),
        ...(options.onEpoch === undefined ? [] : [watcher]),
      ],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }));
  } catch (error) {
    if (error instanceof NonFiniteError) return { seed, finite: false, message: error.message };
    throw error;
  }
  const [train, test] = [
    await model.evaluate(data.train.x, data.train.y),
    await model.evaluate(data.test.x, data.test.y),
  ];
  return {
    seed,
    finite: true,
    trainLoss: train.loss,
    testLoss: test.loss,
    ...(loss === "binaryCrossentropy"
      ? { trainAccuracy: train.accuracy as number, testAccuracy: test.accuracy as number }
      : { testR2: 1 - test.loss / data.testVariance }),
    kernelNorms: kernelNorms(model),
    ...(stop === undefined ? {} : { stopped: stoppedOf(history, stop.monitor) }),
    ...(slopes === undefined ? {} : { gradientNorms: slopes.norms() }),
    ...(spec.curves === true ? { curves: curvesOf(history) } : {}),
  };
}
