// How much sooner `repeat` is done on two worker threads than on one. Needs no peer and no install here.
//   npm run bench:repeat                  in the root of the repository
//   npm run bench:repeat -- --rounds 5    more rounds (3 by default)

import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { loadWellfit } from "./contestants/wellfit.mjs";
import { spread } from "./lib/statistics.mjs";
import { digits, table } from "./lib/table.mjs";

const target = 1.7;
const times = 30;
// As long as the case studies train, and long enough that the start of a thread hardly counts.
const lengths = [4000, 30_000];

const { values } = parseArgs({ options: { rounds: { type: "string" } } });
const rounds = Number(values.rounds ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds: received ${values.rounds}, expected a whole number of at least 1`);
  process.exit(2);
}

const { repeat } = await loadWellfit("experiments");
const module = new URL("./training/repeated.mjs", import.meta.url);
const busy = `const begin = performance.now();
for (let i = 0, sum = 0; i < 3e8; i++) sum += i % 7;
require("node:worker_threads").parentPort.postMessage((performance.now() - begin) / 1000);`;

/**
 * Seconds of the slowest of so many threads that only count, which tells what the machine has to give at the moment.
 * @param {number} threads
 * @returns {Promise<number>}
 */
async function counting(threads) {
  const all = Array.from(
    { length: threads },
    () => new Promise((resolve) => new Worker(busy, { eval: true }).on("message", resolve)),
  );
  return Math.max(...(await Promise.all(all)));
}

/** @type {number[]} */
const room = [];
const found = lengths.map((epochs) => ({
  epochs,
  seconds: /** @type {Record<1 | 2, number[]>} */ ({ 1: [], 2: [] }),
  results: /** @type {Set<string>} */ (new Set()),
}));
for (let round = 0; round < rounds; round++) {
  room.push((2 * (await counting(1))) / (await counting(2)));
  for (const { epochs, seconds, results } of found) {
    for (const workers of /** @type {const} */ ([1, 2])) {
      const begin = performance.now();
      const result = await repeat({ module, export: "run", options: { epochs } }, { times, workers });
      seconds[workers].push((performance.now() - begin) / 1000);
      results.add(JSON.stringify(result));
    }
  }
}

const seen = (/** @type {{ median: number, min: number, max: number }} */ { median, min, max }) =>
  `${digits(median)} s (${digits(min)}–${digits(max)})`;
const rows = found.map(({ epochs, seconds, results }) => {
  if (results.size !== 1) throw new Error(`the same runs gave ${results.size} different results`);
  const [one, two] = [spread(seconds[1]), spread(seconds[2])];
  const faster = one.median / two.median;
  const verdict = faster >= target ? "met" : "missed";
  return [`500 units, ${epochs} epochs`, seen(one), seen(two), `${digits(faster)}x`, verdict];
});
const head = [`${times} runs`, "1 worker", "2 workers", "faster", `at least ${target}x`];
const { min, max } = spread(room);
console.log(
  `${table(head, rows)}\n\n` +
    `Node ${process.versions.node}, medians of ${rounds} rounds, the start of the threads included. ` +
    `Two threads that only count did ${digits(min)}–${digits(max)} times the work of one: ` +
    "where that is not near 2, the machine was not idle and the figure says nothing.",
);
