// A training step in jax-js: value and gradient and Adam under one jit.

import { loadJax } from "../contestants/jax.mjs";
import { adam } from "../network/adam-jax.mjs";
import { start } from "../network/jax.mjs";

/** The loss of each network. @type {Record<string, (jax: any, weights: any[], x: any, y: any) => any>} */
const losses = {
  mlp: (jax, weights, x, y) => crossEntropy(jax, mlp(jax, weights, x), y),
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
