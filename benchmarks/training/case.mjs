// The case that measures training, from a function that takes one step.

import { torchTask } from "../contestants/pytorch.mjs";

/** So many losses from the first step on are compared. Rounding differs between engines and grows with the steps. */
const compared = 20;

/**
 * @param {string} name
 * @param {() => number | Promise<number>} step gives the loss before it
 * @returns {import("../lib/measure.mjs").Case}
 */
export function trainingCase(name, step) {
  /** @type {number[]} */
  const loss = [];
  return {
    name,
    run: async (times) => {
      for (let i = 0; i < times; i++) {
        const value = step();
        loss.push(typeof value === "number" ? value : await value);
      }
    },
    check: () => mustLearn(loss),
    witness: () => loss.slice(0, compared),
  };
}

/**
 * @param {string} name
 * @param {import("./tasks.mjs").Task} task
 * @returns {Promise<import("../lib/measure.mjs").Case>}
 */
export async function torchTraining(name, task) {
  const torch = await torchTask("training", { ...task });
  /** @type {number[]} */
  const loss = [];
  return {
    name,
    run: async (times) => {
      loss.push(...(await torch.run(times)));
    },
    check: () => mustLearn(loss),
    witness: () => loss.slice(0, compared),
    close: torch.close,
  };
}

/**
 * Throws when the losses do not go down or are no numbers.
 * @param {number[]} loss
 */
function mustLearn(loss) {
  const tenth = Math.max(1, Math.floor(loss.length / 10));
  /** @param {number[]} values */
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const [begin, end] = [mean(loss.slice(0, tenth)), mean(loss.slice(-tenth))];
  // Written so that NaN fails.
  if (!(end < begin)) throw new Error(`training: the loss went from ${begin} to ${end}, expected it to fall`);
}
