// A training step in jax-js: value and gradient and Adam under one jit.

import { loadJax } from "../contestants/jax.mjs";
import { adam } from "../network/adam-jax.mjs";
import { start } from "../network/jax.mjs";

/** The loss of each network. @type {Record<string, (jax: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (jax, weights, x, y) => crossEntropy(jax, mlp(jax, weights, x), y),
  cnn: (jax, weights, x, y) => crossEntropy(jax, cnn(jax, weights, x, convolution), y),
  "cnn by products": (jax, weights, x, y) => crossEntropy(jax, cnn(jax, weights, x, product), y),
  lstm: (jax, weights, x, y) => crossEntropy(jax, lstm(jax, weights, x), y),
};

/**
 * The network 784-256-128-10.
 * @param {any} jax
 * @param {any[]} weights
 * @param {any} x
 * @returns {any} logits
 */
export function mlp({ nn, numpy: np }, [w1, b1, w2, b2, w3, b3], x) {
  const first = nn.relu(np.matmul(x, w1).add(b1));
  return np.matmul(nn.relu(np.matmul(first, w2).add(b2)), w3).add(b3);
}

/**
 * Two convolutions with pooling, two dense layers.
 * @param {any} jax
 * @param {any[]} weights kernels are [height, width, from, to]
 * @param {any} x [rows, height, width, 1]
 * @param {(jax: any, x: any, kernel: any) => any} conv valid, channels last
 * @returns {any} logits
 */
function cnn(jax, [k1, b1, k2, b2, w3, b3, w4, b4], x, conv) {
  const { nn, numpy: np } = jax;
  const first = pool(nn.relu(conv(jax, x, k1).add(b1)));
  const second = pool(nn.relu(conv(jax, first, k2).add(b2)));
  const flat = second.reshape([x.shape[0], -1]);
  return np.matmul(nn.relu(np.matmul(flat, w3).add(b3)), w4).add(b4);
}

/**
 * The largest of every 2x2; an odd last row or column is left out.
 * @param {any} x [rows, height, width, channels]
 * @returns {any}
 */
function pool(x) {
  const [rows, height, width, channels] = x.shape;
  const [h, w] = [height >> 1, width >> 1];
  const even = height % 2 === 0 && width % 2 === 0 ? x : x.slice([], [0, 2 * h], [0, 2 * w]);
  return even.reshape([rows, h, 2, w, 2, channels]).max([2, 4]);
}

/**
 * Its own convolution, which has the channels first.
 * @param {any} jax
 * @param {any} x
 * @param {any} kernel
 * @returns {any}
 */
function convolution({ lax }, x, kernel) {
  const first = lax.conv(x.transpose([0, 3, 1, 2]), kernel.transpose([3, 2, 0, 1]), [1, 1], "VALID");
  return first.transpose([0, 2, 3, 1]);
}

/**
 * The same as a product with all windows side by side.
 * @param {any} jax
 * @param {any} x
 * @param {any} kernel
 * @returns {any}
 */
function product({ numpy: np }, x, kernel) {
  const [rows, height, width] = x.shape;
  const [high, wide, from, to] = kernel.shape;
  const [h, w] = [height - high + 1, width - wide + 1];
  const windows = [];
  for (let i = 0; i < high; i++) {
    for (let j = 0; j < wide; j++) windows.push(x.ref.slice([], [i, i + h], [j, j + w]));
  }
  x.dispose();
  const side = np.concatenate(windows, -1).reshape([rows * h * w, high * wide * from]);
  return np.matmul(side, kernel.reshape([high * wide * from, to])).reshape([rows, h, w, to]);
}

/**
 * An LSTM and a dense layer on its last output. jax-js has no scan, so the steps are written out.
 * @param {any} jax
 * @param {any[]} weights
 * @param {any} x [rows, steps, features]
 * @returns {any} logits
 */
function lstm({ nn, numpy: np }, [wx, wh, bias, w, b], x) {
  const [rows, steps, features] = x.shape;
  const units = wh.shape[0];
  const flat = x.transpose([1, 0, 2]).reshape([steps * rows, features]);
  const gates = np
    .matmul(flat, wx)
    .add(bias)
    .reshape([steps, rows, 4 * units]);
  let [h, c] = [np.zeros([rows, units]), np.zeros([rows, units])];
  for (let t = 0; t < steps; t++) {
    const all = gates.ref.slice(t).add(np.matmul(h, wh.ref));
    /** @param {number} i */
    const gate = (i) => all.ref.slice([], [i * units, (i + 1) * units]);
    c = nn
      .sigmoid(gate(1))
      .mul(c)
      .add(nn.sigmoid(gate(0)).mul(np.tanh(gate(2))));
    h = nn.sigmoid(gate(3)).mul(np.tanh(c.ref));
    all.dispose();
  }
  c.dispose();
  gates.dispose();
  wh.dispose();
  return np.matmul(h, w).add(b);
}

/**
 * @param {any} jax
 * @param {any} logits
 * @param {any} y one-hot
 * @returns {any} the mean of the rows
 */
function crossEntropy({ nn }, logits, y) {
  return nn.logSoftmax(logits).mul(y).sum(-1).mul(-1).mean();
}

/**
 * @param {import("./tasks.mjs").Task} task
 * @returns {Promise<() => Promise<number>>} one step on the next batch; gives the loss before it
 */
export async function jaxTrainer({ model, weights, batches }) {
  const jax = await loadJax();
  const { jit, numpy: np, tree, valueAndGrad } = jax;
  /** @type {(w: any[], x: any, y: any) => any} */
  const lossOf = (w, x, y) => losses[model]?.(jax, w, x, y);
  const update = jit((/** @type {any} */ state, /** @type {any} */ x, /** @type {any} */ y) => {
    const [loss, g] = /** @type {any} */ (valueAndGrad(lossOf)(tree.ref(state.w), x, y));
    return { state: adam(np, state, g), loss };
  });
  const loaded = batches.map(({ x, y }) => [x, y].map(({ data, shape }) => np.array(data).reshape(shape)));
  let state = start(np, weights);
  let next = 0;
  return async () => {
    const [x, y] = /** @type {[any, any]} */ (loaded[next++ % loaded.length]);
    const result = /** @type {any} */ (update(state, x.ref, y.ref));
    state = result.state;
    return (await result.loss.data())[0];
  };
}
