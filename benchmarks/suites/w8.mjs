// W8: relu(x * a + b) * c - d over a million numbers, with the result left in the engine's memory, beside a copy of as
// many bytes.

import { loadJax } from "../contestants/jax.mjs";
import { loadTfjs } from "../contestants/tfjs.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { agree } from "../lib/agree.mjs";
import { uniform } from "../lib/numbers.mjs";
import { copies } from "../lib/wasm.mjs";

const size = 2 ** 20;
const [a, b, c, d] = /** @type {[number, number, number, number]} */ ([1.7, 0.3, 2.1, 0.6]);

/**
 * @param {(x: Float32Array) => Promise<{
 *   run: (times: number) => void | Promise<void>,
 *   read: () => ArrayLike<number> | Promise<ArrayLike<number>>,
 * }>} prepare
 * @param {() => Record<string, (times: number) => void>} [beside] what it is held against
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(prepare, beside) {
  return async () => {
    const x = uniform(size, -2, 2, 1);
    const { run, read } = await prepare(x);
    const check = async () => {
      const expected = x.map((value) => Math.max(0, value * a + b) * c - d);
      agree("chain", await read(), expected, { absolute: 2e-6 });
    };
    return [{ name: "chain", run, check, ...(beside === undefined ? {} : { beside: beside() }) }];
  };
}

/** @type {Parameters<typeof contestant>[0]} */
async function wellfit(data) {
  const { jit, tensor, variable, zeros } = await loadWellfit("core");
  const [x, out] = [variable(tensor(data)), variable(zeros([size]))];
  const chain = jit(() => {
    out.assign(x.value.mul(a).add(b).relu().mul(c).sub(d));
  });
  return {
    run: (times) => {
      for (let i = 0; i < times; i++) chain();
    },
    read: () => out.data(),
  };
}

/** @type {Parameters<typeof contestant>[0]} */
async function tfjs(data) {
  const tf = await loadTfjs("wasm");
  const x = tf.tensor1d(data);
  const chain = () => tf.tidy(() => tf.sub(tf.mul(tf.relu(tf.add(tf.mul(x, a), b)), c), d));
  return {
    run: (times) => {
      for (let i = 0; i < times; i++) chain().dispose();
    },
    read: () => chain().dataSync(),
  };
}

/** @type {Parameters<typeof contestant>[0]} */
async function jax(data) {
  const { blockUntilReady, jit, nn, numpy: np } = await loadJax();
  const x = np.array(data);
  const chain = jit((/** @type {any} */ from) => nn.relu(from.mul(a).add(b)).mul(c).sub(d));
  return {
    run: async (times) => {
      for (let i = 0; i < times; i++) {
        const result = chain(x.ref);
        await blockUntilReady(result);
        result.dispose();
      }
    },
    read: () => chain(x.ref).data(),
  };
}

/**
 * Ways to copy as many bytes.
 * @returns {Record<string, (times: number) => void>}
 */
function limits() {
  const { memory, from, to, ways } = copies(4 * size);
  const x = uniform(size, -2, 2, 1);
  new Float32Array(memory.buffer, from, size).set(x);
  /** @type {(way: () => void) => (times: number) => void} */
  const repeat = (way) => {
    way();
    agree("copy", new Float32Array(memory.buffer, to, size), x, {});
    return (times) => {
      for (let i = 0; i < times; i++) way();
    };
  };
  return { copy: repeat(ways.loop), "memory.copy": repeat(ways.instruction) };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "relu(x * a + b) * c - d of a million float32 numbers",
  unit: "µs",
  value: (seconds) => seconds * 1e6,
  contestants: {
    wellfit: contestant(wellfit, limits),
    "tfjs-wasm": contestant(tfjs),
    "jax-js": contestant(jax),
  },
};
