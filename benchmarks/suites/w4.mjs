// Square matrix products in float32. The factors and the product stay in each engine's memory: nothing is copied to or
// from JavaScript while the clock runs.

import { loadJax } from "../contestants/jax.mjs";
import { loadTfjs } from "../contestants/tfjs.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { agree } from "../lib/agree.mjs";
import { uniform } from "../lib/numbers.mjs";

const sizes = [128, 256, 512, 1024];

/** @param {number} size */
const label = (size) => `${size}³`;

/**
 * Entries spread over the product, and every row's sum (which all entries take part in), against double precision.
 * @param {number} size
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @param {ArrayLike<number>} product
 */
function check(size, a, b, product) {
  const spots = Array.from({ length: 97 }, (_, i) => Math.floor((i * size * size) / 97));
  const entries = spots.map((spot) => {
    const [row, column] = [Math.floor(spot / size), spot % size];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += Number(a[row * size + k]) * Number(b[k * size + column]);
    return sum;
  });
  const absolute = 4e-7 * size;
  agree(
    `product ${label(size)}`,
    spots.map((spot) => Number(product[spot])),
    entries,
    { absolute },
  );
  /** @type {(values: (column: number, row: number) => number) => Float64Array} */
  const sumRows = (values) =>
    Float64Array.from({ length: size }, (_, row) => {
      let sum = 0;
      for (let column = 0; column < size; column++) sum += values(column, row);
      return sum;
    });
  const sumsOfB = sumRows((column, row) => Number(b[row * size + column]));
  const expected = sumRows((column, row) => Number(a[row * size + column]) * Number(sumsOfB[column]));
  const sums = sumRows((column, row) => Number(product[row * size + column]));
  agree(`sums of rows of the product ${label(size)}`, sums, expected, {
    absolute: absolute * Math.sqrt(size),
  });
}

/**
 * The cases for an engine.
 * @param {(size: number, a: Float32Array, b: Float32Array) => {
 *   run: (times: number) => void | Promise<void>,
 *   read: () => ArrayLike<number> | Promise<ArrayLike<number>>,
 * }} prepare
 * @returns {import("../lib/measure.mjs").Case[]}
 */
function cases(prepare) {
  return sizes.map((size) => {
    const a = uniform(size * size, -1, 1, size);
    const b = uniform(size * size, -1, 1, size + 1);
    const { run, read } = prepare(size, a, b);
    return { name: label(size), run, check: async () => check(size, a, b, await read()) };
  });
}

async function wellfit() {
  const { jit, tensor, variable, zeros } = await loadWellfit("core");
  return cases((size, a, b) => {
    const [left, right] = [a, b].map((data) => variable(tensor(data).reshape([size, size])));
    const out = variable(zeros([size, size]));
    const product = jit(() => {
      out.assign(left.value.matmul(right.value));
    });
    return {
      run: (times) => {
        for (let i = 0; i < times; i++) product();
      },
      read: () => out.data(),
    };
  });
}

async function tfjs() {
  const tf = await loadTfjs("wasm");
  return cases((size, a, b) => {
    const [left, right] = [a, b].map((data) => tf.tensor2d(data, [size, size]));
    return {
      run: (times) => {
        for (let i = 0; i < times; i++) tf.matMul(left, right).dispose();
      },
      read: () => tf.matMul(left, right).dataSync(),
    };
  });
}

async function jax() {
  const { blockUntilReady, jit, numpy: np } = await loadJax();
  const product = jit(np.matmul);
  return cases((size, a, b) => {
    const left = np.array(a).reshape([size, size]);
    const right = np.array(b).reshape([size, size]);
    return {
      run: async (times) => {
        for (let i = 0; i < times; i++) {
          const result = product(left.ref, right.ref);
          await blockUntilReady(result);
          result.dispose();
        }
      },
      read: () => product(left.ref, right.ref).data(),
    };
  });
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "Square matrix products, float32, one thread",
  unit: "GFLOP/s",
  value: (seconds, name) => (2 * Number.parseInt(name, 10) ** 3) / seconds / 1e9,
  contestants: { wellfit, "tfjs-wasm": tfjs, "jax-js": jax },
};
