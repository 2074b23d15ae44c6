// W6, from nothing to the first trained step of W1: import, start the engine, trace, compile, run once. Every round is a
// new process, so nothing is warm but the files in the system's cache.

import { jaxStep } from "../network/jax.mjs";
import { makeTask } from "../network/task.mjs";
import { tfjsStep } from "../network/tfjs.mjs";
import { checkHistory } from "../network/truth.mjs";
import { wellfitStep } from "../network/wellfit.mjs";

/**
 * @param {(task: import("../network/task.mjs").Task) => Promise<() => number | Promise<number>>} build imports and makes
 *   a function that takes one step and gives the loss before it. The data are made before the clock starts.
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(build) {
  return async () => {
    const task = await makeTask();
    /** @type {number[]} */
    const loss = [];
    return [
      {
        name: "import to first step",
        calls: 1,
        run: async () => {
          const step = await build(task);
          loss.push(await step());
        },
        check: () => checkHistory(task, { loss }),
      },
    ];
  };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "From import to the first trained step of the 500-unit network",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  contestants: {
    wellfit: contestant(wellfitStep),
    "tfjs-wasm": contestant((task) => tfjsStep("wasm", task)),
    "tfjs-cpu": contestant((task) => tfjsStep("cpu", task)),
    "jax-js": contestant(jaxStep),
  },
};
