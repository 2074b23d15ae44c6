import { makeMoons, type NdArray, trainTestSplit } from "@wellfit/data";

/** The data of the live example: two interleaved half circles. */
export interface Moons {
  /** Points to train on, `[30, 2]`. */
  readonly xTrain: NdArray;
  /** Points held out, `[70, 2]`. */
  readonly xHeld: NdArray;
  /** The class of each point to train on: 0 or 1. */
  readonly yTrain: NdArray;
  /** The class of each point held out. */
  readonly yHeld: NdArray;
}

/** 100 points with noise of 0.2: 30 to train on, so few that a large network learns them by heart, and 70 held out. */
export function moons(): Moons {
  const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
  const [xTrain, xHeld, yTrain, yHeld] = trainTestSplit(x, y, { trainSize: 30, shuffle: false });
  return { xTrain, xHeld, yTrain, yHeld };
}
