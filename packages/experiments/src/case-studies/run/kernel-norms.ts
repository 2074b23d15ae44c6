import type { Sequential } from "@wellfit/layers";

/** The Frobenius norm of each layer's kernel, the first layer first. */
export function kernelNorms(model: Sequential): number[] {
  return model.trainableWeights
    .filter((weight) => weight.value.rank === 2)
    .map((kernel) => Math.sqrt(Array.from(kernel.data()).reduce((sum, value) => sum + value ** 2, 0)));
}
