// Who takes part.

import { readFileSync } from "node:fs";
import { moduleVersion } from "../contestants/python.mjs";
import { torchVersion } from "../contestants/pytorch.mjs";

/**
 * @typedef {{ about: string, version: () => string, absent?: () => boolean }} Contestant `absent` says that it cannot
 *   take part on this machine
 */

/**
 * @param {string} manifest path from this folder's parent
 * @returns {string}
 */
function versionIn(manifest) {
  return JSON.parse(readFileSync(new URL(`../${manifest}`, import.meta.url), "utf8")).version;
}

const tfjs = () => versionIn("node_modules/@tensorflow/tfjs/package.json");

/** @type {Record<string, Contestant>} */
export const contestants = {
  wellfit: {
    about: "this repository, WebAssembly engine",
    version: () => versionIn("../packages/core/package.json"),
  },
  bare: { about: "this repository without fit: the bare step and judgement", version: () => "" },
  "tfjs-wasm": { about: "TensorFlow.js, WebAssembly backend with SIMD", version: tfjs },
  "tfjs-cpu": { about: "TensorFlow.js, plain JavaScript backend", version: tfjs },
  "jax-js": {
    about: "jax-js, WebAssembly backend",
    version: () => versionIn("node_modules/@jax-js/jax/package.json"),
  },
  pytorch: {
    about: "PyTorch, eager, one thread",
    version: () => torchVersion() ?? "",
    absent: () => torchVersion() === undefined,
  },
  "pytorch-fused": {
    about: "PyTorch, eager, one thread, with Adam in one kernel",
    version: () => torchVersion() ?? "",
    absent: () => torchVersion() === undefined,
  },
  "scikit-learn": {
    about: "scikit-learn, one thread",
    version: () => moduleVersion("sklearn") ?? "",
    absent: () => moduleVersion("sklearn") === undefined,
  },
  papaparse: {
    about: "Papa Parse, row by row of a text",
    version: () => versionIn("node_modules/papaparse/package.json"),
  },
  "csv-parse": {
    about: "csv-parse, as a stream",
    version: () => versionIn("node_modules/csv-parse/package.json"),
  },
  "d3-dsv": {
    about: "d3-dsv, row by row of a text",
    version: () => versionIn("node_modules/d3-dsv/package.json"),
  },
  "onnxruntime-web": {
    about: "onnxruntime-web, WebAssembly backend",
    version: () => versionIn("node_modules/onnxruntime-web/package.json"),
  },
};
