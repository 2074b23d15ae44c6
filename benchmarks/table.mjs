// Writes the results into README.md.
//   npm run table                          the newest whole run of each version of Node
//   npm run table -- results/2026-….json   these runs

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { between, markdown, newest } from "./lib/readme.mjs";
import { suites } from "./lib/suites.mjs";

const folder = new URL("./results/", import.meta.url);
/** @param {URL} file @returns {import("./lib/readme.mjs").Measured} */
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

const asked = process.argv.slice(2);
const runs =
  asked.length > 0
    ? asked.map((file) => read(new URL(file, import.meta.url)))
    : newest(
        readdirSync(folder)
          .filter((name) => name.endsWith(".json"))
          .map((name) => read(new URL(name, folder)))
          // Older files lack the machine.
          .filter(({ machine }) => machine !== undefined),
        suites,
      );
if (runs.length === 0) {
  console.error("There is no run of all benchmarks in results/: run `npm run bench` first, or name files");
  process.exit(1);
}
const readme = new URL("./README.md", import.meta.url);
writeFileSync(readme, between(readFileSync(readme, "utf8"), markdown(runs)));
console.log(
  `README.md has ${runs.map(({ node, date }) => `Node ${node} of ${date.slice(0, 10)}`).join(", ")}`,
);
