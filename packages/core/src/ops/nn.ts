import { normalizeAxes } from "../graph/shape";
import { abs, erf, exp, expm1, log1p, stopGradient, where } from "./math";
import { logSumExp } from "./reduce";
import { atLeastFloat, type Tensor, type TensorLike, toTensor } from "./tensor";

/** `max(x, 0)`; NaN stays NaN. */
export function relu(x: TensorLike): Tensor {
  return toTensor(x).relu();
}

/** `min(max(x, 0), 6)`. */
export function relu6(x: TensorLike): Tensor {
  return toTensor(x).relu().minimum(6);
}

/** `x` above 0 and `negativeSlope * x` (0.2 by default, as Keras 3) below. */
export function leakyRelu(x: TensorLike, negativeSlope = 0.2): Tensor {
  const from = atLeastFloat(x);
  return where(from.greater(0), from, from.mul(negativeSlope));
}

/** `1 / (1 + exp(-x))`. */
export function sigmoid(x: TensorLike): Tensor {
  return toTensor(x).sigmoid();
}

/** `log(sigmoid(x))` without underflow. */
export function logSigmoid(x: TensorLike): Tensor {
  return softplus(atLeastFloat(x).neg()).neg();
}

/** `log(1 + exp(x))` without overflow. */
export function softplus(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  // By selection and not by maximum and abs, whose kinks would spoil the second derivative at 0.
  const positive = from.greater(0);
  return where(positive, from, 0).add(log1p(exp(where(positive, from.neg(), from))));
}

/** `x / (1 + |x|)`. */
export function softsign(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.div(abs(from).add(1));
}

/** `x` above 0 and `alpha * (exp(x) - 1)` (alpha 1 by default) below (Clevert et al. 2015). */
export function elu(x: TensorLike, alpha = 1): Tensor {
  const from = atLeastFloat(x);
  const positive = from.greater(0);
  // exp is kept from the positive side, where it overflows; by selection, so that the slope at 0 is alpha.
  return where(positive, from, expm1(where(positive, 0, from)).mul(alpha));
}

/** The self-normalising {@link elu} (Klambauer et al. 2017). */
export function selu(x: TensorLike): Tensor {
  return elu(x, 1.6732632423543772).mul(1.0507009873554805);
}

/** `max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0)` (alpha 1 by default; Barron 2017). */
export function celu(x: TensorLike, alpha = 1): Tensor {
  const from = atLeastFloat(x);
  return from.maximum(0).add(expm1(from.minimum(0).div(alpha)).mul(alpha));
}

/** `x * Phi(x)` with the distribution function of the normal distribution, or its tanh approximation. */
export function gelu(x: TensorLike, approximate = false): Tensor {
  const from = atLeastFloat(x);
  if (!approximate) return from.mul(0.5).mul(erf(from.mul(Math.SQRT1_2)).add(1));
  const inner = from.add(from.mul(from).mul(from).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return from.mul(0.5).mul(inner.tanh().add(1));
}

/** `x * sigmoid(x)`, also known as swish. */
export function silu(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(from.sigmoid());
}

/** `x * tanh(softplus(x))` (Misra 2019). */
export function mish(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(softplus(from).tanh());
}

/** `relu6(x + 3) / 6`, as Keras 3 has it. */
export function hardSigmoid(x: TensorLike): Tensor {
  return relu6(atLeastFloat(x).add(3)).div(6);
}

/** `x * hardSigmoid(x)`, also known as hard swish. */
export function hardSilu(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(hardSigmoid(from));
}

/** `x - tanh(x)`. */
export function tanhShrink(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.sub(from.tanh());
}

/** `exp(x) / sum(exp(x))` over an axis (the last by default), without overflow. */
export function softmax(x: TensorLike, axis: number | readonly number[] = -1): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(axis, from.rank, "softmax");
  // The shift makes no difference, so the gradient need not go that way.
  const shifted = exp(from.sub(stopGradient(from.max(axes, { keepdims: true }))));
  return shifted.div(shifted.sum(axes, { keepdims: true }));
}

/** The logarithm of {@link softmax}, without underflow. */
export function logSoftmax(x: TensorLike, axis: number | readonly number[] = -1): Tensor {
  const from = atLeastFloat(x);
  return from.sub(logSumExp(from, axis, { keepdims: true }));
}

/** `x / max(norm(x), epsilon)` over the axes (the last by default; epsilon 1e-12); zeros, and no NaN, for zeros. */
export function l2Normalize(x: TensorLike, axis: number | readonly number[] = -1, epsilon = 1e-12): Tensor {
  const from = atLeastFloat(x);
  // The limit stands under the root, whose slope at 0 is infinite.
  return from.div(
    from
      .square()
      .sum(axis, { keepdims: true })
      .maximum(epsilon * epsilon)
      .sqrt(),
  );
}
