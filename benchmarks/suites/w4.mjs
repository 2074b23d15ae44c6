// W4: square matrix products in float32. The factors and the product stay in each engine's memory: nothing is copied to or
// from JavaScript while the clock runs.

import { loadJax } from "../contestants/jax.mjs";
import { torchTask } from "../contestants/pytorch.mjs";
import { loadTfjs } from "../contestants/tfjs.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { agree } from "../lib/agree.mjs";
import { uniform } from "../lib/numbers.mjs";
import { arithmeticLoops } from "../lib/wasm.mjs";

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
 * @param {(size: number) => (times: number) => void} [limit] what the machine can do at most
 * @returns {import("../lib/measure.mjs").Case[]}
 */
function cases(prepare, limit) {
  return sizes.map((size) => {
    const a = uniform(size * size, -1, 1, size);
    const b = uniform(size * size, -1, 1, size + 1);
    const { run, read } = prepare(size, a, b);
    return {
      name: label(size),
      run,
      ...(limit === undefined ? {} : { beside: { ceiling: limit(size) } }),
      check: async () => check(size, a, b, await read()),
    };
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
  }, ceiling());
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

async function pytorch() {
  const tasks = await Promise.all(
    sizes.map(async (size) => {
      const shape = [size, size];
      const a = uniform(size * size, -1, 1, size);
      const b = uniform(size * size, -1, 1, size + 1);
      const torch = await torchTask("product", { a: { data: a, shape }, b: { data: b, shape } });
      return { size, a, b, torch };
    }),
  );
  return tasks.map(({ size, a, b, torch }) => ({
    name: label(size),
    run: torch.run,
    check: async () => check(size, a, b, await torch.read()),
    close: torch.close,
  }));
}

/**
 * As much arithmetic as a product needs, in registers only: no product can be faster. The fastest of several loops, which
 * is chosen before the clock runs.
 * @returns {(size: number) => (times: number) => void}
 */
function ceiling() {
  // A call that is long gains nothing from the optimising compiler, so there are many calls.
  const turns = 10_000;
  const speeds = arithmeticLoops().map((loop) => {
    let best = 0;
    for (let i = 0; i < 100; i++) {
      const begin = performance.now();
      for (let call = 0; call < 10; call++) loop.run(turns);
      best = Math.max(best, loop.flopsATurn / (performance.now() - begin));
    }
    return { loop, best };
  });
  const { loop } = speeds.reduce((a, b) => (b.best > a.best ? b : a));
  return (size) => (times) => {
    let left = Math.round((times * 2 * size ** 3) / loop.flopsATurn);
    for (; left > turns; left -= turns) loop.run(turns);
    loop.run(Math.max(1, left));
  };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "Square matrix products, float32, one thread",
  unit: "GFLOP/s",
  value: (seconds, name) => (2 * Number.parseInt(name, 10) ** 3) / seconds / 1e9,
  contestants: { wellfit, "tfjs-wasm": tfjs, "jax-js": jax, pytorch },
};
