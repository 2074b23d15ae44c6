// W2: one training step of 784-256-128-10 on 128 rows with Adam; the loss is read after every step.

import { torchTraining, trainingCase } from "../training/case.mjs";
import { jaxTrainer } from "../training/jax.mjs";
import { mlpTask } from "../training/tasks.mjs";
import { tfjsTrainer } from "../training/tfjs.mjs";
import { wellfitTrainer } from "../training/wellfit.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "One training step of 784-256-128-10, batch 128, Adam",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  tolerance: 2e-3,
  contestants: {
    wellfit: async () => [trainingCase("step", await wellfitTrainer(mlpTask()))],
    "tfjs-wasm": async () => [trainingCase("step", await tfjsTrainer(mlpTask()))],
    "jax-js": async () => [trainingCase("step", await jaxTrainer(mlpTask()))],
    pytorch: async () => [await torchTraining("step", mlpTask())],
    "pytorch-fused": async () => [await torchTraining("step", mlpTask(), { fused: true })],
  },
};
