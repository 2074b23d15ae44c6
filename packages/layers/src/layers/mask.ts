import type { Tensor } from "@wellfit/core";

/** A bool tensor that is false where a step of a sequence is padding; nothing where every step counts. */
export type Mask = Tensor | undefined;

/** Masks travel beside the tensors they are about, as Keras's `_keras_mask`. */
const masks = /* @__PURE__ */ new WeakMap<Tensor, Tensor>();

/**
 * The mask of what a layer gave: bool of shape [batch, steps].
 *
 * @example
 * maskOf(masking().apply([[[0, 0], [1, 2]]]))?.toArray(); // [[false, true]]
 */
export function maskOf(x: Tensor): Mask {
  return masks.get(x);
}

/** Notes the mask of a tensor, and returns the tensor. */
export function withMask(x: Tensor, mask: Mask): Tensor {
  if (mask !== undefined) masks.set(x, mask);
  return x;
}
