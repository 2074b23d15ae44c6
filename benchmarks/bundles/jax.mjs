// A whole program that trains W1 with jax-js. Only its size is measured here.

import { init, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { adam } from "../network/adam-jax.mjs";

/**
 * @param {number[][]} points
 * @param {number[][]} labels
 * @param {number[][]} initial weights: kernel and bias of each layer, in row-major order
 * @param {number} epochs
 * @returns {Promise<number>} the last loss
 */
export async function train(points, labels, initial, epochs) {
  await init("wasm");
  const shapes = [[2, 500], [500], [500, 1], [1]];
  const w = shapes.map((shape, i) => np.array(initial[i]).reshape(shape));
  const lossOf = ([w1, b1, w2, b2], x, y) => {
    const logits = np.matmul(nn.relu(np.matmul(x, w1).add(b1)), w2).add(b2);
    return nn.softplus(logits.ref).sub(logits.mul(y)).mean();
  };
  const update = jit((state, x, y) => {
    const [loss, g] = valueAndGrad(lossOf)(tree.ref(state.w), x, y);
    return { state: adam(np, state, g), loss };
  });
  const zeros = () => shapes.map((shape) => np.zeros(shape));
  let state = { w, m: zeros(), v: zeros(), t: np.array(0) };
  const [x, y] = [np.array(points), np.array(labels)];
  let loss = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const result = update(state, x.ref, y.ref);
    state = result.state;
    loss = (await result.loss.data())[0];
  }
  return loss;
}

globalThis.train = train;
