// The network as a user of @wellfit/layers writes it, and its bare train step in the operations of @wellfit/core.

import { loadWellfit } from "../contestants/wellfit.mjs";
import { units } from "./task.mjs";

/**
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<(epochs: number, options?: { judge?: boolean }) => Promise<import("./truth.mjs").History>>}
 *   trains for more epochs; without `judge` there are no dev rows
 */
export async function wellfitNetwork({ train, dev, weights }) {
  const { adam, dense, sequential } = await loadWellfit("layers");
  const model = sequential([
    dense(units, { inputShape: [2], activation: "relu" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.setWeights(weights);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.001 }),
    metrics: ["accuracy"],
  });
  const [x, y, xDev, yDev] = [train, dev].flatMap((points) => [
    { data: points.x, shape: [points.rows, 2] },
    { data: points.y, shape: [points.rows, 1] },
  ]);
  return async (epochs, { judge = true } = {}) => {
    const validation = judge ? { validationData: [xDev, yDev] } : {};
    const { history } = await model.fit(x, y, { epochs, batchSize: 32, verbose: 0, ...validation });
    return history;
  };
}

/**
 * @param {import("../network/task.mjs").Task} task
 * @returns {Promise<() => number>} one step; gives the loss before it
 */
export async function wellfitStep({ train, weights }) {
  const { gradients, jit, softplus, tensor, variable, zeros } = await loadWellfit("core");
  const x = variable(tensor(train.x).reshape([train.rows, 2]));
  const y = variable(tensor(train.y).reshape([train.rows, 1]));
  const all = weights.map(({ data, shape }) => variable(tensor(data).reshape(shape)));
  const [w1, b1, w2, b2] = all;
  const slots = () => weights.map(({ shape }) => variable(zeros(shape)));
  const [means, squares] = [slots(), slots()];
  const steps = variable(tensor(0));
  const step = jit(() => {
    const hidden = x.value.matmul(w1.value).add(b1.value).relu();
    const logits = hidden.matmul(w2.value).add(b2.value);
    const loss = softplus(logits).sub(logits.mul(y.value)).mean();
    const slopes = gradients(
      loss,
      all.map((weight) => weight.value),
    );
    const t = steps.value.add(1);
    steps.assign(t);
    const [decay1, decay2] = [0.9, 0.999].map((beta) => tensor(1).sub(tensor(beta).pow(t)));
    const rate = decay2.sqrt().div(decay1).mul(0.001);
    for (const [i, weight] of all.entries()) {
      const m = means[i].value.mul(0.9).add(slopes[i].mul(0.1));
      const v = squares[i].value.mul(0.999).add(slopes[i].square().mul(0.001));
      means[i].assign(m);
      squares[i].assign(v);
      weight.assign(weight.value.sub(rate.mul(m).div(v.sqrt().add(1e-7))));
    }
    return loss;
  });
  return () => step().item();
}
