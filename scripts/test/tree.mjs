// Small workspaces in a temporary folder, for the checks to find fault with.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * Writes files into a new folder, which goes when the test ends.
 * @param {Record<string, string | object>} files contents by path; objects become JSON
 * @returns {string} the folder
 */
export function tree(files) {
  const base = mkdtempSync(join(tmpdir(), "wellfit-check-"));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return base;
}

/**
 * A manifest that follows the rules of a package.
 * @param {string} folder
 * @param {Record<string, unknown>} [more]
 * @returns {Record<string, unknown>}
 */
export function manifest(folder, more = {}) {
  return {
    name: `@wellfit/${folder}`,
    version: "0.1.0",
    description: "A package.",
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    files: ["dist"],
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    scripts: { build: "tsup" },
    dependencies: {},
    ...more,
  };
}

/** The files at the root of a workspace that follows the rules. */
export const ground = {
  "package.json": { private: true, license: "MIT", type: "module", engines: { node: ">=20.19" } },
  "pnpm-workspace.yaml": "packages:\n  - packages/*\nonlyBuiltDependencies: []\n",
};
