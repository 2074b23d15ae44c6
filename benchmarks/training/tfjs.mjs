// A training step in TensorFlow.js on its WebAssembly backend.

import { loadTfjs } from "../contestants/tfjs.mjs";

/** The loss of each network. @type {Record<string, (tf: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (tf, weights, x, y) => tf.losses.softmaxCrossEntropy(y, mlp(tf, weights, x)),
  cnn: (tf, weights, x, y) => tf.losses.softmaxCrossEntropy(y, cnn(tf, weights, x)),
  lstm: (tf, weights, x, y) => tf.losses.softmaxCrossEntropy(y, lstm(tf, weights, x)),
};

/**
 * The network 784-256-128-10.
 * @param {any} tf
 * @param {any[]} weights
 * @param {any} x
 * @returns {any} logits
 */
export function mlp(tf, [w1, b1, w2, b2, w3, b3], x) {
  // Matrix product, bias and relu in one kernel; that is its fastest way.
  const first = tf.fused.matMul({ a: x, b: w1, bias: b1, activation: "relu" });
  const second = tf.fused.matMul({ a: first, b: w2, bias: b2, activation: "relu" });
  return tf.fused.matMul({ a: second, b: w3, bias: b3 });
}

/**
 * Two convolutions with pooling, two dense layers.
 * @param {any} tf
 * @param {any[]} weights
 * @param {any} x
 * @returns {any} logits
 */
function cnn(tf, [k1, b1, k2, b2, w3, b3, w4, b4], x) {
  const first = tf.maxPool(tf.relu(tf.add(tf.conv2d(x, k1, 1, "valid"), b1)), 2, 2, "valid");
  const second = tf.maxPool(tf.relu(tf.add(tf.conv2d(first, k2, 1, "valid"), b2)), 2, 2, "valid");
  const flat = tf.reshape(second, [x.shape[0], -1]);
  return tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(flat, w3), b3)), w4), b4);
}

/**
 * An LSTM and a dense layer on its last output.
 * @param {any} tf
 * @param {any[]} weights
 * @param {any} x [rows, steps, features]
 * @returns {any} logits
 */
function lstm(tf, [wx, wh, bias, w, b], x) {
  const [rows, steps, features] = x.shape;
  const units = wh.shape[0];
  const flat = tf.reshape(tf.transpose(x, [1, 0, 2]), [steps * rows, features]);
  const gates = tf.split(tf.add(tf.matMul(flat, wx), bias), steps);
  let [h, c] = [tf.zeros([rows, units]), tf.zeros([rows, units])];
  for (let t = 0; t < steps; t++) {
    const [i, f, g, o] = tf.split(tf.add(gates[t], tf.matMul(h, wh)), 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    h = tf.mul(tf.sigmoid(o), tf.tanh(c));
  }
  return tf.add(tf.matMul(h, w), b);
}

/**
 * @param {import("./tasks.mjs").Task} task
 * @returns {Promise<() => number>} one step on the next batch; gives the loss before it
 */
export async function tfjsTrainer({ model, weights, batches }) {
  const tf = await loadTfjs("wasm");
  const all = weights.map(({ data, shape }) => tf.variable(tf.tensor(data, shape)));
  const loaded = batches.map(({ x, y }) => [x, y].map(({ data, shape }) => tf.tensor(data, shape)));
  const optimizer = tf.train.adam(0.001);
  let next = 0;
  return () => {
    const [x, y] = /** @type {[any, any]} */ (loaded[next++ % loaded.length]);
    const cost = optimizer.minimize(() => losses[model]?.(tf, all, x, y), true, all);
    const value = cost.dataSync()[0];
    cost.dispose();
    return value;
  };
}
