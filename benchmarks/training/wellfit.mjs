// A training step in the operations of @wellfit/core: one jitted program, weights and Adam's means in variables.

import { loadWellfit } from "../contestants/wellfit.mjs";

/** The loss of each network. @type {Record<string, (core: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (core, weights, x, y) => crossEntropy(core, mlp(core, weights, x), y),
  cnn: (core, weights, x, y) => crossEntropy(core, cnn(core, weights, x), y),
  lstm: (core, weights, x, y) => crossEntropy(core, lstm(core, weights, x), y),
};

/**
 * The network 784-256-128-10.
 * @param {any} core
 * @param {any[]} weights
 * @param {any} x
 * @returns {any} logits
 */
export function mlp(core, [w1, b1, w2, b2, w3, b3], x) {
  const first = core.relu(x.matmul(w1).add(b1));
  return core.relu(first.matmul(w2).add(b2)).matmul(w3).add(b3);
}

/**
 * Two convolutions with pooling, two dense layers.
 * @param {any} core
 * @param {any[]} weights
 * @param {any} x
 * @returns {any} logits
 */
function cnn({ conv, maxPool, relu }, [k1, b1, k2, b2, w3, b3, w4, b4], x) {
  const first = maxPool(relu(conv(x, k1).add(b1)), 2);
  const second = maxPool(relu(conv(first, k2).add(b2)), 2);
  const flat = second.reshape([x.shape[0], -1]);
  return relu(flat.matmul(w3).add(b3)).matmul(w4).add(b4);
}

/**
 * An LSTM, one scan over the steps, and a dense layer on its last output. What the inputs add to the gates is one product for all steps.
 * @param {any} core
 * @param {any[]} weights
 * @param {any} x [rows, steps, features]
 * @returns {any} logits
 */
function lstm({ scan, tanh, sigmoid, zeros }, [wx, wh, bias, w, b], x) {
  const [rows, steps, features] = x.shape;
  const units = wh.shape[0];
  const gates = x
    .transpose([1, 0, 2])
    .reshape([steps * rows, features])
    .matmul(wx)
    .add(bias);
  /** @type {(carry: any[], input: any) => any[]} */
  const step = ([h, c], input) => {
    const all = input.add(h.matmul(wh));
    /** @param {number} i */
    const gate = (i) => all.slice([null, [i * units, (i + 1) * units]]);
    const cell = sigmoid(gate(1))
      .mul(c)
      .add(sigmoid(gate(0)).mul(tanh(gate(2))));
    const output = sigmoid(gate(3)).mul(tanh(cell));
    return [output, cell];
  };
  const zero = zeros([rows, units]);
  const inputs = gates.reshape([steps, rows, 4 * units]);
  const [[last]] = scan(
    (/** @type {any} */ carry, /** @type {any} */ input) => [step(carry, input), []],
    [zero, zero],
    inputs,
  );
  return last.matmul(w).add(b);
}

/**
 * @param {any} core
 * @param {any} logits
 * @param {any} y one-hot
 * @returns {any} the mean of the rows
 */
function crossEntropy(core, logits, y) {
  return core.logSoftmax(logits).mul(y).sum(-1).neg().mean();
}

/**
 * @param {import("./tasks.mjs").Task} task
 * @returns {Promise<() => number>} one step on the next batch; gives the loss before it
 */
export async function wellfitTrainer({ model, weights, batches }) {
  const core = await loadWellfit("core");
  const { gradients, jit, tensor, variable, zeros } = core;
  /** @type {(from: import("./tasks.mjs").NdArray) => any} */
  const load = ({ data, shape }) => tensor(data).reshape(shape);
  const all = weights.map((weight) => variable(load(weight)));
  const slots = () => weights.map(({ shape }) => variable(zeros(shape)));
  const [means, squares] = [slots(), slots()];
  const steps = variable(tensor(0));
  const step = jit((/** @type {any} */ x, /** @type {any} */ y) => {
    const values = all.map((weight) => weight.value);
    const loss = losses[model]?.(core, values, x, y);
    const slopes = gradients(loss, values);
    const t = steps.value.add(1);
    steps.assign(t);
    const [decay1, decay2] = [0.9, 0.999].map((beta) => tensor(1).sub(tensor(beta).pow(t)));
    const root = decay2.sqrt();
    // Beside the corrected root of the squares, as TensorFlow.js and PyTorch have it.
    const epsilon = root.mul(1e-7);
    const rate = root.div(decay1).mul(0.001);
    for (const [i, weight] of all.entries()) {
      const m = means[i].value.mul(0.9).add(slopes[i].mul(0.1));
      const v = squares[i].value.mul(0.999).add(slopes[i].square().mul(0.001));
      means[i].assign(m);
      squares[i].assign(v);
      weight.assign(weight.value.sub(rate.mul(m).div(v.sqrt().add(epsilon))));
    }
    return loss;
  });
  const loaded = batches.map(({ x, y }) => [load(x), load(y)]);
  let next = 0;
  return () => step(...(loaded[next++ % loaded.length] ?? [])).item();
}
