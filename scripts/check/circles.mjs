// No file imports itself through others. Imports of types count: they tie files together for a reader as well.

import { members } from "../lib/workspace.mjs";
import { importsOf, parse, resolveRelative, scripts } from "./sources.mjs";

/** @typedef {import("./sources.mjs").Finding} Finding */

/**
 * One finding for every group of files that import each other, with a shortest circle through its first file.
 * @param {string} base the root of the workspace
 * @returns {Finding[]}
 */
export function checkCircles(base) {
  /** @type {Finding[]} */
  const findings = [];
  for (const member of members(base)) {
    const graph = importGraph(base, `${member.dir}/src`);
    const reported = new Set();
    for (const file of graph.keys()) {
      if (reported.has(file)) continue;
      const circle = shortestCircle(graph, file);
      if (circle === undefined) continue;
      for (const part of circle) reported.add(part);
      const names = circle.map((part) => part.slice(`${member.dir}/src/`.length));
      const message =
        names.length === 1 ? "imports itself" : `imports in a circle: ${[...names, names[0]].join(" -> ")}`;
      findings.push({ file, line: graph.get(file)?.get(circle[1] ?? file), message });
    }
  }
  return findings;
}

/**
 * For every file below a folder, the files that it imports and the lines where.
 * @param {string} base
 * @param {string} dir
 * @returns {Map<string, Map<string, number>>}
 */
function importGraph(base, dir) {
  /** @type {Map<string, Map<string, number>>} */
  const graph = new Map();
  for (const file of scripts(base, dir)) {
    /** @type {Map<string, number>} */
    const targets = new Map();
    for (const { specifier, line } of importsOf(parse(base, file))) {
      const target = specifier.startsWith(".") ? resolveRelative(base, file, specifier) : undefined;
      if (target !== undefined && !targets.has(target)) targets.set(target, line);
    }
    graph.set(file, targets);
  }
  return graph;
}

/**
 * The files of a shortest way from a file back to itself, the file first; breadth first.
 * @param {Map<string, Map<string, number>>} graph
 * @param {string} start
 * @returns {string[] | undefined}
 */
function shortestCircle(graph, start) {
  /** @type {Map<string, string>} */
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const target of graph.get(file)?.keys() ?? []) {
      if (target === start) {
        const circle = [];
        for (let at = file; at !== start; at = /** @type {string} */ (cameFrom.get(at))) circle.unshift(at);
        return [start, ...circle];
      }
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return undefined;
}
