// The network in jax-js, which has neither layers nor `fit`, and whose optimizers are not published on npm: a jitted
// step with Adam written out, and the loop around it.

import { loadJax } from "../contestants/jax.mjs";
import { adam } from "./adam-jax.mjs";

/** @typedef {{ loss: number, accuracy: number }} Measures */

/**
 * The bare step: the loss and nothing else is measured.
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<() => Promise<number>>} one step; gives the loss before it
 */
export async function jaxStep({ train, weights }) {
  const { jit, nn, numpy: np, tree, valueAndGrad } = await loadJax();
  /** @type {(w: any[], inputs: any, targets: any) => any} */
  const lossOf = (w, inputs, targets) => crossEntropy(nn, network(nn, np, w, inputs), targets);
  const update = jit((/** @type {any} */ state, /** @type {any} */ inputs, /** @type {any} */ targets) => {
    const [loss, g] = /** @type {any} */ (valueAndGrad(lossOf)(tree.ref(state.w), inputs, targets));
    return { state: adam(np, state, g), loss };
  });
  const [x, y] = points(np, train);
  let state = start(np, weights);
  return async () => {
    const result = /** @type {any} */ (update(state, x.ref, y.ref));
    state = result.state;
    return (await result.loss.data())[0];
  };
}

/**
 * What `fit` does in an epoch.
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<{ step: () => Promise<Measures>, judge: () => Promise<Measures> }>} `step` trains once and measures
 *   before; `judge` measures on the dev rows
 */
export async function jaxNetwork({ train, dev, weights }) {
  const { jit, nn, numpy: np, tree, valueAndGrad } = await loadJax();
  /** @type {(w: any[], inputs: any, targets: any) => [any, any]} the loss and, beside it, the accuracy */
  const measure = (w, inputs, targets) => {
    const logits = network(nn, np, w, inputs);
    const right = np.equal(logits.ref.greater(0), targets.ref.greater(0.5)).astype(np.float32).mean();
    return [crossEntropy(nn, logits, targets), right];
  };
  const update = jit((/** @type {any} */ state, /** @type {any} */ inputs, /** @type {any} */ targets) => {
    const gradient = valueAndGrad(/** @type {any} */ (measure), { hasAux: true });
    const [[loss, accuracy], g] = /** @type {any} */ (gradient(tree.ref(state.w), inputs, targets));
    return { state: adam(np, state, g), loss, accuracy };
  });
  const look = jit(measure);
  const [x, y] = points(np, train);
  const [xDev, yDev] = points(np, dev);
  let state = start(np, weights);
  return {
    step: async () => {
      const result = /** @type {any} */ (update(state, x.ref, y.ref));
      state = result.state;
      return { loss: (await result.loss.data())[0], accuracy: (await result.accuracy.data())[0] };
    },
    judge: async () => {
      const [loss, accuracy] = /** @type {any} */ (look(tree.ref(state.w), xDev.ref, yDev.ref));
      return { loss: (await loss.data())[0], accuracy: (await accuracy.data())[0] };
    },
  };
}

/**
 * @param {any} np
 * @param {import("./task.mjs").Points} from
 * @returns {[any, any]}
 */
function points(np, { x, y, rows }) {
  return [np.array(x).reshape([rows, 2]), np.array(y).reshape([rows, 1])];
}

/**
 * Weights, Adam's means of gradients and of their squares, and the number of steps.
 * @param {any} np
 * @param {import("./task.mjs").Weight[]} weights
 * @returns {any}
 */
export function start(np, weights) {
  const zeros = () => weights.map(({ shape }) => np.zeros(shape));
  const w = weights.map(({ data, shape }) => np.array(data).reshape(shape));
  return { w, m: zeros(), v: zeros(), t: np.array(0) };
}

/**
 * @param {any} nn
 * @param {any} np
 * @param {any[]} weights
 * @param {any} inputs
 * @returns {any} logits
 */
function network(nn, np, [w1, b1, w2, b2], inputs) {
  const hidden = nn.relu(np.matmul(inputs, w1).add(b1));
  return np.matmul(hidden, w2).add(b2);
}

/**
 * @param {any} nn
 * @param {any} logits
 * @param {any} targets
 * @returns {any} the mean of the rows
 */
function crossEntropy(nn, logits, targets) {
  return nn.softplus(logits.ref).sub(logits.mul(targets)).mean();
}
