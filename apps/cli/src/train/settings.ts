/** How a network is made and trained. */
export interface TrainSettings {
  /** Cap on the epochs. */
  readonly epochs: number;
  /** Epochs without a better dev loss before training ends. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Units of the hidden layers; empty for a linear model. */
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly l2: number;
  /** Of the split, the first weights, dropout and the order of batches. */
  readonly seed: number;
  /** The shares of train, dev and test. */
  readonly split: readonly [train: number, dev: number, test: number];
}

/** What is used unless the command line says otherwise: chosen by the dev results of six small tables. */
export const defaultSettings: Omit<TrainSettings, "batchSize"> = {
  epochs: 1000,
  patience: 60,
  learningRate: 0.005,
  hidden: [64, 32],
  dropout: 0.3,
  l2: 0.005,
  seed: 42,
  split: [0.6, 0.2, 0.2],
};

/** Rows a step for a train part: 32, more for large tables so that an epoch has at most about 64 steps; at most 1,024. */
export const batchSizeFor = (rows: number): number => {
  let size = 32;
  while (size * 64 < rows && size < 1024) size *= 2;
  return size;
};
