import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const seed = 1;
const valueRange = [-10, 10] as const;

/** Layers that change images while training. */
export const augmentation: LayerRows = {
  CutMix: { make: (o) => layers.cutMix({ seed, ...o }), input: [[4, 3, 2], [3]], learns: false },
  MixUp: { make: (o) => layers.mixUp({ seed, alpha: 0.7, ...o }), input: [[4, 3, 2], [3]], learns: false },
  RandomBrightness: {
    make: (o) => layers.randomBrightness(0.01, { seed, valueRange, ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomContrast: {
    make: (o) => layers.randomContrast([0.3, 0.2], { seed, valueRange, ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomCrop: { make: (o) => layers.randomCrop(2, 3, { seed, ...o }), input: [4, 5, 2], learns: false },
  RandomErasing: {
    make: (o) => layers.randomErasing({ seed, scale: [0.2, 0.5], valueRange, ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomFlip: {
    make: (o) => layers.randomFlip({ seed, mode: "horizontal", ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomRotation: {
    make: (o) => layers.randomRotation(0.2, { seed, fillMode: "constant", fillValue: 0.5, ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomTranslation: {
    make: (o) => layers.randomTranslation(0.3, [0, 0.4], { seed, fillMode: "wrap", ...o }),
    input: [4, 3, 2],
    learns: false,
  },
  RandomZoom: {
    make: (o) => layers.randomZoom(0.4, { seed, widthFactor: [-0.3, 0.2], ...o }),
    input: [4, 3, 2],
    learns: false,
  },
};
