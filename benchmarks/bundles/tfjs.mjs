// A whole program that trains W1 with TensorFlow.js on its WebAssembly backend. Only its size is measured here, with
// the backend's .wasm file.

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";

/**
 * @param {number[][]} points
 * @param {number[][]} labels
 * @param {number[][]} initial weights: kernel and bias of each layer, in row-major order
 * @param {number} epochs
 * @returns {Promise<number>} the last loss
 */
export async function train(points, labels, initial, epochs) {
  await tf.setBackend("wasm");
  const shapes = [[2, 500], [500], [500, 1], [1]];
  const weights = shapes.map((shape, i) => tf.variable(tf.tensor(initial[i], shape)));
  const [w1, b1, w2, b2] = weights;
  const [x, y] = [tf.tensor2d(points), tf.tensor2d(labels)];
  const optimizer = tf.train.adam(0.001);
  const lossOf = () => {
    const hidden = tf.relu(tf.add(tf.matMul(x, w1), b1));
    return tf.losses.sigmoidCrossEntropy(y, tf.add(tf.matMul(hidden, w2), b2));
  };
  let loss = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const cost = optimizer.minimize(lossOf, true, weights);
    loss = cost.dataSync()[0];
    cost.dispose();
  }
  return loss;
}

globalThis.train = train;
