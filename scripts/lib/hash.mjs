// Content hashes that tell whether a step has anything to do.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What is made, not written.
const made = new Set([
  "node_modules",
  "dist",
  "cache",
  "coverage",
  "runs",
  ".turbo",
  ".cache",
  ".git",
  ".temp",
]);

/**
 * Paths of the files below `dir`, relative to `base` with forward slashes, sorted. What tools made is left out, and
 * so are folders named test unless `tests` is true.
 * @param {string} base
 * @param {string} dir
 * @param {{ tests?: boolean }} [options]
 * @returns {string[]}
 */
export function sourcesBelow(base, dir, { tests = false } = {}) {
  /** @type {string[]} */
  const files = [];
  /** @param {string} path */
  const walk = (path) => {
    for (const entry of readdirSync(join(base, path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!made.has(entry.name) && (tests || entry.name !== "test")) walk(child);
      } else if (entry.isFile()) {
        files.push(child);
      }
    }
  };
  if (existsSync(join(base, dir))) walk(dir);
  return files.sort();
}

/**
 * One hash of the names and contents of files, and of any further text that the result depends on.
 * A file that is not there counts as not there.
 * @param {string} base
 * @param {readonly string[]} files relative to `base`
 * @param {readonly string[]} [more]
 * @returns {string} hexadecimal
 */
export function hashFiles(base, files, more = []) {
  const hash = createHash("sha256");
  for (const text of more) hash.update(`${text.length}:${text}\n`);
  for (const file of files) {
    const path = join(base, file);
    const content = existsSync(path) ? readFileSync(path) : undefined;
    hash.update(`${file}:${content === undefined ? "none" : content.length}\n`);
    if (content !== undefined) hash.update(content);
  }
  return hash.digest("hex");
}
