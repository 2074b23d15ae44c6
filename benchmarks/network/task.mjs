// The network of the case studies and its data: 100 points of two moons, 30 to train on and 70 to judge by, 500 hidden
// units. Everybody starts from the same weights.

import { loadWellfit } from "../contestants/wellfit.mjs";
import { uniform } from "../lib/numbers.mjs";

/** The number of hidden units. */
export const units = 500;

/**
 * @typedef {{ rows: number, x: Float32Array, y: Float32Array }} Points `x` is [rows, 2], `y` is [rows, 1]
 * @typedef {{ train: Points, dev: Points, weights: Weight[] }} Task
 * @typedef {{ data: Float32Array, shape: number[] }} Weight
 */

/**
 * @returns {Promise<Task>}
 */
export async function makeTask() {
  const { makeMoons, trainTestSplit } = await loadWellfit("data");
  const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
  const [xTrain, xDev, yTrain, yDev] = trainTestSplit(x, y, { trainSize: 30, shuffle: false });
  /** @type {(from: any, to: any) => Points} */
  const points = (from, to) => ({
    rows: from.shape[0],
    x: Float32Array.from(from.data),
    y: Float32Array.from(to.data),
  });
  return { train: points(xTrain, yTrain), dev: points(xDev, yDev), weights: weights() };
}

/**
 * Kernels as Glorot's uniform initializer has them, biases 0.
 * @returns {Weight[]} in the order of Keras: kernel and bias of each layer
 */
function weights() {
  const [first, second] = [Math.sqrt(6 / (2 + units)), Math.sqrt(6 / (units + 1))];
  return [
    { data: uniform(2 * units, -first, first, 11), shape: [2, units] },
    { data: new Float32Array(units), shape: [units] },
    { data: uniform(units, -second, second, 12), shape: [units, 1] },
    { data: new Float32Array(1), shape: [1] },
  ];
}
