import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that arrange numbers anew, and activations as layers. */
export const shape: LayerRows = {
  ELU: { make: (o) => layers.elu({ alpha: 0.7, ...o }), input: [3], learns: false },
  LeakyReLU: { make: (o) => layers.leakyRelu({ negativeSlope: 0.1, ...o }), input: [3], learns: false },
  Permute: { make: (o) => layers.permute([3, 1, 2], o), input: [2, 3, 4], learns: false },
  PReLU: {
    make: (o) => layers.prelu({ sharedAxes: 1, alphaInitializer: "ones", alphaRegularizer: "l2", ...o }),
    input: [2, 3],
    learns: true,
  },
  ReLU: {
    make: (o) => layers.relu({ maxValue: 0.9, negativeSlope: 0.1, threshold: 0.05, ...o }),
    input: [3],
    learns: false,
  },
  RepeatVector: { make: (o) => layers.repeatVector(3, o), input: [2], learns: false },
  Reshape: { make: (o) => layers.reshape([2, -1], o), input: [4, 3], learns: false },
  Softmax: { make: (o) => layers.softmax({ axis: [1, 2], ...o }), input: [2, 3], learns: false },
};
