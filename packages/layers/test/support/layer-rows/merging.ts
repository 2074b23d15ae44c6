import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const two = [
  [2, 3],
  [1, 3],
] as const;

/** Layers that make one tensor of several. */
export const merging: LayerRows = {
  Add: { make: (o) => layers.add(o), input: [[2, 3], [2, 3], [3]], learns: false },
  Average: { make: (o) => layers.average(o), input: two, learns: false },
  Concatenate: {
    make: (o) => layers.concatenate({ axis: 1, ...o }),
    input: two,
    learns: false,
  },
  Dot: {
    make: (o) => layers.dot([2, 1], { normalize: true, ...o }),
    input: [
      [2, 3],
      [3, 4],
    ],
    learns: false,
  },
  Maximum: { make: (o) => layers.maximum(o), input: two, learns: false },
  Minimum: { make: (o) => layers.minimum(o), input: two, learns: false },
  Multiply: { make: (o) => layers.multiply(o), input: [...two, [2, 1]], learns: false },
  Subtract: { make: (o) => layers.subtract(o), input: two, learns: false },
};
