import { elu, expm1, relu, type Tensor, where } from "@wellfit/core";

// At a kink there is no derivative, and what is taken for it decides whether a unit that stands there exactly ever moves.
// These take what Keras takes.

/** `min(max(x, 0), 6)`; the slope is 0 at 0 and at 6. */
export function relu6(x: Tensor): Tensor {
  return where(x.less(6), relu(x), 6);
}

/** `max(x, 0) + min(exp(x) - 1, 0)`; the slope is 2 at 0, where Keras counts both parts. */
export function celu(x: Tensor): Tensor {
  return where(x.greaterEqual(0), x, 0).add(expm1(where(x.lessEqual(0), x, 0)));
}

/** `relu6(x + 3) / 6`; the slope is 0 at -3 and at 3. */
export function hardSigmoid(x: Tensor): Tensor {
  return relu6(x.add(3)).div(6);
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** The scaled elu that keeps mean and variance (Klambauer et al. 2017); the slope is the scale at 0. */
export function selu(x: Tensor): Tensor {
  return elu(x).mul(where(x.greaterEqual(0), SELU_SCALE, SELU_SCALE * SELU_ALPHA));
}
