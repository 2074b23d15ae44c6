import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

type Options = { dtype?: "float32" | "float64"; name?: string };
const inner = ({ dtype = "float32" }: Options): { dtype: "float32" | "float64" } => ({ dtype });

/** Layers that read sequences, and their cells. */
export const recurrent: LayerRows = {
  Bidirectional: {
    make: (o) =>
      layers.bidirectional(layers.lstm(3, { returnSequences: true, ...inner(o) }), {
        mergeMode: "mul",
        ...o,
      }),
    input: [4, 2],
    learns: true,
  },
  Embedding: {
    make: (o) => layers.embedding(5, 3, { maskZero: true, embeddingsRegularizer: "l2", ...o }),
    input: [4],
    learns: true,
    classes: 5,
    anyShape: true,
  },
  GRU: {
    make: (o) => layers.gru(3, { dropout: 0.2, recurrentDropout: 0.2, seed: 1, returnSequences: true, ...o }),
    input: [4, 2],
    learns: true,
  },
  GRUCell: {
    make: (o) => layers.gruCell(3, { resetAfter: false, seed: 1, dropout: 0.2, recurrentDropout: 0.2, ...o }),
    input: [[2], [3]],
    learns: true,
  },
  LSTM: {
    make: (o) =>
      layers.lstm(3, {
        dropout: 0.2,
        recurrentDropout: 0.2,
        seed: 1,
        goBackwards: true,
        returnSequences: true,
        returnState: true,
        kernelRegularizer: "l2",
        recurrentConstraint: layers.maxNorm(2),
        ...o,
      }),
    input: [4, 2],
    learns: true,
  },
  LSTMCell: {
    make: (o) => layers.lstmCell(3, { dropout: 0.2, implementation: 1, seed: 1, ...o }),
    input: [[2], [3], [3]],
    learns: true,
  },
  Masking: {
    make: (o) => layers.masking(o),
    input: [3, 2],
    learns: false,
  },
  RNN: {
    make: (o) =>
      layers.rnn([layers.lstmCell(3, inner(o)), layers.simpleRnnCell(2, inner(o))], {
        returnState: true,
        ...o,
      }),
    input: [4, 2],
    learns: true,
  },
  SimpleRNN: {
    make: (o) => layers.simpleRnn(3, { dropout: 0.2, seed: 1, ...o }),
    input: [4, 2],
    learns: true,
  },
  SimpleRNNCell: {
    make: (o) => layers.simpleRnnCell(3, { recurrentDropout: 0.2, seed: 1, ...o }),
    input: [[2], [3]],
    learns: true,
  },
  StackedRNNCells: {
    make: (o) => layers.stackedRnnCells([layers.gruCell(3, inner(o)), layers.gruCell(2, inner(o))], o),
    input: [[2], [3], [2]],
    learns: true,
  },
  TimeDistributed: {
    make: (o) => layers.timeDistributed(layers.dense(3, { activation: "tanh", ...inner(o) }), o),
    input: [4, 2],
    learns: true,
  },
};
