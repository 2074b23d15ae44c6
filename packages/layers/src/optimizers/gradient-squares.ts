import type { Tensor } from "@wellfit/core";

/**
 * The sums of squares behind gradients that are sums themselves. A row of an embedding gets a gradient from each place where
 * its token stands. Keras, on TensorFlow, keeps these apart when it squares them, and adds the squares up.
 */
const sums = /* @__PURE__ */ new WeakMap<Tensor, Tensor>();

/** Notes the sum of the squares of what a gradient is the sum of. Clipping or noise makes another gradient, without one. */
export function noteSquares(gradient: Tensor, squares: Tensor): void {
  sums.set(gradient, squares);
}

/** The square of a gradient as Keras's optimizers take it. */
export function squaresOf(gradient: Tensor): Tensor {
  return sums.get(gradient) ?? gradient.square();
}
