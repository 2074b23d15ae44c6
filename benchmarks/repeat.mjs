// How much sooner `repeat` is done on two worker threads than on one. Needs no peer and no install here.
//   npm run bench:repeat                  in the root of the repository
//   npm run bench:repeat -- --rounds 5    more rounds (3 by default)

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { loadWellfit } from "./contestants/wellfit.mjs";
import { spread } from "./lib/statistics.mjs";
import { digits, table } from "./lib/table.mjs";

const target = 1.7;
const times = 30;
// As long as the case studies train, and long enough that the start of a thread hardly counts.
const lengths = [4000, 30_000];
const calls = ["first", "next"];

const { values } = parseArgs({ options: { rounds: { type: "string" }, measure: { type: "string" } } });
const rounds = Number(values.rounds ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds: received ${values.rounds}, expected a whole number of at least 1`);
  process.exit(2);
}

/**
 * In a process of its own, since threads are kept: seconds of the first call of `repeat` and of the next, and the result.
 * @param {number} epochs
 * @param {number} workers
 * @returns {Promise<{ seconds: number[], result: string }>}
 */
async function measure(epochs, workers) {
  const { repeat } = await loadWellfit("experiments");
  const module = new URL("./training/repeated.mjs", import.meta.url);
  const seconds = [];
  let result = "";
  for (const _ of calls) {
    const begin = performance.now();
    result = JSON.stringify(await repeat({ module, export: "run", options: { epochs } }, { times, workers }));
    seconds.push((performance.now() - begin) / 1000);
  }
  return { seconds, result };
}

if (values.measure !== undefined) {
  const [epochs = 0, workers = 0] = values.measure.split(",").map(Number);
  console.log(JSON.stringify(await measure(epochs, workers)));
  process.exit();
}

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
  /** By the number of workers, then by the call. @type {Record<1 | 2, number[][]>} */
  seconds: { 1: [], 2: [] },
  results: /** @type {Set<string>} */ (new Set()),
}));
for (let round = 0; round < rounds; round++) {
  room.push((2 * (await counting(1))) / (await counting(2)));
  for (const { epochs, seconds, results } of found) {
    for (const workers of /** @type {const} */ ([1, 2])) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        fileURLToPath(import.meta.url),
        `--measure=${epochs},${workers}`,
      ]);
      const measured = JSON.parse(stdout);
      seconds[workers].push(measured.seconds);
      results.add(measured.result);
    }
  }
}

const seen = (/** @type {{ median: number, min: number, max: number }} */ { median, min, max }) =>
  `${digits(median)} s (${digits(min)}–${digits(max)})`;
const rows = found.flatMap(({ epochs, seconds, results }) => {
  if (results.size !== 1) throw new Error(`the same runs gave ${results.size} different results`);
  return calls.map((call, i) => {
    const of = (/** @type {1 | 2} */ workers) => spread(seconds[workers].map((all) => Number(all[i])));
    const faster = of(1).median / of(2).median;
    const verdict = faster >= target ? "met" : "missed";
    return [
      `500 units, ${epochs} epochs, ${call} call`,
      seen(of(1)),
      seen(of(2)),
      `${digits(faster)}x`,
      verdict,
    ];
  });
});
const head = [`${times} runs`, "1 worker", "2 workers", "faster", `at least ${target}x`];
const { min, max } = spread(room);
console.log(
  `${table(head, rows)}\n\n` +
    `Node ${process.versions.node}, medians of ${rounds} rounds. The first call starts the threads, which then load and compile ` +
    "everything; the next finds them ready. " +
    `Two threads that only count did ${digits(min)}–${digits(max)} times the work of one: ` +
    "where that is not near 2, the machine was not idle and the figure says nothing.",
);
