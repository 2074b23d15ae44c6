// From nothing to the first trained step: import, start the engine, build the 500-unit network, train one epoch. Every
// round is a new process, so nothing is warm but the files in the system's cache.

import { jaxNetwork } from "../network/jax.mjs";
import { makeTask } from "../network/task.mjs";
import { tfjsNetwork } from "../network/tfjs.mjs";
import { checkHistory } from "../network/truth.mjs";
import { wellfitNetwork } from "../network/wellfit.mjs";

/**
 * @param {(task: import("../network/task.mjs").Task) => Promise<number>} start imports, builds and trains once; gives
 *   the loss before that step. The data are made before the clock starts.
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(start) {
  return async () => {
    const task = await makeTask();
    /** @type {number[]} */
    const loss = [];
    return [
      {
        name: "import to first step",
        calls: 1,
        run: async () => {
          loss.push(await start(task));
        },
        check: () => checkHistory(task, { loss }),
      },
    ];
  };
}

/**
 * @param {Promise<(epochs: number, options: { judge: boolean }) => Promise<import("../network/truth.mjs").History>>} network
 * @returns {Promise<number>}
 */
async function trainOnce(network) {
  const fit = await network;
  const { loss } = await fit(1, { judge: false });
  return Number(loss[0]);
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "From import to the first trained step of the 500-unit network",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  contestants: {
    wellfit: contestant((task) => trainOnce(wellfitNetwork(task))),
    "tfjs-wasm": contestant((task) => trainOnce(tfjsNetwork("wasm", task))),
    "tfjs-cpu": contestant((task) => trainOnce(tfjsNetwork("cpu", task))),
    "jax-js": contestant(async (task) => (await (await jaxNetwork(task)).step()).loss),
  },
};
