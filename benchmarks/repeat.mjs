// How much sooner `repeat` is done on two worker threads than on one. Needs no peer and no install here.
//   npm run bench:repeat                  in the root of the repository
//   npm run bench:repeat -- --rounds 5    more rounds (3 by default)

import { parseArgs } from "node:util";
import { loadWellfit } from "./contestants/wellfit.mjs";
import { spread } from "./lib/statistics.mjs";
import { digits, table } from "./lib/table.mjs";

const target = 1.7;
const times = 10;

const { values } = parseArgs({ options: { rounds: { type: "string" } } });
const rounds = Number(values.rounds ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds: received ${values.rounds}, expected a whole number of at least 1`);
  process.exit(2);
}

const { repeat } = await loadWellfit("experiments");
const run = {
  module: new URL("./training/repeated.mjs", import.meta.url),
  export: "run",
  options: { epochs: 2000 },
};

/** @type {Record<1 | 2, number[]>} */
const seconds = { 1: [], 2: [] };
/** @type {Set<string>} */
const results = new Set();
for (let round = 0; round < rounds; round++) {
  for (const workers of /** @type {const} */ ([1, 2])) {
    const begin = performance.now();
    const result = await repeat(run, { times, workers });
    seconds[workers].push((performance.now() - begin) / 1000);
    results.add(JSON.stringify(result));
  }
}
if (results.size !== 1) throw new Error(`the same runs gave ${results.size} different results`);

const [one, two] = [spread(seconds[1]), spread(seconds[2])];
const faster = one.median / two.median;
const head = [`${times} runs`, "1 worker", "2 workers", "faster", `at least ${target}x`];
const seen = (/** @type {{ median: number, min: number, max: number }} */ { median, min, max }) =>
  `${digits(median)} s (${digits(min)}–${digits(max)})`;
const verdict = faster >= target ? "met" : "missed";
console.log(
  `${table(head, [["500 units, 2000 epochs", seen(one), seen(two), `${digits(faster)}x`, verdict]])}\n\n` +
    `Node ${process.versions.node}, medians of ${rounds} rounds, the start of the threads included.`,
);
