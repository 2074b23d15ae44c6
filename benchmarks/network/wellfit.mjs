// The network as a user of @wellfit/layers writes it, and its bare train step in the operations of @wellfit/core.

import { loadWellfit } from "../contestants/wellfit.mjs";
import { units } from "./task.mjs";

/**
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<(epochs: number, options?: { judge?: boolean }) => Promise<import("./truth.mjs").History>>}
 *   trains for more epochs; without `judge` there are no dev rows
 */
export async function wellfitNetwork({ train, dev, weights }) {
  const { adam, dense, earlyStopping, sequential } = await loadWellfit("layers");
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
    // As patient as there are epochs, so that it watches every one and ends none.
    const callbacks = judge ? [earlyStopping({ monitor: "valLoss", patience: epochs })] : [];
    const { history } = await model.fit(x, y, {
      epochs,
      batchSize: 32,
      verbose: 0,
      callbacks,
      ...validation,
    });
    return history;
  };
}

/**
 * @param {import("../network/task.mjs").Task} task
 * @returns {Promise<() => number>} one step; gives the loss before it
 */
export async function wellfitStep(task) {
  const { step } = await bareNetwork(task);
  return () => step().item();
}

/**
 * What `fit` cannot be faster than: the bare step and the bare judgement of the dev rows, and nothing else.
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<(epochs: number) => Promise<import("./truth.mjs").History>>}
 */
export async function wellfitBare(task) {
  const { step, judge } = await bareNetwork(task);
  return async (epochs) => {
    /** @type {{ loss: number[], valLoss: number[], valAccuracy: number[] }} */
    const history = { loss: [], valLoss: [], valAccuracy: [] };
    for (let epoch = 0; epoch < epochs; epoch++) {
      history.loss.push(step().item());
      const [loss, accuracy] = judge().data();
      history.valLoss.push(loss);
      history.valAccuracy.push(accuracy);
    }
    return history;
  };
}

/**
 * The network in the operations of core.
 * @param {import("./task.mjs").Task} task
 * @returns {Promise<{ step: () => any, judge: () => any }>} tensors: the loss before a step; loss and accuracy of the dev rows
 */
async function bareNetwork({ train, dev, weights }) {
  const { cast, gradients, jit, softplus, stack, tensor, variable, zeros } = await loadWellfit("core");
  const [x, y, xDev, yDev] = [train, dev].flatMap((points) => [
    variable(tensor(points.x).reshape([points.rows, 2])),
    variable(tensor(points.y).reshape([points.rows, 1])),
  ]);
  const all = weights.map(({ data, shape }) => variable(tensor(data).reshape(shape)));
  const [w1, b1, w2, b2] = all;
  /** @type {(rows: any, targets: any) => { logits: any, loss: any }} */
  const forward = (rows, targets) => {
    const hidden = rows.value.matmul(w1.value).add(b1.value).relu();
    const logits = hidden.matmul(w2.value).add(b2.value);
    return { logits, loss: softplus(logits).sub(logits.mul(targets.value)).mean() };
  };
  const slots = () => weights.map(({ shape }) => variable(zeros(shape)));
  const [means, squares] = [slots(), slots()];
  const steps = variable(tensor(0));
  const step = jit(() => {
    const { loss } = forward(x, y);
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
  const judge = jit(() => {
    const { logits, loss } = forward(xDev, yDev);
    const right = cast(logits.greater(0), "float32").equal(yDev.value);
    return stack([loss, cast(right, "float32").mean()]);
  });
  return { step, judge };
}
