// A whole program that trains W1. Only its size is measured here; the same step runs in
// suites/w1.mjs.

import { gradients, jit, softplus, tensor, variable, zeros } from "../../packages/core/dist/index.js";

/**
 * @param {number[][]} points
 * @param {number[][]} labels
 * @param {number[][]} initial weights: kernel and bias of each layer, in row-major order
 * @param {number} epochs
 * @returns {number} the last loss
 */
export function train(points, labels, initial, epochs) {
  const shapes = [[2, 500], [500], [500, 1], [1]];
  const weights = shapes.map((shape, i) => variable(tensor(initial[i]).reshape(shape)));
  const means = shapes.map((shape) => variable(zeros(shape)));
  const squares = shapes.map((shape) => variable(zeros(shape)));
  const steps = variable(tensor(0));
  const step = jit((x, y) => {
    const [w1, b1, w2, b2] = weights.map((weight) => weight.value);
    const logits = x.matmul(w1).add(b1).relu().matmul(w2).add(b2);
    const loss = softplus(logits).sub(logits.mul(y)).mean();
    const slopes = gradients(loss, [w1, b1, w2, b2]);
    const t = steps.value.add(1);
    steps.assign(t);
    const [decay1, decay2] = [0.9, 0.999].map((beta) => tensor(1).sub(tensor(beta).pow(t)));
    const rate = decay2.sqrt().div(decay1).mul(0.001);
    for (const [i, weight] of weights.entries()) {
      const m = means[i].value.mul(0.9).add(slopes[i].mul(0.1));
      const v = squares[i].value.mul(0.999).add(slopes[i].square().mul(0.001));
      means[i].assign(m);
      squares[i].assign(v);
      weight.assign(weight.value.sub(rate.mul(m).div(v.sqrt().add(1e-7))));
    }
    return loss;
  });
  const [x, y] = [tensor(points), tensor(labels)];
  let loss = 0;
  for (let epoch = 0; epoch < epochs; epoch++) loss = step(x, y).item();
  return loss;
}

globalThis.train = train;
