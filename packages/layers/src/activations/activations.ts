import {
  elu,
  exp,
  gelu,
  glu,
  hardShrink,
  hardSigmoid,
  hardSilu,
  hardTanh,
  leakyRelu,
  logSigmoid,
  logSoftmax,
  mish,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softShrink,
  softsign,
  sparsePlus,
  sparseSigmoid,
  squareplus,
  type Tensor,
  tanh,
  tanhShrink,
} from "@wellfit/core";
import { kerasSparsemax } from "./keras-sparsemax";
import { celu } from "./kinks";
import { withLogits } from "./logits";

/** A function of a layer's output, element by element or, as softmax, along the last axis. */
export type ActivationFunction = (x: Tensor) => Tensor;

/** The names of {@link activations}. */
export type ActivationName =
  | "linear"
  | "relu"
  | "relu6"
  | "leakyRelu"
  | "sigmoid"
  | "tanh"
  | "softmax"
  | "logSoftmax"
  | "softplus"
  | "softsign"
  | "elu"
  | "selu"
  | "celu"
  | "gelu"
  | "silu"
  | "mish"
  | "exponential"
  | "hardSigmoid"
  | "hardSilu"
  | "hardTanh"
  | "hardShrink"
  | "softShrink"
  | "tanhShrink"
  | "logSigmoid"
  | "squareplus"
  | "sparsePlus"
  | "sparseSigmoid"
  | "sparsemax"
  | "glu";

/**
 * The activations that have a name, as Keras 3 computes them with default settings. Pass a function for other settings:
 * `dense(8, { activation: (x) => leakyRelu(x, 0.01) })`.
 *
 * @example
 * activations.relu(tensor([-1, 2])).toArray(); // [0, 2]
 */
export const activations: Readonly<Record<ActivationName, ActivationFunction>> = {
  /** `x`. */
  linear: (x: Tensor): Tensor => x,
  /** `max(x, 0)`. */
  relu: (x: Tensor): Tensor => relu(x),
  /** `min(max(x, 0), 6)`. */
  relu6: (x: Tensor): Tensor => relu6(x),
  /** `x` above 0, `0.2 * x` below. */
  leakyRelu: (x: Tensor): Tensor => leakyRelu(x),
  /** `1 / (1 + exp(-x))`; a cross-entropy right after it is computed from `x`. */
  sigmoid: (x: Tensor): Tensor => withLogits("sigmoid", sigmoid(x), x),
  /** The hyperbolic tangent. */
  tanh: (x: Tensor): Tensor => tanh(x),
  /** `exp(x) / sum(exp(x))` along the last axis; a cross-entropy right after it is computed from `x`. */
  softmax: (x: Tensor): Tensor => withLogits("softmax", softmax(x), x),
  /** The logarithm of softmax. */
  logSoftmax: (x: Tensor): Tensor => logSoftmax(x),
  /** `log(1 + exp(x))`. */
  softplus: (x: Tensor): Tensor => softplus(x),
  /** `x / (1 + |x|)`. */
  softsign: (x: Tensor): Tensor => softsign(x),
  /** `x` above 0, `exp(x) - 1` below (Clevert et al. 2015). */
  elu: (x: Tensor): Tensor => elu(x),
  /** The self-normalising elu (Klambauer et al. 2017). */
  selu: (x: Tensor): Tensor => selu(x),
  /** `max(x, 0) + min(exp(x) - 1, 0)` (Barron 2017). */
  celu: (x: Tensor): Tensor => celu(x),
  /** `x * Phi(x)` (Hendrycks and Gimpel 2016). */
  gelu: (x: Tensor): Tensor => gelu(x),
  /** `x * sigmoid(x)`. */
  silu: (x: Tensor): Tensor => silu(x),
  /** `x * tanh(softplus(x))` (Misra 2019). */
  mish: (x: Tensor): Tensor => mish(x),
  /** `exp(x)`. */
  exponential: (x: Tensor): Tensor => exp(x),
  /** `relu6(x + 3) / 6`. */
  hardSigmoid: (x: Tensor): Tensor => hardSigmoid(x),
  /** `x * hardSigmoid(x)`. */
  hardSilu: (x: Tensor): Tensor => hardSilu(x),
  /** `x` moved into `[-1, 1]`. */
  hardTanh: (x: Tensor): Tensor => hardTanh(x),
  /** `x` where `|x|` is above 0.5, and 0 elsewhere. */
  hardShrink: (x: Tensor): Tensor => hardShrink(x),
  /** `x` moved towards 0 by 0.5, and 0 where `|x|` is not above it. */
  softShrink: (x: Tensor): Tensor => softShrink(x),
  /** `x - tanh(x)`. */
  tanhShrink: (x: Tensor): Tensor => tanhShrink(x),
  /** `log(sigmoid(x))`. */
  logSigmoid: (x: Tensor): Tensor => logSigmoid(x),
  /** `(x + sqrt(x² + 4)) / 2` (Barron 2021). */
  squareplus: (x: Tensor): Tensor => squareplus(x),
  /** 0 up to -1, `(x + 1)² / 4` between, and `x` from 1 on. */
  sparsePlus: (x: Tensor): Tensor => sparsePlus(x),
  /** 0 up to -1, `(x + 1) / 2` between, and 1 from 1 on. */
  sparseSigmoid: (x: Tensor): Tensor => sparseSigmoid(x),
  /**
   * Probabilities along the last axis, many of them exactly 0, as Keras 3 computes them: where more than one stays, they no
   * longer sum to 1. For the projection of Martins and Astudillo (2016) pass `sparsemax` of core.
   */
  sparsemax: (x: Tensor): Tensor => kerasSparsemax(x),
  /** The first half of the last axis times the sigmoid of the second half: the axis becomes half as long. */
  glu: (x: Tensor): Tensor => glu(x),
};
