// The 500-unit network of the case studies through each library's `fit`, with the dev rows judged after every epoch.
// The slower ones train fewer epochs; all are reported by the epoch.

import { jaxNetwork } from "../network/jax.mjs";
import { makeTask } from "../network/task.mjs";
import { tfjsNetwork } from "../network/tfjs.mjs";
import { checkHistory } from "../network/truth.mjs";
import { wellfitBare, wellfitNetwork } from "../network/wellfit.mjs";

/** @typedef {import("../network/truth.mjs").History} History */

/**
 * The one case. Before the clock starts the network trains long enough to be compiled.
 * @param {number} epochs
 * @param {(task: import("../network/task.mjs").Task) => Promise<(epochs: number) => Promise<History>>} build
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(epochs, build) {
  return async () => {
    const task = await makeTask();
    const fit = await build(task);
    /** @type {History | undefined} */
    let first;
    /** @type {History | undefined} */
    let last;
    return [
      {
        name: "fit, an epoch",
        warmUp: 100,
        calls: epochs,
        run: async (times) => {
          last = await fit(times);
          first ??= last;
        },
        check: () => {
          if (first === undefined || last === undefined) throw new Error("train: nothing was trained");
          checkHistory(task, first);
          const [begin, end] = [last.loss[0], last.loss.at(-1)];
          if (last.loss.length !== epochs || !(Number(end) < Number(begin))) {
            throw new Error(
              `train: ${last.loss.length} of ${epochs} epochs took the loss from ${begin} to ${end}`,
            );
          }
        },
      },
    ];
  };
}

/**
 * What `fit` would be, for jax-js.
 * @param {import("../network/task.mjs").Task} task
 * @returns {Promise<(epochs: number) => Promise<History>>}
 */
async function jaxFit(task) {
  const { step, judge } = await jaxNetwork(task);
  return async (epochs) => {
    /** @type {History} */
    const history = { loss: [], accuracy: [], valLoss: [], valAccuracy: [] };
    for (let epoch = 0; epoch < epochs; epoch++) {
      const [before, after] = [await step(), await judge()];
      history.loss.push(before.loss);
      history.accuracy.push(before.accuracy);
      history.valLoss.push(after.loss);
      history.valAccuracy.push(after.accuracy);
    }
    return history;
  };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "500 units, 30 rows to train on, 70 to judge by, Adam, batches of 32",
  unit: "µs",
  value: (seconds) => seconds * 1e6,
  contestants: {
    wellfit: contestant(4000, wellfitNetwork),
    bare: contestant(4000, wellfitBare),
    "tfjs-wasm": contestant(1000, (task) => tfjsNetwork("wasm", task)),
    "tfjs-cpu": contestant(400, (task) => tfjsNetwork("cpu", task)),
    "jax-js": contestant(2000, jaxFit),
  },
};
