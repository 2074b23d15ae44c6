// Runs the contestants of a benchmark in turn, round after round, each in a fresh process.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ seconds: Record<string, number>, limits?: Record<string, Record<string, number>>,
 *   witnesses?: Record<string, number[]>, failed?: string, version: string }} Outcome seconds a call, those of the machine's
 *   limits measured in turn with it, and numbers that must be the same for everybody, by case; `failed` says why it cannot
 *   do it
 * @typedef {Record<string, Outcome[]>} Rounds by contestant, one outcome a round
 */

const child = fileURLToPath(new URL("./child.mjs", import.meta.url));

/**
 * A B C, B C A, C A B: nobody always goes first, and nobody's heap, compiled code or threads weigh on another.
 * @param {string} suite
 * @param {readonly string[]} contestants
 * @param {number} count rounds
 * @param {(round: number, contestant: string) => void} [onStart]
 * @param {readonly string[]} [flags] what Node is started with besides what this process was
 * @returns {Promise<Rounds>}
 */
export async function playRounds(suite, contestants, count, onStart, flags = []) {
  /** @type {Rounds} */
  const rounds = Object.fromEntries(contestants.map((name) => [name, []]));
  for (let round = 0; round < count; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const name = /** @type {string} */ (contestants[(round + turn) % contestants.length]);
      onStart?.(round, name);
      rounds[name]?.push(await play(suite, name, flags));
    }
  }
  return rounds;
}

/**
 * @param {string} suite
 * @param {string} contestant
 * @param {readonly string[]} flags
 * @returns {Promise<Outcome>}
 */
function play(suite, contestant, flags) {
  return new Promise((resolve, reject) => {
    const execArgv = [...process.execArgv, ...flags];
    const run = fork(child, [suite, contestant], { execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    /** @type {Outcome | undefined} */
    let outcome;
    let said = "";
    run.stderr?.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
    run.on("message", (message) => {
      outcome = /** @type {Outcome} */ (message);
    });
    run.on("error", reject);
    run.on("close", (code, signal) => {
      if (code === 0 && outcome !== undefined) resolve(outcome);
      else reject(new Error(`${suite}: ${contestant} ended with ${signal ?? `exit code ${code}`}\n${said}`));
    });
  });
}
