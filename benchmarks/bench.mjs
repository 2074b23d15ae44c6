// Wellfit side by side with its peers.
//   npm run bench                            everything
//   npm run bench -- w1 w4                   these benchmarks
//   npm run bench -- w4 --rounds 9           more rounds (3 by default)
//   npm run bench -- --against tfjs-wasm     only against this peer; may be given more than once

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mustWitnessTheSame } from "./lib/agree.mjs";
import { bundleSizes } from "./lib/bundle.mjs";
import { contestants } from "./lib/contestants.mjs";
import { showBars, showBundle } from "./lib/readme.mjs";
import { record, show } from "./lib/report.mjs";
import { playRounds } from "./lib/rounds.mjs";
import { suites } from "./lib/suites.mjs";
import { hasFusedMultiplyAdd } from "./lib/wasm.mjs";

const known = [...suites, "bundle"];

/**
 * @param {string[]} args
 * @returns {Promise<void>}
 */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: "string" }, against: { type: "string", multiple: true } },
  });
  const names = positionals.length > 0 ? positionals : known;
  mustKnow("benchmark", names, known);
  const asked = values.against ?? Object.keys(contestants);
  mustKnow("contestant", asked, Object.keys(contestants));
  const peers = asked.filter((name) => !contestants[name]?.absent?.());
  const rounds = Number(values.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`--rounds: received ${values.rounds}, expected a whole number of at least 1`);
  }

  mustBeInstalled();

  const load = Number(loadavg()[0]);
  if (load > 0.5 * availableParallelism()) {
    console.warn(`This machine was busy in the last minute (load ${load.toFixed(1)}): expect wide ranges.`);
  }
  const date = new Date().toISOString();
  /** @type {Record<string, import("./lib/report.mjs").Record>} */
  const results = {};
  /** @type {Record<string, string>} */
  const versions = {};
  for (const name of names.filter((one) => one !== "bundle")) {
    /** @type {{ default: import("./lib/report.mjs").Suite }} */
    const { default: suite } = await import(`./suites/${name}.mjs`);
    const who = Object.keys(suite.contestants).filter((one) => one === "wellfit" || peers.includes(one));
    /** @type {(round: number, contestant: string) => void} */
    const onStart = (round, contestant) => {
      progress(`${name}: round ${round + 1} of ${rounds}, ${contestant}`);
    };
    const played = await playRounds(name, who, rounds, onStart, suite.nodeFlags);
    progress("");
    mustWitnessTheSame(played, suite.tolerance ?? 0);
    for (const one of who) versions[one] = played[one]?.[0]?.version ?? "";
    const measured = record(suite, played);
    results[name] = measured;
    console.log(`\n${name}: ${suite.about}\n\n${show(measured)}`);
  }
  const said = Object.entries(versions)
    .filter(([, version]) => version !== "")
    .map(([one, version]) => `${one} ${version}`);
  console.log(`\nNode ${process.versions.node}, ${said.join(", ")}; medians of ${rounds} rounds.`);
  console.log("In brackets: the time of the peer divided by ours in the same round, median and range.");
  const bundle = names.includes("bundle") ? await bundleSizes() : undefined;
  if (bundle) console.log(`\nbundle: a program that trains W1\n\n${showBundle(bundle)}`);
  const run = { results, fused: hasFusedMultiplyAdd(), ...(bundle ? { bundle } : {}) };
  console.log(`\n${showBars(run)}\n`);
  const about = { date, node: process.versions.node, arch: arch(), platform: platform(), machine: machine() };
  console.log(`Written to ${write(date, { ...about, rounds, versions, ...run })}`);
}

/** An hour of measuring should not end with a peer that is not there. */
function mustBeInstalled() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
  const missing = Object.keys(dependencies).filter(
    (name) => !existsSync(new URL(`./node_modules/${name}/package.json`, import.meta.url)),
  );
  if (missing.length > 0) {
    throw new Error(`Not installed: ${missing.join(", ")}; run \`npm ci\` in the folder benchmarks first`);
  }
}

/**
 * @returns {string} processor, number of its cores and memory
 */
function machine() {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${gigabytes} GB`;
}

/**
 * @param {string} what
 * @param {readonly string[]} names
 * @param {readonly string[]} there
 */
function mustKnow(what, names, there) {
  const unknown = names.filter((name) => !there.includes(name));
  if (unknown.length > 0) {
    throw new RangeError(`There is no ${what} ${unknown.join(", ")}; there are ${there.join(", ")}`);
  }
}

/**
 * The line that says what runs now, in a terminal only.
 * @param {string} text
 */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

/**
 * @param {string} date
 * @param {unknown} content
 * @returns {string} the file, relative to this folder
 */
function write(date, content) {
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = `${date.replace(/[:.]/g, "-")}.json`;
  const file = fileURLToPath(new URL(name, folder));
  writeFileSync(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return `results/${name}`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  progress("");
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
