// How many bytes a browser loads for a program that trains W1: bundled and minified, then compressed.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The programs, and the WebAssembly that they load from files of their own. */
const programs = {
  wellfit: { entry: "wellfit.mjs", wasm: [] },
  "tfjs-wasm": {
    entry: "tfjs.mjs",
    wasm: ["node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm"],
  },
  "jax-js": { entry: "jax.mjs", wasm: [] },
};

/**
 * Sizes of the program of each contestant.
 * @returns {Promise<Record<string, { minified: number, gzipped: number }>>} bytes, WebAssembly included
 */
export async function bundleSizes() {
  const sizes = await Promise.all(
    Object.entries(programs).map(async ([name, { entry, wasm }]) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [inBenchmarks(`bundles/${entry}`)],
        bundle: true,
        minify: true,
        format: "esm",
        target: "es2022",
        platform: "browser",
        legalComments: "none",
        logLevel: "error",
        splitting: true,
        outdir: "out",
        metafile: true,
        write: false,
      });
      const loaded = atOnce(metafile.outputs);
      const files = [
        ...outputFiles.filter(({ path }) => loaded.has(basename(path))).map(({ contents }) => contents),
        ...wasm.map((file) => readFileSync(inBenchmarks(file))),
      ];
      return /** @type {const} */ ([name, sizeOf(files)]);
    }),
  );
  return Object.fromEntries(sizes);
}

/**
 * The files that are loaded at once: the program's own and what it imports statically. What it would only load on demand,
 * such as an engine that this program does not start, does not count.
 * @param {import("esbuild").Metafile["outputs"]} outputs
 * @returns {Set<string>} names without folders
 */
export function atOnce(outputs) {
  const [entry] = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint?.includes("bundles/"));
  const waiting = entry === undefined ? [] : [entry];
  /** @type {Set<string>} */
  const loaded = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(basename(name))) continue;
    loaded.add(basename(name));
    const imports = outputs[name]?.imports ?? [];
    waiting.push(...imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path));
  }
  return loaded;
}

/**
 * @param {readonly Uint8Array[]} files
 * @returns {{ minified: number, gzipped: number }} bytes of all, each compressed on its own
 */
export function sizeOf(files) {
  /** @param {(file: Uint8Array) => number} size */
  const sum = (size) => files.reduce((total, file) => total + size(file), 0);
  return {
    minified: sum((file) => file.length),
    gzipped: sum((file) => gzipSync(file, { level: constants.Z_BEST_COMPRESSION }).length),
  };
}

/**
 * @param {string} file
 * @returns {string}
 */
function inBenchmarks(file) {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
