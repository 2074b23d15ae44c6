import { randomNormal, randomUniform, type Tensor, type TensorLike, tensor, where } from "@wellfit/core";

/** How many proposals each number gets: one is refused with a probability of at most 5%, all of them with 3e-11. */
const PROPOSALS = 8;

/**
 * Numbers of the beta distribution with both parameters equal, from 0 to 1: a share of two gamma numbers. In logarithms, because
 * gamma numbers with a small parameter are smaller than any float.
 *
 * @param key - Gives a fresh key at each call.
 * @param alpha - Above 0; a number or a scalar tensor.
 */
export function randomBeta(key: () => Tensor, shape: readonly number[], alpha: TensorLike): Tensor {
  const a = tensor(alpha, { dtype: "float32" });
  return logGamma(key, shape, a)
    .sub(logGamma(key, shape, a))
    .sigmoid();
}

/**
 * Logarithms of numbers of the gamma distribution: Marsaglia and Tsang's method (2000) for `alpha + 1`, brought to `alpha` by a
 * power of a uniform number.
 */
function logGamma(key: () => Tensor, shape: readonly number[], alpha: Tensor): Tensor {
  const d = alpha.add(1 - 1 / 3);
  const c = d.mul(9).sqrt();
  const x = randomNormal(key(), [PROPOSALS, ...shape]);
  const base = x.div(c).add(1);
  const v = base.mul(base).mul(base);
  const logV = v.maximum(1e-30).log();
  // (0, 1], so that the logarithm is finite.
  const positive = (of: readonly number[]): Tensor => randomUniform(key(), of).neg().add(1);
  const limit = x
    .mul(x)
    .mul(0.5)
    .add(d.mul(v.neg().add(1).add(logV)));
  const good = v.greater(0).mul(
    positive([PROPOSALS, ...shape])
      .log()
      .less(limit),
  );
  let found: Tensor = logV.slice([0]).mul(0);
  for (let i = PROPOSALS - 1; i >= 0; i--) found = where(good.slice([i]), logV.slice([i]), found);
  return found.add(d.log()).add(positive(shape).log().div(alpha));
}
