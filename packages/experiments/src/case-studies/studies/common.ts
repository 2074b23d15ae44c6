// What the studies share: two toy classifications and a regression, with the networks that are trained on them.

import type { CaseSpec, DataSpec, HiddenSpec, LayerSpec, NetworkSpec, OptimizerSpec } from "../spec";

/** 100 points of two moons, 30 of them to train on. */
export const moons: DataSpec = { generator: "moons", nSamples: 100, nTrain: 30, noise: 0.2 };

/** 100 points of two circles, 30 of them to train on. */
export const circles: DataSpec = { generator: "circles", nSamples: 100, nTrain: 30, noise: 0.1 };

/** 1,000 points of two circles, half of them to train on, brought into the range from -1 to 1. */
export const manyCircles: DataSpec = {
  generator: "circles",
  nSamples: 1000,
  nTrain: 500,
  noise: 0.1,
  scaleX: [-1, 1],
};

/** 1,000 rows of 20 features with targets of some hundreds, half of them to train on. */
export const regression: DataSpec = {
  generator: "regression",
  nSamples: 1000,
  nTrain: 500,
  noise: 0.1,
  nFeatures: 20,
};

const adam: OptimizerSpec = { name: "adam", learningRate: 0.001 };

/** Gradient descent with momentum. */
export const sgd: OptimizerSpec = { name: "sgd", learningRate: 0.01, momentum: 0.9 };

/** What of the large network differs from the plain one. */
export interface Changes {
  readonly hidden?: Partial<HiddenSpec>;
  readonly output?: Partial<LayerSpec>;
  readonly inputNoise?: number;
  readonly inputDropout?: number;
}

/** 500 relu units and a sigmoid, far more than such few points need, with Adam. */
export function largeNetwork({ hidden, output, ...more }: Changes = {}): NetworkSpec {
  return {
    hidden: [{ units: 500, activation: "relu", ...hidden }],
    output: { activation: "sigmoid", ...output },
    loss: "binaryCrossentropy",
    optimizer: adam,
    ...more,
  };
}

/** A case of the large network: 4,000 epochs. */
export function largeCase(
  name: string,
  data: DataSpec,
  changes: Changes = {},
  more: Partial<CaseSpec> = {},
): CaseSpec {
  return { name, data, network: largeNetwork(changes), epochs: 4000, batchSize: 32, ...more };
}

/** 25 relu units and a linear output for the regression. */
export function regressionCase(
  name: string,
  data: Partial<DataSpec>,
  optimizer: Partial<OptimizerSpec> = {},
  more: Partial<CaseSpec> = {},
): CaseSpec {
  return {
    name,
    data: { ...regression, ...data },
    network: {
      hidden: [{ units: 25, activation: "relu", initializer: "heUniform" }],
      output: { activation: "linear" },
      loss: "meanSquaredError",
      optimizer: { ...sgd, ...optimizer },
    },
    epochs: 100,
    batchSize: 32,
    ...more,
  };
}

/** How a deep network of small layers is made. */
export interface DeepOptions {
  readonly depth: number;
  readonly units?: number;
  readonly activation: "tanh" | "relu";
  readonly initializer: NonNullable<LayerSpec["initializer"]>;
  readonly optimizer?: OptimizerSpec;
}

/** A deep network on the many circles: 500 epochs. */
export function deepCase(name: string, options: DeepOptions, more: Partial<CaseSpec> = {}): CaseSpec {
  const { depth, units = 5, activation, initializer } = options;
  return {
    name,
    data: manyCircles,
    network: {
      hidden: Array.from({ length: depth }, () => ({ units, activation, initializer })),
      output: { activation: "sigmoid", initializer },
      loss: "binaryCrossentropy",
      optimizer: options.optimizer ?? sgd,
    },
    epochs: 500,
    batchSize: 32,
    ...more,
  };
}
