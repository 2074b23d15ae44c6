import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

/** Layers that prepare data inside of the model. */
export const preparation: LayerRows = {
  CategoryEncoding: {
    make: (o) => layers.categoryEncoding(5, { outputMode: "count", ...o }),
    input: [3],
    learns: false,
    classes: 5,
    anyShape: true,
  },
  Discretization: {
    make: (o) => layers.discretization({ binBoundaries: [-0.5, 0, 0.5], ...o }),
    input: [3],
    learns: false,
    gives: "int32",
    anyShape: true,
  },
  IntegerLookup: {
    make: (o) => layers.integerLookup({ vocabulary: [3, 0, 2], maskToken: 1, numOovIndices: 2, ...o }),
    input: [3],
    learns: false,
    classes: 6,
    gives: "int32",
    anyShape: true,
  },
  Normalization: {
    make: (o) => layers.normalization(o),
    input: [3],
    learns: true,
  },
  Rescaling: { make: (o) => layers.rescaling([2, 3], { offset: -1, ...o }), input: [3, 2], learns: false },
  StringLookup: {
    make: (o) => layers.stringLookup({ vocabulary: ["a", "b"], ...o }),
    input: [3],
    learns: false,
    outside: true,
    anyShape: true,
  },
};
