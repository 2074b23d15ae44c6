import { cast, type DType, randomUniform, type Tensor } from "@wellfit/core";

/** A random number of a range for each image, [batch, 1, 1, 1], in the dtype of the images. */
export function uniformPerImage(
  key: Tensor,
  batch: number,
  [lower, upper]: readonly [number, number],
  dtype: DType,
): Tensor {
  return cast(randomUniform(key, [batch, 1, 1, 1], lower, upper), dtype);
}
