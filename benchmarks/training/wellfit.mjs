// A training step in the operations of @wellfit/core: one jitted program, weights and Adam's means in variables.

import { loadWellfit } from "../contestants/wellfit.mjs";

/** The loss of each network. @type {Record<string, (core: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (core, weights, x, y) => crossEntropy(core, mlp(core, weights, x), y),
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
