import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const kernel = {
  activation: "tanh",
  kernelRegularizer: "l2",
  kernelConstraint: layers.maxNorm(1),
  biasInitializer: "ones",
} as const;

const depthwise = {
  activation: "tanh",
  depthMultiplier: 2,
  depthwiseRegularizer: "l2",
  depthwiseConstraint: layers.maxNorm(1),
  biasInitializer: "ones",
} as const;

const separable = { ...depthwise, pointwiseRegularizer: "l1", useBias: false } as const;

/** Layers that slide kernels over their input. */
export const conv: LayerRows = {
  Conv1D: {
    make: (o) => layers.conv1d(4, 3, { ...kernel, padding: "causal", dilationRate: 2, groups: 2, ...o }),
    input: [6, 2],
    learns: true,
  },
  Conv2D: {
    make: (o) => layers.conv2d(3, [2, 3], { ...kernel, strides: [1, 2], padding: "same", ...o }),
    input: [4, 5, 2],
    learns: true,
  },
  Conv3D: {
    make: (o) => layers.conv3d(2, 2, { ...kernel, activation: "glu", ...o }),
    input: [3, 2, 3, 2],
    learns: true,
  },
  Conv1DTranspose: {
    make: (o) => layers.conv1dTranspose(3, 3, { ...kernel, strides: 2, outputPadding: 1, ...o }),
    input: [4, 2],
    learns: true,
  },
  Conv2DTranspose: {
    make: (o) => layers.conv2dTranspose(2, [3, 2], { ...kernel, strides: 2, padding: "same", ...o }),
    input: [3, 2, 2],
    learns: true,
  },
  Conv3DTranspose: {
    make: (o) => layers.conv3dTranspose(2, 2, { ...kernel, dilationRate: [1, 2, 1], ...o }),
    input: [2, 2, 2, 2],
    learns: true,
  },
  DepthwiseConv1D: {
    make: (o) => layers.depthwiseConv1d(3, { ...depthwise, strides: 2, padding: "same", ...o }),
    input: [5, 2],
    learns: true,
  },
  DepthwiseConv2D: {
    make: (o) => layers.depthwiseConv2d([2, 3], { ...depthwise, ...o }),
    input: [4, 5, 2],
    learns: true,
  },
  SeparableConv1D: {
    make: (o) => layers.separableConv1d(3, 2, { ...separable, ...o }),
    input: [5, 2],
    learns: true,
  },
  SeparableConv2D: {
    make: (o) => layers.separableConv2d(3, [2, 3], { ...separable, padding: "same", ...o }),
    input: [3, 4, 2],
    learns: true,
  },
};
