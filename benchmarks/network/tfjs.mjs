// The network as a user of TensorFlow.js writes it, and its bare train step.

import { loadTfjs } from "../contestants/tfjs.mjs";
import { units } from "./task.mjs";

/**
 * @param {"wasm" | "cpu"} backend
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<(epochs: number, options?: { judge?: boolean }) => Promise<import("./truth.mjs").History>>}
 */
export async function tfjsNetwork(backend, { train, dev, weights }) {
  const tf = await loadTfjs(backend);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units, inputShape: [2], activation: "relu" }),
      tf.layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  model.setWeights(weights.map(({ data, shape }) => tf.tensor(data, shape)));
  model.compile({ loss: "binaryCrossentropy", optimizer: tf.train.adam(0.001), metrics: ["accuracy"] });
  const [x, y, xDev, yDev] = [train, dev].flatMap((points) => [
    tf.tensor2d(points.x, [points.rows, 2]),
    tf.tensor2d(points.y, [points.rows, 1]),
  ]);
  return async (epochs, { judge = true } = {}) => {
    const validation = judge ? { validationData: [xDev, yDev] } : {};
    // Its fastest way: never hand the thread to others.
    const options = { epochs, batchSize: 32, verbose: 0, yieldEvery: "never", ...validation };
    const { history } = await model.fit(x, y, options);
    return {
      loss: history.loss,
      accuracy: history.acc,
      valLoss: history.val_loss ?? [],
      valAccuracy: history.val_acc ?? [],
    };
  };
}

/**
 * @param {"wasm" | "cpu"} backend
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<() => number>} one step; gives the loss before it
 */
export async function tfjsStep(backend, { train, weights }) {
  const tf = await loadTfjs(backend);
  const [w1, b1, w2, b2] = weights.map(({ data, shape }) => tf.variable(tf.tensor(data, shape)));
  const x = tf.tensor2d(train.x, [train.rows, 2]);
  const y = tf.tensor2d(train.y, [train.rows, 1]);
  const optimizer = tf.train.adam(0.001);
  const loss = () => {
    const hidden = tf.relu(tf.add(tf.matMul(x, w1), b1));
    return tf.losses.sigmoidCrossEntropy(y, tf.add(tf.matMul(hidden, w2), b2));
  };
  return () => {
    const cost = optimizer.minimize(loss, true, [w1, b1, w2, b2]);
    const value = cost.dataSync()[0];
    cost.dispose();
    return value;
  };
}
