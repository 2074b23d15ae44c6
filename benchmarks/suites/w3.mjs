// W3: one training step of a small convolutional network on 64 images of 28x28; the loss is read after every step.

import { torchTraining, trainingCase } from "../training/case.mjs";
import { jaxTrainer } from "../training/jax.mjs";
import { cnnTask } from "../training/tasks.mjs";
import { tfjsTrainer } from "../training/tfjs.mjs";
import { wellfitTrainer } from "../training/wellfit.mjs";

/**
 * TensorFlow.js, if it can: its WebAssembly backend has no gradient of a convolution's kernel.
 * @returns {Promise<import("../lib/measure.mjs").Case[] | string>}
 */
async function tfjs() {
  const step = await tfjsTrainer(cnnTask());
  try {
    step();
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return first;
  }
  return [trainingCase("step", await tfjsTrainer(cnnTask()))];
}

/**
 * The faster of its own convolution and of one that is written as a product.
 * @returns {Promise<import("../lib/measure.mjs").Case[]>}
 */
async function jax() {
  const task = cnnTask();
  const ways = [];
  for (const model of ["cnn", "cnn by products"]) {
    const step = await jaxTrainer({ ...task, model });
    await step();
    const begin = performance.now();
    await step();
    ways.push({ model, time: performance.now() - begin });
  }
  const { model } = ways.reduce((a, b) => (b.time < a.time ? b : a));
  return [trainingCase("step", await jaxTrainer({ ...task, model }))];
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "One training step of conv 5x5x24, pool, conv 3x3x32, pool, dense 128, dense 10, batch 64, Adam",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  tolerance: 2e-3,
  contestants: {
    wellfit: async () => [trainingCase("step", await wellfitTrainer(cnnTask()))],
    "tfjs-wasm": tfjs,
    "jax-js": jax,
    pytorch: async () => [await torchTraining("step", cnnTask())],
    "pytorch-fused": async () => [await torchTraining("step", cnnTask(), { fused: true })],
  },
};
