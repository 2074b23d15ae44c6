// A training with everything that draws random numbers. It runs in a page and in Node, and both must end with the same bits.

import { setEngine } from "@wellfit/core";
import {
  adam,
  batchNormalization,
  conv1d,
  dense,
  dropout,
  flatten,
  gaussianNoise,
  lstm,
  maxPooling1d,
  sequential,
  setSeed,
} from "@wellfit/layers";

/** The numbers of a training: every loss, and every weight at its end. */
export interface Trained {
  readonly loss: readonly number[];
  readonly valLoss: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

/** Trains a network with convolution, recurrence, dropout, noise, batch normalization and clipping, with `fma: "off"`. */
export async function trained(): Promise<Trained> {
  setEngine("wasm", { fma: "off" });
  try {
    setSeed(7);
    const rows = 64;
    // Whole numbers in a fixed pattern: no function of the JavaScript engine takes part.
    const pixels = Float32Array.from({ length: rows * 64 }, (_, i) => ((i * 7919) % 17) / 16);
    const labels = Float32Array.from({ length: rows }, (_, row) => row % 3);
    const model = sequential([
      gaussianNoise(0.1, { inputShape: [8, 8] }),
      conv1d(6, 3, { activation: "relu" }),
      maxPooling1d(2),
      batchNormalization(),
      lstm(8, { returnSequences: true }),
      flatten(),
      dropout(0.3),
      dense(3, { activation: "softmax", kernelRegularizer: "l2" }),
    ]);
    model.compile({
      loss: "sparseCategoricalCrossentropy",
      optimizer: adam({ learningRate: 0.01, clipNorm: 1, gradientNoise: { stddev: 0.01 } }),
      metrics: ["accuracy"],
    });
    const x = { data: pixels, shape: [rows, 8, 8] };
    const { history } = await model.fit(x, labels, {
      epochs: 4,
      batchSize: 16,
      validationSplit: 0.25,
      verbose: 0,
    });
    return {
      loss: history.loss,
      valLoss: history.valLoss as number[],
      weights: model.getWeights().map(({ data }) => [...(data as Float32Array)]),
    };
  } finally {
    setEngine("wasm");
  }
}
