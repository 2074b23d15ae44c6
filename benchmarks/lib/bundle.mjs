// How many bytes a browser loads for a program that trains W1: bundled and minified, then compressed.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

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
      const bundle = await rolldown({
        input: inBenchmarks(`bundles/${entry}`),
        platform: "browser",
        logLevel: "silent",
        // Modules of Node that a library would only load there.
        external: [
          /^node:/,
          "fs",
          "path",
          "crypto",
          "util",
          "worker_threads",
          "perf_hooks",
          "os",
          "string_decoder",
        ],
      });
      const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
      const loaded = atOnce(output);
      const encoder = new TextEncoder();
      const files = [
        ...output.flatMap((file) =>
          file.type === "chunk" && loaded.has(file.fileName) ? [encoder.encode(file.code)] : [],
        ),
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
 * @param {readonly { fileName: string, type: string, isEntry?: boolean, imports?: readonly string[] }[]} output
 * @returns {Set<string>} names of files
 */
export function atOnce(output) {
  const waiting = output.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  /** @type {Set<string>} */
  const loaded = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (loaded.has(name)) continue;
    loaded.add(name);
    waiting.push(...(output.find(({ fileName }) => fileName === name)?.imports ?? []));
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
