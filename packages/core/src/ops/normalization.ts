import { normalizeAxes, normalizeAxis, showShape } from "../graph/shape";
import { customGradient } from "./custom-gradient";
import { rsqrt } from "./math";
import { variance } from "./reduce";
import { atLeastFloat, type ReduceOptions, type Tensor, type TensorLike, toTensor } from "./tensor";

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

/** Scale, shift and the number that keeps the root from 0. */
export interface NormOptions {
  /** Multiplies what was normalised. Default: nothing. */
  readonly gamma?: TensorLike | undefined;
  /** Is added in the end. Default: nothing. */
  readonly beta?: TensorLike | undefined;
  /** Is added to the variance. Default 1e-3, as in Keras. */
  readonly epsilon?: number;
}

/** Options of {@link layerNorm}, {@link batchNorm}, {@link batchNormTraining} and {@link groupNorm}. */
export interface AxisNormOptions extends NormOptions {
  /** {@link layerNorm}: the axes of features. The others: the axis of channels. Default -1. */
  readonly axis?: number;
}

/** The mean and the variance over the axes (all by default). */
export function moments(
  x: TensorLike,
  axis?: number | readonly number[],
  options?: ReduceOptions,
): { mean: Tensor; variance: Tensor } {
  const from = atLeastFloat(x);
  return { mean: from.mean(axis, options), variance: variance(from, axis, options) };
}

/** Mean 0 and variance 1 over the axes, but for epsilon. */
function standardize(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centred = x.sub(x.mean(axes, { keepdims: true }));
  return centred.mul(rsqrt(variance(x, axes, { keepdims: true }).add(positive(epsilon))));
}

function positive(epsilon: number): number {
  if (!(epsilon >= 0)) throw new RangeError(`epsilon: received ${epsilon}, expected a number of at least 0`);
  return epsilon;
}

function scaled(x: Tensor, gamma: Tensor | undefined, beta: Tensor | undefined): Tensor {
  const wide = gamma ? x.mul(gamma) : x;
  return beta ? wide.add(beta) : wide;
}

/**
 * Standardises the features of each sample: `(x - mean) / sqrt(variance + epsilon) * gamma + beta` over an axis or
 * several (the last by default; Ba et al. 2016). `gamma` and `beta` have the lengths of these axes.
 *
 * @throws RangeError when `gamma` or `beta` has another shape.
 * @example
 * layerNorm([[1, 3]], { epsilon: 0 }).toArray(); // [[-1, 1]]
 */
export function layerNorm(
  x: TensorLike,
  options: NormOptions & { readonly axis?: number | readonly number[] } = {},
): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(options.axis ?? -1, from.rank, "layerNorm");
  const [gamma, beta] = parameters(from, axes, options, "layerNorm");
  return scaled(standardize(from, axes, options.epsilon ?? 1e-3), gamma, beta);
}

/**
 * `x / sqrt(mean(x²) + epsilon) * gamma` over an axis or several (the last by default; Zhang and Sennrich 2019).
 * Epsilon is 1e-6 by default.
 */
export function rmsNorm(
  x: TensorLike,
  options: {
    readonly gamma?: TensorLike;
    readonly axis?: number | readonly number[];
    readonly epsilon?: number;
  } = {},
): Tensor {
  const from = atLeastFloat(x);
  const axes = normalizeAxes(options.axis ?? -1, from.rank, "rmsNorm");
  const [gamma] = parameters(from, axes, options, "rmsNorm");
  const size = from.square().mean(axes, { keepdims: true });
  return scaled(from.mul(rsqrt(size.add(positive(options.epsilon ?? 1e-6)))), gamma, undefined);
}

/**
 * `(x - mean) / sqrt(variance + epsilon) * gamma + beta` with a known mean and variance of each channel (`axis`, the
 * last by default), as batch normalisation does when it predicts (Ioffe and Szegedy 2015). For training see
 * {@link batchNormTraining}.
 *
 * @throws RangeError when a parameter is not a vector with one number for each channel.
 */
export function batchNorm(
  x: TensorLike,
  mean: TensorLike,
  variance: TensorLike,
  options: AxisNormOptions = {},
): Tensor {
  const from = atLeastFloat(x);
  const axes = [normalizeAxis(options.axis ?? -1, from.rank, "batchNorm")];
  const [gamma, beta] = parameters(from, axes, options, "batchNorm");
  const centre = parameter(from, axes, mean, "batchNorm: mean") as Tensor;
  const spread = parameter(from, axes, variance, "batchNorm: variance") as Tensor;
  const factor = rsqrt(spread.add(positive(options.epsilon ?? 1e-3)));
  return scaled(from.sub(centre).mul(factor), gamma, beta);
}

