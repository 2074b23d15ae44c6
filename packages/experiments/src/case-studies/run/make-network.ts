import {
  activation,
  adam,
  type Constraint,
  dense,
  dropout,
  gaussianNoise,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  type Layer,
  l1l2,
  l2,
  maxNorm,
  type Optimizer,
  randomUniform,
  type Sequential,
  sequential,
  sgd,
  unitNorm,
} from "@wellfit/layers";
import type { ConstraintSpec, InitializerSpec, LayerSpec, NetworkSpec, OptimizerSpec } from "../spec";

const initializerOf = (spec: InitializerSpec): Initializer => {
  if (typeof spec === "object") return randomUniform({ minval: spec.uniform[0], maxval: spec.uniform[1] });
  return { glorotUniform, heUniform, heNormal }[spec]();
};

const constraintOf = (spec: ConstraintSpec): Constraint =>
  spec === "unitNorm" ? unitNorm() : maxNorm(spec.maxNorm);

const optimizerOf = ({ name, ...options }: OptimizerSpec): Optimizer =>
  name === "adam" ? adam(options) : sgd(options);

function denseOf(units: number, spec: LayerSpec, withActivation: boolean, inputs: number | undefined): Layer {
  const { l1 = 0, l2: squares = 0 } = spec;
  return dense(units, {
    ...(inputs === undefined ? {} : { inputShape: [inputs] }),
    activation: withActivation ? spec.activation : "linear",
    kernelInitializer: initializerOf(spec.initializer ?? "glorotUniform"),
    ...(l1 > 0 || squares > 0 ? { kernelRegularizer: l1l2({ l1, l2: squares }) } : {}),
    ...(spec.biasL2 === undefined ? {} : { biasRegularizer: l2(spec.biasL2) }),
    ...(spec.constraint === undefined ? {} : { kernelConstraint: constraintOf(spec.constraint) }),
    ...(spec.biasConstraint === undefined ? {} : { biasConstraint: constraintOf(spec.biasConstraint) }),
  });
}

/** Builds and compiles the network of a case; initial weights come from the seed that is set. */
export function makeNetwork(spec: NetworkSpec, nFeatures: number): Sequential {
  const layers: Layer[] = [];
  let inputs: number | undefined = nFeatures;
  const add = (layer: Layer): void => {
    layers.push(layer);
    inputs = undefined;
  };
  if (spec.inputNoise !== undefined) add(gaussianNoise(spec.inputNoise, { inputShape: [nFeatures] }));
  if (spec.inputDropout !== undefined) {
    add(dropout(spec.inputDropout, inputs === undefined ? {} : { inputShape: [nFeatures] }));
  }
  for (const hidden of spec.hidden) {
    const { noiseBefore, noiseAfter } = hidden;
    add(denseOf(hidden.units, hidden, noiseBefore === undefined, inputs));
    if (noiseBefore !== undefined) {
      add(gaussianNoise(noiseBefore));
      add(activation(hidden.activation));
    }
    if (noiseAfter !== undefined) add(gaussianNoise(noiseAfter));
    if (hidden.dropout !== undefined) add(dropout(hidden.dropout));
  }
  add(denseOf(1, spec.output, true, inputs));
  const model = sequential(layers);
  model.compile({
    loss: spec.loss,
    optimizer: optimizerOf(spec.optimizer),
    metrics: spec.loss === "binaryCrossentropy" ? ["accuracy"] : [],
  });
  return model;
}
