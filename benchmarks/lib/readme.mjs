// The results as they stand in the README, between two marks.

import { bars } from "./bars.mjs";
import { show } from "./report.mjs";
import { table } from "./table.mjs";

const [begin, end] = ["<!-- results: written by npm run table -->", "<!-- end of results -->"];

/**
 * @typedef {import("./bars.mjs").Run & {
 *   date: string,
 *   node: string,
 *   arch: string,
 *   platform: string,
 *   machine: string,
 *   rounds: number,
 *   versions: { [contestant: string]: string },
 * }} Measured a file of results
 */

/**
 * @param {string} readme
 * @param {string} content
 * @returns {string} the README with the content between the marks
 */
export function between(readme, content) {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The README has no "${begin}" before an "${end}"`);
  return `${readme.slice(0, from + begin.length)}\n\n${content}\n\n${readme.slice(to)}`;
}

/**
 * Runs as Markdown, the newest Node last.
 * @param {readonly Measured[]} runs
 * @returns {string}
 */
export function markdown(runs) {
  const sorted = [...runs].sort((a, b) => major(a) - major(b));
  return sorted.map(section).join("\n\n");
}

/**
 * The newest run of each major version of Node that has everything.
 * @param {readonly Measured[]} runs
 * @param {readonly string[]} names of all benchmarks
 * @returns {Measured[]}
 */
export function newest(runs, names) {
  const whole = runs.filter(({ results, bundle }) => bundle && names.every((name) => results[name]));
  /** @type {Map<number, Measured>} */
  const kept = new Map();
  for (const run of whole) {
    const before = kept.get(major(run));
    if (before === undefined || run.date > before.date) kept.set(major(run), run);
  }
  return [...kept.values()];
}

/**
 * @param {Measured} run
 * @returns {string}
 */
function section(run) {
  const versions = Object.entries(run.versions)
    .filter(([, version]) => version !== "")
    .map(([name, version]) => `${name} ${version}`);
  const suites = Object.entries(run.results).map(
    ([name, record]) => `**${name}**: ${record.about}\n\n${show(record)}`,
  );
  return [
    `### Node ${run.node}`,
    `${run.date.slice(0, 10)}, ${run.machine}, ${run.platform}-${run.arch}; ${versions.join(", ")}; ${run.rounds} rounds.`,
    showBars(run),
    ...suites,
    ...(run.bundle ? [`**bundle**: A program that trains W1\n\n${showBundle(run.bundle)}`] : []),
  ].join("\n\n");
}

/**
 * @param {import("./bars.mjs").Run} run
 * @returns {string} a table, or nothing when no bar was measured
 */
export function showBars(run) {
  const rows = bars(run).map(({ bar, seen, met }) => [bar, seen, met ? "met" : "not met"]);
  return table(["bar", "seen", "met"], rows);
}

/**
 * @param {NonNullable<import("./bars.mjs").Run["bundle"]>} bundle
 * @returns {string}
 */
export function showBundle(bundle) {
  const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1);
  const rows = Object.entries(bundle).map(([name, size]) => [
    name,
    kilobytes(size.minified),
    kilobytes(size.gzipped),
  ]);
  return table(["kB", "minified", "and compressed"], rows);
}

/**
 * @param {Measured} run
 * @returns {number}
 */
function major({ node }) {
  return Number.parseInt(node, 10);
}
