// W5: logits of 784-256-128-10 for one row and for 1024. Numbers go in and come out as typed arrays.

import { loadJax } from "../contestants/jax.mjs";
import { torchTask } from "../contestants/pytorch.mjs";
import { loadTfjs } from "../contestants/tfjs.mjs";
import { loadWellfit } from "../contestants/wellfit.mjs";
import { agree } from "../lib/agree.mjs";
import { uniform } from "../lib/numbers.mjs";
import { mlp as jaxMlp } from "../training/jax.mjs";
import { mlpTask } from "../training/tasks.mjs";
import { mlp as tfjsMlp } from "../training/tfjs.mjs";
import { mlp as wellfitMlp } from "../training/wellfit.mjs";

const width = 784;

/** @typedef {import("../training/tasks.mjs").NdArray} NdArray */

/**
 * @param {(weights: NdArray[], batch: number) => Promise<(x: Float32Array) => Numbers | Promise<Numbers>>} prepare
 * @typedef {ArrayLike<number>} Numbers
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(prepare) {
  return async () => {
    const { weights } = mlpTask();
    /** @type {import("../lib/measure.mjs").Case[]} */
    const cases = [];
    for (const batch of [1, 1024]) {
      const x = uniform(batch * width, 0, 1, 31);
      const predict = await prepare(weights, batch);
      /** @type {Numbers} */
      let result = [];
      cases.push({
        name: `batch ${batch}`,
        run: async (times) => {
          for (let i = 0; i < times; i++) {
            const value = predict(x);
            result = value instanceof Promise ? await value : value;
          }
        },
        check: () => agree(`logits, batch ${batch}`, result, truth(weights, x, batch), { absolute: 2e-5 }),
      });
    }
    return cases;
  };
}

/**
 * The logits in double precision.
 * @param {NdArray[]} weights
 * @param {ArrayLike<number>} x
 * @param {number} rows
 * @returns {Float64Array}
 */
function truth(weights, x, rows) {
  let [values, from] = [Float64Array.from(x), width];
  for (let i = 0; i < weights.length; i += 2) {
    const [kernel, bias] = /** @type {[Float32Array, Float32Array]} */ ([
      weights[i]?.data,
      weights[i + 1]?.data,
    ]);
    const to = bias.length;
    const next = new Float64Array(rows * to);
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < from; k++) {
        const value = Number(values[row * from + k]);
        for (let j = 0; j < to; j++) next[row * to + j] += value * Number(kernel[k * to + j]);
      }
      for (let j = 0; j < to; j++) {
        const sum = Number(next[row * to + j]) + Number(bias[j]);
        next[row * to + j] = i + 2 < weights.length ? Math.max(0, sum) : sum;
      }
    }
    [values, from] = [next, to];
  }
  return values;
}

/** @type {Parameters<typeof contestant>[0]} */
async function wellfit(weights, batch) {
  const core = await loadWellfit("core");
  const { jit, tensor, variable } = core;
  const all = weights.map(({ data, shape }) => variable(tensor(data).reshape(shape)));
  const forward = jit((/** @type {any} */ x) =>
    wellfitMlp(
      core,
      all.map((weight) => weight.value),
      x.reshape([batch, width]),
    ),
  );
  return (x) => forward(tensor(x, { copy: false })).data();
}

/** @type {Parameters<typeof contestant>[0]} */
async function tfjs(weights, batch) {
  const tf = await loadTfjs("wasm");
  const all = weights.map(({ data, shape }) => tf.tensor(data, shape));
  return (x) => tf.tidy(() => tfjsMlp(tf, all, tf.tensor2d(x, [batch, width])).dataSync());
}

/** @type {Parameters<typeof contestant>[0]} */
async function jax(weights, batch) {
  const jaxJs = await loadJax();
  const { jit, numpy: np, tree } = jaxJs;
  const all = weights.map(({ data, shape }) => np.array(data).reshape(shape));
  const forward = jit((/** @type {any[]} */ w, /** @type {any} */ x) => jaxMlp(jaxJs, w, x));
  return (x) => forward(/** @type {any} */ (tree.ref(all)), np.array(x).reshape([batch, width])).data();
}

/**
 * The same network, written as ONNX by our own exporter.
 * @type {Parameters<typeof contestant>[0]}
 */
async function onnxruntime(weights, batch) {
  const core = await loadWellfit("core");
  const { toOnnx } = await loadWellfit("onnx");
  const ort = await import("onnxruntime-web");
  ort.env.wasm.numThreads = 1;
  const all = weights.map(({ data, shape }) => core.variable(core.tensor(data).reshape(shape)));
  const forward = (/** @type {any} */ x) =>
    wellfitMlp(
      core,
      all.map((weight) => weight.value),
      x,
    );
  const bytes = toOnnx(forward, { inputShapes: [[null, width]] });
  const options = { executionProviders: ["wasm"], graphOptimizationLevel: /** @type {const} */ ("all") };
  const session = await ort.InferenceSession.create(bytes, options);
  const [input, output] = /** @type {[string, string]} */ ([session.inputNames[0], session.outputNames[0]]);
  return async (x) => {
    const results = await session.run({ [input]: new ort.Tensor("float32", x, [batch, width]) });
    return /** @type {Float32Array} */ (results[output]?.data);
  };
}

/** PyTorch's numbers stay in its process: what goes to and from JavaScript is not measured. */
async function pytorch() {
  const { weights } = mlpTask();
  return Promise.all(
    [1, 1024].map(async (batch) => {
      const x = uniform(batch * width, 0, 1, 31);
      const torch = await torchTask("inference", {
        model: "mlp",
        weights,
        x: { data: x, shape: [batch, width] },
      });
      return {
        name: `batch ${batch}`,
        run: torch.run,
        check: async () =>
          agree(`logits, batch ${batch}`, await torch.read(), truth(weights, x, batch), { absolute: 2e-5 }),
        close: torch.close,
      };
    }),
  );
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "Inference of 784-256-128-10",
  unit: "µs",
  value: (seconds) => seconds * 1e6,
  contestants: {
    wellfit: contestant(wellfit),
    "tfjs-wasm": contestant(tfjs),
    "jax-js": contestant(jax),
    "onnxruntime-web": contestant(onnxruntime),
    pytorch,
  },
};
