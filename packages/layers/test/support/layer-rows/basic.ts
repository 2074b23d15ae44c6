import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that are there from the first: dense, dropout and their like. */
export const basic: LayerRows = {
  Activation: { make: (o) => layers.activation("tanh", o), input: [3], learns: false },
  Dense: {
    make: (o) =>
      layers.dense(3, {
        activation: "tanh",
        kernelRegularizer: "l2",
        kernelConstraint: layers.maxNorm(1),
        biasInitializer: "ones",
        ...o,
      }),
    input: [4],
    learns: true,
  },
  Dropout: { make: (o) => layers.dropout(0.3, { seed: 1, ...o }), input: [3], learns: false },
  Flatten: { make: (o) => layers.flatten(o), input: [2, 3], learns: false },
  GaussianNoise: { make: (o) => layers.gaussianNoise(0.2, { seed: 1, ...o }), input: [2, 2], learns: false },
  InputLayer: { make: (o) => layers.input([2, 3], o), input: [2, 3], learns: false, entry: true },
};
