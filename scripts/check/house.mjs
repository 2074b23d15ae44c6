// The rules of the house as data. ARCHITECTURE.md explains them; the checks beside this file enforce them.

/**
 * @typedef {{
 *   packages: Record<string, readonly string[]>,
 *   apps: Record<string, readonly string[]>,
 *   commands: Record<string, string>,
 *   floors: Record<string, readonly string[]>,
 *   nodeOnly: Record<string, readonly string[]>,
 *   largestSource: number,
 *   medianSource: number,
 * }} House
 */

const libraries = ["core", "layers", "data", "viz", "onnx", "experiments"];

/** @type {House} */
export const house = {
  // The arrows: which packages of ours each may import.
  packages: {
    core: [],
    data: [],
    viz: [],
    layers: ["core"],
    onnx: ["core", "layers"],
    experiments: ["core", "layers", "data"],
  },
  apps: { cli: libraries, docs: libraries },
  // The apps that are published, each as the command of this name; the others are private.
  commands: { cli: "wellfit" },
  // The floors inside a package, from the ground up: a floor imports from itself and from below. Files that
  // stand directly in src/ are the top.
  floors: { core: ["graph", "primitives", "schedule", "engines", "ops", "autodiff", "families"] },
  // Entries that only Node loads, and so may import its modules statically: files, or folders with a slash.
  nodeOnly: { onnx: ["check.ts", "check/"], experiments: ["worker.ts"] },
  // In bytes: for one source file, and for the median of a package.
  largestSource: 25_000,
  medianSource: 6_000,
};
