import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const two = [
  [3, 4],
  [2, 4],
] as const;

/** Layers that attend. */
export const attention: LayerRows = {
  AdditiveAttention: {
    make: (o) => layers.additiveAttention({ dropout: 0.2, seed: 1, ...o }),
    input: two,
    learns: true,
    call: { returnAttentionScores: true },
  },
  Attention: {
    make: (o) => layers.attention({ useScale: true, scoreMode: "concat", seed: 1, ...o }),
    input: [...two, [2, 4]],
    learns: true,
    call: { useCausalMask: true },
  },
  GroupQueryAttention: {
    make: (o) => layers.groupQueryAttention(3, 4, 2, { slidingWindow: 2, useBias: false, seed: 1, ...o }),
    input: two,
    learns: true,
  },
  MultiHeadAttention: {
    make: (o) =>
      layers.multiHeadAttention(2, 3, {
        valueDim: 2,
        dropout: 0.2,
        useGate: true,
        biasInitializer: "ones",
        kernelRegularizer: "l2",
        seed: 1,
        ...o,
      }),
    input: [...two, [2, 5]],
    learns: true,
    call: { useCausalMask: true },
  },
};
