// W7: one training step of an LSTM of 64 units over 50 steps on 32 sequences; the loss is read after every step.

import { torchTraining, trainingCase } from "../training/case.mjs";
import { jaxTrainer } from "../training/jax.mjs";
import { lstmTask } from "../training/tasks.mjs";
import { tfjsTrainer } from "../training/tfjs.mjs";
import { wellfitTrainer } from "../training/wellfit.mjs";

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about: "One training step of an LSTM of 64 units over 50 steps of 16 numbers, batch 32, Adam",
  unit: "ms",
  value: (seconds) => seconds * 1e3,
  tolerance: 2e-3,
  contestants: {
    wellfit: async () => [trainingCase("step", await wellfitTrainer(lstmTask()))],
    "tfjs-wasm": async () => [trainingCase("step", await tfjsTrainer(lstmTask()))],
    "jax-js": async () => [trainingCase("step", await jaxTrainer(lstmTask()))],
    pytorch: async () => [await torchTraining("step", lstmTask())],
    "pytorch-fused": async () => [await torchTraining("step", lstmTask(), { fused: true })],
  },
};
