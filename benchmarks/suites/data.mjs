// Preparing 100,000 rows of 50 float64 numbers: fit and transform, array in, array out.

import * as data from "../../packages/data/dist/index.js";
import { pythonTask } from "../contestants/python.mjs";

const rows = 100_000;
const columns = 50;

/** @type {Record<string, { categories?: number, run: (x: any) => any }>} */
const tasks = {
  standardScaler: { run: (x) => data.standardScaler().fitTransform(x) },
  minMaxScaler: { run: (x) => data.minMaxScaler().fitTransform(x) },
  robustScaler: { run: (x) => data.robustScaler().fitTransform(x) },
  oneHotEncoder: { categories: 4, run: (x) => data.oneHotEncoder().fitTransform(x) },
  ordinalEncoder: { categories: 4, run: (x) => data.ordinalEncoder().fitTransform(x) },
  kBinsDiscretizer: {
    run: (x) => data.kBinsDiscretizer({ nBins: 5, encode: "ordinal", strategy: "quantile" }).fitTransform(x),
  },
  pca: { run: (x) => data.pca({ nComponents: 10 }).fitTransform(x) },
  kFold: {
    run: (x) => [...data.kFold({ nSplits: 5, shuffle: true, randomState: 0 }).split(x)][0]?.test,
  },
};

/**
 * Scattered numbers, more widely from column to column, or categories of them; contestants/scikit_learn.py makes the same.
 * @param {number | undefined} categories
 */
function input(categories) {
  const x = new Float64Array(rows * columns);
  for (let i = 0; i < x.length; i++) {
    const wave = Math.sin(i * 12.9898) * 43758.5453;
    const scattered = wave - Math.floor(wave);
    x[i] = categories === undefined ? scattered * ((i % columns) + 1) : Math.floor(scattered * categories);
  }
  return { data: x, shape: [rows, columns] };
}

/**
 * @param {string} name
 * @param {(typeof tasks)[string]} task
 * @returns {import("../lib/measure.mjs").Case}
 */
function ours(name, { categories, run }) {
  const x = input(categories);
  /** @type {any} */
  let out;
  return {
    name,
    run: (times) => {
      for (let i = 0; i < times; i++) out = run(x);
    },
    check: () => {
      if (!out.data.every(Number.isFinite)) throw new Error(`${name}: expected finite numbers`);
    },
    // Without signs: which way a principal component points is a convention that changed between versions.
    witness: () => {
      const [, width] = out.shape;
      return Array.from(out.data.subarray(0, Math.min(500, 50 * width)), Math.abs);
    },
  };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "Fit and transform of 100,000 x 50 float64 numbers; five shuffled folds of them",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  tolerance: 1e-6,
  contestants: {
    wellfit: async () => Object.entries(tasks).map(([name, task]) => ours(name, task)),
    "scikit-learn": async () =>
      Promise.all(
        Object.entries(tasks).map(async ([name, { categories }]) => {
          const task = await pythonTask("./scikit_learn.py", { name, rows, columns, categories });
          return {
            name,
            run: (/** @type {number} */ times) => task.run(times),
            check: () => {},
            witness: () => task.read(),
            close: () => task.close(),
          };
        }),
      ),
  },
};
