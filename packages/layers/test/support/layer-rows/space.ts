import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const still = { learns: false, anyShape: true } as const;

/** Layers that cut, pad and enlarge. */
export const space: LayerRows = {
  CenterCrop: { make: (o) => layers.centerCrop(3, 2, o), input: [4, 5, 2], ...still },
  Resizing: {
    make: (o) =>
      layers.resizing(5, 3, { interpolation: "lanczos3", padToAspectRatio: true, fillValue: 1, ...o }),
    input: [3, 5, 2],
    ...still,
  },
  Cropping1D: { make: (o) => layers.cropping1d([2, 1], o), input: [5, 2], ...still },
  Cropping2D: { make: (o) => layers.cropping2d([1, [0, 2]], o), input: [4, 5, 2], ...still },
  Cropping3D: { make: (o) => layers.cropping3d(1, o), input: [3, 4, 3, 2], ...still },
  ZeroPadding1D: { make: (o) => layers.zeroPadding1d([2, 1], o), input: [3, 2], ...still },
  ZeroPadding2D: { make: (o) => layers.zeroPadding2d([1, [0, 2]], o), input: [2, 3, 2], ...still },
  ZeroPadding3D: { make: (o) => layers.zeroPadding3d([0, 1, 2], o), input: [2, 1, 2, 2], ...still },
  UpSampling1D: { make: (o) => layers.upSampling1d(3, o), input: [3, 2], ...still },
  UpSampling2D: {
    make: (o) => layers.upSampling2d([2, 3], { interpolation: "bilinear", ...o }),
    input: [2, 3, 2],
    ...still,
  },
  UpSampling3D: { make: (o) => layers.upSampling3d([1, 2, 3], o), input: [2, 1, 2, 2], ...still },
};
