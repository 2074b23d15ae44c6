// What the repository consists of. Only Node's own modules: this runs before anything is installed.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{
 *   name?: string, version?: string, private?: boolean, type?: string, license?: string,
 *   description?: string, sideEffects?: unknown, files?: string[], packageManager?: string,
 *   engines?: Versions, exports?: Record<string, unknown>, bin?: string | Versions, scripts?: Versions,
 *   dependencies?: Versions, devDependencies?: Versions, peerDependencies?: Versions,
 *   optionalDependencies?: Versions, pnpm?: Record<string, unknown>,
 * }} Manifest
 * @typedef {{ kind: "packages" | "apps", folder: string, dir: string, name: string, manifest: Manifest }} Member
 */

/**
 * The manifest in a folder.
 * @param {string} folder
 * @returns {Manifest}
 */
export function readManifest(folder) {
  const file = join(folder, "package.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Every package and app, in alphabetical order: `dir` is relative to the root, with forward slashes.
 * @param {string} [base] the root of the workspace
 * @returns {Member[]}
 */
export function members(base = root) {
  /** @type {Member[]} */
  const found = [];
  for (const kind of /** @type {const} */ (["packages", "apps"])) {
    const parent = join(base, kind);
    if (!existsSync(parent)) continue;
    for (const folder of readdirSync(parent).sort()) {
      if (!existsSync(join(parent, folder, "package.json"))) continue;
      const manifest = readManifest(join(parent, folder));
      found.push({ kind, folder, dir: `${kind}/${folder}`, name: manifest.name ?? folder, manifest });
    }
  }
  return found;
}

/**
 * The given members and all of ours that they need, the needed ones first.
 * @param {readonly Member[]} all
 * @param {readonly Member[]} targets
 * @returns {Member[]}
 */
export function withNeeds(all, targets) {
  /** @type {Set<Member>} */
  const done = new Set();
  /** @type {Set<Member>} */
  const seen = new Set();
  /** @param {Member} member */
  const visit = (member) => {
    if (seen.has(member)) return;
    seen.add(member);
    for (const needed of needs(all, member)) visit(needed);
    done.add(member);
  };
  for (const target of targets) visit(target);
  return [...done];
}

/**
 * The members that one member names in its manifest.
 * @param {readonly Member[]} all
 * @param {Member} member
 * @returns {Member[]}
 */
export function needs(all, member) {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = member.manifest;
  const names = new Set(
    [dependencies, devDependencies, peerDependencies, optionalDependencies].flatMap((versions) =>
      Object.keys(versions ?? {}),
    ),
  );
  return all.filter((other) => other !== member && names.has(other.name));
}
