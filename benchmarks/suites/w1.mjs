// W1: one train step of the same network without `fit`: forward, loss, gradients and Adam on all 30 rows, written with each
// library's own operations; the loss is read after every step.

import { torchTask } from "../contestants/pytorch.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { jaxStep } from "../network/jax.mjs";
import { makeTask } from "../network/task.mjs";
import { tfjsStep } from "../network/tfjs.mjs";
import { checkHistory } from "../network/truth.mjs";

/**
 * @param {(task: import("../network/task.mjs").Task) => Promise<() => number | Promise<number>>} build makes a function
 *   that takes one step and gives the loss before it
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(build) {
  return async () => {
    const task = await makeTask();
    const step = await build(task);
    /** @type {number[]} */
    const loss = [];
    return [
      {
        name: "step",
        run: async (times) => {
          for (let i = 0; i < times; i++) {
            const value = step();
            loss.push(typeof value === "number" ? value : await value);
          }
        },
        check: () => checkHistory(task, { loss }),
      },
    ];
  };
}

/**
 * @param {import("../network/task.mjs").Task} task
 * @returns {Promise<() => number>}
 */
async function wellfitStep({ train, weights }) {
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

/**
 * @returns {Promise<import("../lib/measure.mjs").Case[]>}
 */
async function torchMoons() {
  const task = await makeTask();
  const { x, y, rows } = task.train;
  const batches = [{ x: { data: x, shape: [rows, 2] }, y: { data: y, shape: [rows, 1] } }];
  const torch = await torchTask("training", { model: "moons", weights: task.weights, batches });
  /** @type {number[]} */
  const loss = [];
  return [
    {
      name: "step",
      run: async (times) => {
        loss.push(...(await torch.run(times)));
      },
      check: () => checkHistory(task, { loss }),
      close: torch.close,
    },
  ];
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "One train step of the 500-unit network on 30 rows, without fit",
  unit: "µs",
  value: (seconds) => seconds * 1e6,
  contestants: {
    wellfit: contestant(wellfitStep),
    "tfjs-wasm": contestant((task) => tfjsStep("wasm", task)),
    "tfjs-cpu": contestant((task) => tfjsStep("cpu", task)),
    "jax-js": contestant(jaxStep),
    pytorch: torchMoons,
  },
};
