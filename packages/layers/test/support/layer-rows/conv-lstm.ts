import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that read sequences of signals, images and volumes. */
export const convLstm: LayerRows = {
  ConvLSTM1D: {
    make: (o) =>
      layers.convLstm1d(2, 2, {
        strides: 2,
        returnSequences: true,
        returnState: true,
        goBackwards: true,
        dropout: 0.2,
        recurrentDropout: 0.2,
        seed: 1,
        ...o,
      }),
    input: [3, 5, 2],
    learns: true,
  },
  ConvLSTM2D: {
    make: (o) =>
      layers.convLstm2d(2, [2, 1], {
        padding: "same",
        dilationRate: 2,
        kernelRegularizer: "l2",
        recurrentConstraint: layers.maxNorm(2),
        ...o,
      }),
    input: [2, 3, 2, 1],
    learns: true,
  },
  ConvLSTM3D: {
    make: (o) => layers.convLstm3d(1, 2, { useBias: false, unitForgetBias: false, returnState: true, ...o }),
    input: [2, 2, 3, 2, 1],
    learns: true,
  },
};
