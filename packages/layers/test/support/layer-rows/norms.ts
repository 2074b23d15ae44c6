import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that normalise. */
export const norms: LayerRows = {
  BatchNormalization: {
    make: (o) => layers.batchNormalization({ momentum: 0.9, gammaRegularizer: "l2", epsilon: 0.01, ...o }),
    input: [3, 2],
    learns: true,
  },
  GroupNormalization: {
    make: (o) => layers.groupNormalization({ groups: 2, betaInitializer: "ones", epsilon: 0.01, ...o }),
    input: [3, 4],
    learns: true,
  },
  LayerNormalization: {
    make: (o) => layers.layerNormalization({ axis: 1, gammaConstraint: "nonNeg", epsilon: 0.01, ...o }),
    input: [2, 4],
    learns: true,
  },
  RMSNormalization: {
    make: (o) => layers.rmsNormalization({ epsilon: 0.01, ...o }),
    input: [2, 3],
    learns: true,
  },
  SpectralNormalization: {
    make: (o) => {
      const within = layers.dense(3, { activation: "tanh", dtype: o.dtype ?? "float32" });
      return layers.spectralNormalization(within, { powerIterations: 2, ...o });
    },
    input: [4],
    learns: true,
    // The gradient is taken at the divided kernel, and not through the division.
    smooth: false,
  },
  UnitNormalization: {
    make: (o) => layers.unitNormalization({ axis: 1, ...o }),
    input: [3, 2],
    learns: false,
  },
};
