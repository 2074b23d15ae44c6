// The memory that readers of CSV take at most, beside the size of the columns that they give.
//   node --expose-gc csv-memory.mjs wellfit papaparse

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readers } from "./csv/readers.mjs";
import { csvFile } from "./csv/table.mjs";

const [asked, ...others] = process.argv.slice(2);
const names = asked === undefined ? Object.keys(readers) : [asked, ...others];
if (names.length > 1) {
  // The most that a process ever took is never less again, so each has its own.
  for (const name of names) {
    spawnSync(process.execPath, ["--expose-gc", fileURLToPath(import.meta.url), name], { stdio: "inherit" });
  }
} else {
  const name = /** @type {string} */ (names[0]);
  const path = csvFile();
  const read = /** @type {(path: string) => Promise<import("./csv/readers.mjs").Read[]>} */ (readers[name]);
  globalThis.gc?.();
  const before = process.memoryUsage();
  let buffers = 0;
  const timer = setInterval(() => {
    buffers = Math.max(buffers, process.memoryUsage().arrayBuffers);
  }, 5);
  const columns = await read(path);
  clearInterval(timer);
  const bytes = columns.reduce(
    (sum, { values, codes }) => sum + (values ?? codes ?? []).length * (values ? 8 : 4),
    0,
  );
  const megabytes = (/** @type {number} */ n) => `${Math.round(n / 1e6)} MB`;
  const most = process.resourceUsage().maxRSS * 1024;
  console.log(
    `${name}: columns ${megabytes(bytes)}; at most ${megabytes(most - before.rss)} more of the machine's memory ` +
      `(${((most - before.rss) / bytes).toFixed(2)}x), typed arrays ${megabytes(buffers - before.arrayBuffers)} ` +
      `(${((buffers - before.arrayBuffers) / bytes).toFixed(2)}x)`,
  );
}
