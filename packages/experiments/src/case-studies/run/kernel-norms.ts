import { gradients, type Tensor, tensor, type Variable } from "@wellfit/core";
import { binaryCrossentropy, meanSquaredError, type Sequential } from "@wellfit/layers";
import type { NetworkSpec } from "../spec";
import type { Rows } from "./make-data";

const kernelsOf = (model: Sequential): Variable[] =>
  model.trainableWeights.filter((weight) => weight.value.rank === 2);

const norm = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return Math.sqrt(sum);
};

/** The Frobenius norm of each layer's kernel, the first layer first. */
export function kernelNorms(model: Sequential): number[] {
  return kernelsOf(model).map((kernel) => norm(kernel.data()));
}

/** The Frobenius norm of the gradient of the mean loss over these rows for each layer's kernel, without noise or dropout. */
export function gradientNorms(model: Sequential, { x, y }: Rows, loss: NetworkSpec["loss"]): number[] {
  const kernels = kernelsOf(model);
  const output = model.apply(tensor(x, { dtype: "float32" })) as Tensor;
  const target = tensor(y, { dtype: "float32" });
  const judged = loss === "binaryCrossentropy" ? binaryCrossentropy() : meanSquaredError();
  const slopes = gradients(
    judged.call(target, output),
    kernels.map((kernel) => kernel.value),
  );
  return slopes.map((slope) => norm(slope.data()));
}
