// The network as a user of @wellfit/layers writes it.

import { loadWellfit } from "../contestants/wellfit.mjs";
import { units } from "./task.mjs";

/**
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<(epochs: number, options?: { judge?: boolean }) => Promise<import("./truth.mjs").History>>}
 *   trains for more epochs; without `judge` there are no dev rows
 */
export async function wellfitNetwork({ train, dev, weights }) {
  const { adam, dense, sequential } = await loadWellfit("layers");
  const model = sequential([
    dense(units, { inputShape: [2], activation: "relu" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.setWeights(weights);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.001 }),
    metrics: ["accuracy"],
  });
  const [x, y, xDev, yDev] = [train, dev].flatMap((points) => [
    { data: points.x, shape: [points.rows, 2] },
    { data: points.y, shape: [points.rows, 1] },
  ]);
  return async (epochs, { judge = true } = {}) => {
    const validation = judge ? { validationData: [xDev, yDev] } : {};
    const { history } = await model.fit(x, y, { epochs, batchSize: 32, verbose: 0, ...validation });
    return history;
  };
}
