import { normalizeAxis, showShape } from "../graph/shape";
import { erf, exp, expm1, log1p, where } from "./math";
import { split } from "./shape";
import { atLeastFloat, type Tensor, type TensorLike, toTensor } from "./tensor";

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
  return from.div(from.abs().add(1));
}

/** `x` above 0 and `alpha * (exp(x) - 1)` (alpha 1 by default) below (Clevert et al. 2015). */
export function elu(x: TensorLike, alpha = 1): Tensor {
  const from = atLeastFloat(x);
  const positive = from.greater(0);
  // exp is kept from the positive side, where it overflows; by selection, so that the slope at 0 is alpha.
  return where(positive, from, expm1(where(positive, 0, from)).mul(alpha));
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** The scaled {@link elu} that keeps mean and variance (Klambauer et al. 2017); the slope at 0 is the scale. */
export function selu(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return elu(from).mul(
    where(from.greaterEqual(0), toTensor(SELU_SCALE, from.dtype), SELU_SCALE * SELU_ALPHA),
  );
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

/** `x * sigmoid(x)`, also known as {@link swish} (Ramachandran et al. 2017). */
export function silu(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(from.sigmoid());
}

/** {@link silu} under its other name. */
export function swish(x: TensorLike): Tensor {
  return silu(x);
}

/** `x * tanh(softplus(x))` (Misra 2019). */
export function mish(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(softplus(from).tanh());
}

/** `x - tanh(x)`. */
export function tanhShrink(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.sub(from.tanh());
}

/**
 * `(x + sqrt(x² + b)) / 2`, a {@link softplus} without exponentials (Barron 2021). `b` is 4 by default: how round the
 * bend at 0 is.
 *
 * @throws RangeError when `b` is below 0.
 */
export function squareplus(x: TensorLike, b = 4): Tensor {
  if (!(b >= 0)) throw new RangeError(`squareplus: received b ${b}, expected at least 0`);
  const from = atLeastFloat(x);
  return from.add(from.square().add(b).sqrt()).mul(0.5);
}

/** `exp(x)`, as the activation is called in Keras. */
export function exponential(x: TensorLike): Tensor {
  return exp(x);
}

/** `x` itself. */
export function linear(x: TensorLike): Tensor {
  return toTensor(x);
}

/**
 * The gated linear unit (Dauphin et al. 2017): the first half of an axis (the last by default) times the sigmoid of the
 * second half. The axis of the result is half as long.
 *
 * @throws RangeError when the axis has an odd number of elements.
 * @example
 * glu([3, 0]).toArray(); // [1.5]
 */
export function glu(x: TensorLike, axis = -1): Tensor {
  const from = atLeastFloat(x);
  const length = from.shape[normalizeAxis(axis, from.rank, "glu")] as number;
  if (length % 2 !== 0) {
    throw new RangeError(
      `glu: axis ${axis} of ${showShape(from.shape)} has ${length} elements, expected an even number: values and gates`,
    );
  }
  const [value, gate] = split(from, 2, axis) as [Tensor, Tensor];
  return value.mul(gate.sigmoid());
}
