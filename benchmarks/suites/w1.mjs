// W1: one train step of the same network without `fit`: forward, loss, gradients and Adam on all 30 rows, written with each
// library's own operations; the loss is read after every step.

import { torchTask } from "../contestants/pytorch.mjs";
import { jaxStep } from "../network/jax.mjs";
import { makeTask } from "../network/task.mjs";
import { tfjsStep } from "../network/tfjs.mjs";
import { checkHistory } from "../network/truth.mjs";
import { wellfitStep } from "../network/wellfit.mjs";

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
 * @param {boolean} fused Adam in one kernel
 * @returns {Promise<import("../lib/measure.mjs").Case[]>}
 */
async function torchMoons(fused) {
  const task = await makeTask();
  const { x, y, rows } = task.train;
  const batches = [{ x: { data: x, shape: [rows, 2] }, y: { data: y, shape: [rows, 1] } }];
  const torch = await torchTask("training", { model: "moons", weights: task.weights, batches, fused });
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
    pytorch: () => torchMoons(false),
    "pytorch-fused": () => torchMoons(true),
  },
};