/**
 * Batch normalisation as it trains: each channel (`axis`, the last by default) standardised over all other axes, with
 * the mean and variance (divided by n) that were used, one number for each channel, for moving averages.
 *
 * @throws RangeError when `gamma` or `beta` is not a vector with one number for each channel.
 */
export function batchNormTraining(
  x: TensorLike,
  options: AxisNormOptions = {},
): { output: Tensor; mean: Tensor; variance: Tensor } {
  const from = atLeastFloat(x);
  const channels = normalizeAxis(options.axis ?? -1, from.rank, "batchNormTraining");
  const others = from.shape.map((_, i) => i).filter((i) => i !== channels);
  const [gamma, beta] = parameters(from, [channels], options, "batchNormTraining");
  const epsilon = positive(options.epsilon ?? 1e-3);
  return { output: standardizeBatch(others, epsilon)(from, gamma, beta), ...moments(from, others) };
}

/** Standardises over the axes, scales and shifts, with the gradient in its closed form, of which all parts share two sums. */
function standardizeBatch(
  axes: readonly number[],
  epsilon: number,
): (x: Tensor, gamma: Tensor | undefined, beta: Tensor | undefined) => Tensor {
  const over = { keepdims: true };
  return customGradient(function batchNormTraining(
    x: Tensor,
    gamma: Tensor | undefined,
    beta: Tensor | undefined,
  ) {
    const factor = rsqrt(variance(x, axes, over).add(epsilon));
    const normed = x.sub(x.mean(axes, over)).mul(factor);
    const count = axes.reduce((n, a) => n * (x.shape[a] as number), 1);
    const gradient = (g: Tensor): (Tensor | null)[] => {
      const shift = g.sum(axes, over);
      const stretch = g.mul(normed).sum(axes, over);
      const left = g.sub(shift.div(count)).sub(normed.mul(stretch.div(count)));
      // The gradients of a channel sum up to 0, but what these two means were rounded by counts once for every row. That would be
      // the gradient of a bias before, of which Adam makes steps whatever its size; so it is taken out.
      const centred = left.sub(left.mean(axes, over));
      const slope = gamma ? factor.mul(gamma) : factor;
      return [centred.mul(slope), gamma ? stretch : null, beta ? shift : null];
    };
    return { value: scaled(normed, gamma, beta), gradient };
  });
}

/**
 * Standardises groups of channels of each sample (the first axis) over all other axes (Wu and He 2018). The channels
 * are `axis`, the last by default; `gamma` and `beta` have one number for each.
 *
 * @throws RangeError when the channels do not divide into the groups.
 */
export function groupNorm(x: TensorLike, groups: number, options: AxisNormOptions = {}): Tensor {
  const from = atLeastFloat(x);
  const at = normalizeAxis(options.axis ?? -1, from.rank, "groupNorm");
  const channels = from.shape[at] as number;
  if (at === 0 || !Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
    throw new RangeError(
      `groupNorm: received ${groups} groups for axis ${at} of ${showShape(from.shape)}, expected an axis after the first ` +
        "whose length they divide",
    );
  }
  const [gamma, beta] = parameters(from, [at], options, "groupNorm");
  const parted = from.reshape([
    ...from.shape.slice(0, at),
    groups,
    channels / groups,
    ...from.shape.slice(at + 1),
  ]);
  const axes = parted.shape.map((_, i) => i).filter((i) => i > 0 && i !== at);
  return scaled(standardize(parted, axes, options.epsilon ?? 1e-3).reshape(from.shape), gamma, beta);
}

function parameters(
  x: Tensor,
  axes: readonly number[],
  { gamma, beta }: NormOptions,
  what: string,
): [Tensor | undefined, Tensor | undefined] {
  return [parameter(x, axes, gamma, `${what}: gamma`), parameter(x, axes, beta, `${what}: beta`)];
}

/** A parameter of the lengths of some axes, so that it broadcasts against all of them. */
function parameter(
  x: Tensor,
  axes: readonly number[],
  given: TensorLike | undefined,
  what: string,
): Tensor | undefined {
  if (given === undefined) return undefined;
  const from = toTensor(given, x.dtype);
  const lengths = axes.map((axis) => x.shape[axis] as number);
  if (from.rank !== axes.length || from.shape.some((n, i) => n !== lengths[i])) {
    throw new RangeError(
      `${what} has shape ${showShape(from.shape)}, expected ${showShape(lengths)} for axes [${axes}] of ${showShape(x.shape)}`,
    );
  }
  return from.reshape(x.shape.map((n, i) => (axes.includes(i) ? n : 1)));
}
