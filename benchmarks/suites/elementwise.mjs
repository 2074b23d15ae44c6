// Functions of 100,000 numbers: once with the result left in the engine's memory, once read into JavaScript as a user
// would.

import { loadJax } from "../contestants/jax.mjs";
import { loadTfjs } from "../contestants/tfjs.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { agree } from "../lib/agree.mjs";
import { uniform } from "../lib/numbers.mjs";

const [rows, columns] = [100, 1000];
const size = rows * columns;
const x = uniform(size, -6, 6, 1);
const bias = uniform(columns, -1, 1, 2);

/** What each function should give for an element and the bias of its column. */
const truth = {
  exp: Math.exp,
  tanh: Math.tanh,
  sigmoid: (/** @type {number} */ value) => 1 / (1 + Math.exp(-value)),
  "bias + relu": (/** @type {number} */ value, /** @type {number} */ offset) => Math.max(0, value + offset),
};

/** @typedef {keyof typeof truth} Name */

/**
 * The cases for an engine.
 * @param {(name: Name) => {
 *   run: (times: number) => void | Promise<void>,
 *   runAndRead: (times: number) => ArrayLike<number> | Promise<ArrayLike<number>>,
 * }} prepare `runAndRead` gives the last result
 * @returns {import("../lib/measure.mjs").Case[]}
 */
function cases(prepare) {
  return Object.entries(truth).flatMap(([name, function_]) => {
    const expected = Float64Array.from(x, (value, i) => function_(value, Number(bias[i % columns])));
    const { run, runAndRead } = prepare(/** @type {Name} */ (name));
    const check = async () => agree(name, await runAndRead(1), expected, { absolute: 1e-6, relative: 2e-6 });
    return [
      { name, run, check },
      {
        name: `${name}, read`,
        run: async (/** @type {number} */ times) => {
          await runAndRead(times);
        },
        check,
      },
    ];
  });
}

async function wellfit() {
  const { jit, tensor, variable, zeros } = await loadWellfit("core");
  const input = variable(tensor(x).reshape([rows, columns]));
  const offset = variable(tensor(bias));
  const out = variable(zeros([rows, columns]));
  const functions = {
    exp: () => input.value.exp(),
    tanh: () => input.value.tanh(),
    sigmoid: () => input.value.sigmoid(),
    "bias + relu": () => input.value.add(offset.value).relu(),
  };
  return cases((name) => {
    const result = jit(functions[name]);
    const assign = jit(() => {
      out.assign(functions[name]());
    });
    return {
      run: (times) => {
        for (let i = 0; i < times; i++) assign();
      },
      runAndRead: (times) => {
        for (let i = 1; i < times; i++) result().data();
        return result().data();
      },
    };
  });
}

async function tfjs() {
  const tf = await loadTfjs("wasm");
  const input = tf.tensor2d(x, [rows, columns]);
  const offset = tf.tensor1d(bias);
  const functions = {
    exp: () => tf.exp(input),
    tanh: () => tf.tanh(input),
    sigmoid: () => tf.sigmoid(input),
    "bias + relu": () => {
      const sum = tf.add(input, offset);
      const result = tf.relu(sum);
      sum.dispose();
      return result;
    },
  };
  return cases((name) => {
    const read = () => {
      const result = functions[name]();
      const data = result.dataSync();
      result.dispose();
      return data;
    };
    return {
      run: (times) => {
        for (let i = 0; i < times; i++) functions[name]().dispose();
      },
      runAndRead: (times) => {
        for (let i = 1; i < times; i++) read();
        return read();
      },
    };
  });
}

async function jax() {
  const { blockUntilReady, jit, nn, numpy: np } = await loadJax();
  const input = np.array(x).reshape([rows, columns]);
  const offset = np.array(bias);
  const [exp, tanh, sigmoid] = [jit(np.exp), jit(np.tanh), jit(nn.sigmoid)];
  const biasRelu = jit((/** @type {any} */ value, /** @type {any} */ add) => nn.relu(value.add(add)));
  const functions = {
    exp: () => exp(input.ref),
    tanh: () => tanh(input.ref),
    sigmoid: () => sigmoid(input.ref),
    "bias + relu": () => biasRelu(input.ref, offset.ref),
  };
  return cases((name) => ({
    run: async (times) => {
      for (let i = 0; i < times; i++) {
        const result = functions[name]();
        await blockUntilReady(result);
        result.dispose();
      }
    },
    runAndRead: async (times) => {
      for (let i = 1; i < times; i++) await functions[name]().data();
      return await functions[name]().data();
    },
  }));
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "Functions of 100,000 float32 numbers, one thread",
  unit: "ns per element",
  value: (seconds) => (seconds / size) * 1e9,
  contestants: { wellfit, "tfjs-wasm": tfjs, "jax-js": jax },
};
