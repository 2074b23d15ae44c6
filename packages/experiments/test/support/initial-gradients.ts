import { gradients, type Tensor, tensor } from "@wellfit/core";
import { binaryCrossentropy, setSeed } from "@wellfit/layers";
import { makeData } from "../../src/case-studies/run/make-data";
import { makeNetwork } from "../../src/case-studies/run/make-network";
import type { CaseSpec } from "../../src/case-studies/spec";

/** For each seed, the norm of the gradient of the mean loss for each layer's kernel, before any training. */
export function initialGradients(spec: CaseSpec, seeds: readonly number[]): number[][] {
  const { train } = makeData(spec.data);
  const target = tensor(train.y);
  return seeds.map((seed) => {
    setSeed(seed);
    const model = makeNetwork(spec.network, train.x.shape[1] as number);
    const kernels = model.trainableWeights.filter((weight) => weight.value.rank === 2);
    const output = model.apply(tensor(train.x)) as Tensor;
    const loss = binaryCrossentropy().call(target, output);
    const slopes = gradients(
      loss,
      kernels.map((kernel) => kernel.value),
    );
    return slopes.map((slope) => Math.hypot(...slope.data()));
  });
}
