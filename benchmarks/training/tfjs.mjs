// A training step in TensorFlow.js on its WebAssembly backend.

import { loadTfjs } from "../contestants/tfjs.mjs";

/** The loss of each network. @type {Record<string, (tf: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (tf, weights, x, y) => tf.losses.softmaxCrossEntropy(y, mlp(tf, weights, x)),
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
