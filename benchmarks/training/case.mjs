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
    check: () => mustBeNumbers(loss),
    witness: () => loss.slice(0, compared),
  };
}

/**
 * @param {string} name
 * @param {import("./tasks.mjs").Task} task
 * @param {{ fused?: boolean }} [options] Adam in one kernel
 * @returns {Promise<import("../lib/measure.mjs").Case>}
 */
export async function torchTraining(name, task, { fused = false } = {}) {
  const torch = await torchTask("training", { ...task, fused });
  /** @type {number[]} */
  const loss = [];
  return {
    name,
    run: async (times) => {
      loss.push(...(await torch.run(times)));
    },
    check: () => mustBeNumbers(loss),
    witness: () => loss.slice(0, compared),
    close: torch.close,
  };
}

/**
 * Throws when a loss is no number. Whether they are the right ones is for the other contestants to witness.
 * @param {number[]} loss
 */
function mustBeNumbers(loss) {
  const at = loss.findIndex((value) => !Number.isFinite(value));
  if (at >= 0 || loss.length === 0) throw new Error(`training: received a loss of ${loss[at]} in step ${at}`);
}
