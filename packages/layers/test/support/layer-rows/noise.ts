import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that make the weights of others noisy. */
export const noise: LayerRows = {
  WeightNoise: {
    make: (o) => {
      const within = layers.dense(3, {
        activation: "tanh",
        kernelRegularizer: "l2",
        dtype: o.dtype ?? "float32",
      });
      return layers.weightNoise(within, 0.1, { seed: 1, only: ["kernel"], ...o });
    },
    input: [4],
    learns: true,
  },
};
