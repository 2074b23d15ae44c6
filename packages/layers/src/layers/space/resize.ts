import type { Tensor } from "@wellfit/core";
import { type Interpolation, resizeWeights } from "./interpolation";
import { weighAlong } from "./weigh-along";

/**
 * Images of another size, as `tf.image.resize` makes them.
 *
 * @param x - `[batch, height, width, channels]`.
 * @param size - The new height and width.
 */
export function resizeImages(
  x: Tensor,
  size: readonly [number, number],
  interpolation: Interpolation,
  antialias = false,
): Tensor {
  return size.reduce((image, count, i) => {
    const length = image.shape[i + 1] as number;
    if (length === count) return image;
    return weighAlong(image, i + 1, resizeWeights(length, count, interpolation, antialias));
  }, x);
}
