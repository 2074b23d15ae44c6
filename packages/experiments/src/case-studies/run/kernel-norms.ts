import type { Sequential, StatisticsRecord } from "@wellfit/layers";

/** The Frobenius norm of each layer's kernel, the first layer first. */
export function kernelNorms(model: Sequential): number[] {
  return model.trainableWeights
    .filter((weight) => weight.value.rank === 2)
    .map((kernel) => Math.sqrt(Array.from(kernel.data()).reduce((sum, value) => sum + value ** 2, 0)));
}

/** By epoch (0 is before the first), the norm of the gradient for each layer's kernel, of the epochs that are asked for. */
export function gradientNorms(
  records: readonly StatisticsRecord[],
  epochs: readonly number[],
): Record<string, number[]> {
  return Object.fromEntries(
    epochs.map((epoch) => [
      epoch,
      records
        .filter((record) => record.epoch === epoch - 1 && record.name.endsWith("/kernel"))
        .map((record) => record.norm),
    ]),
  );
}
