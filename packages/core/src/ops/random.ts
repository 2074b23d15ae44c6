import type { Shape } from "../graph/shape";
import { shiftRightLogical } from "./math";
import { concat } from "./shape";
import { apply, cast, type Tensor, type TensorLike, tensor, toTensor } from "./tensor";

/** What {@link splitKey} and numbers are drawn from: one stream of Philox for each. */
const DRAW = 0;
const SPLIT = 1;

/**
 * A key for random numbers from a seed: int32 of shape [2]. The same key gives the same numbers on every engine and
 * platform; one key serves for one draw, so {@link splitKey} it before the next.
 *
 * @throws RangeError when the seed is not a whole number from 0 to 2^53 - 1.
 */
export function randomKey(seed: number): Tensor {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`randomKey: received seed ${seed}, expected a whole number from 0 to 2^53 - 1`);
  }
  return tensor(new Int32Array([(seed % 2 ** 32) | 0, Math.floor(seed / 2 ** 32)]));
}

/** So many (2 by default) independent keys from one. */
export function splitKey(key: TensorLike, count = 2): Tensor[] {
  const bits = apply("randomBits", [toTensor(key)], { shape: [count, 2], stream: SPLIT });
  return Array.from({ length: count }, (_, i) => bits.slice([i]));
}

/** A new key from a key and a number, such as a step counter; the number may be a traced int32 scalar. */
export function foldIn(key: TensorLike, data: TensorLike): Tensor {
  const from = toTensor(key);
  const mixed = apply("randomBits", [from], { shape: [2], stream: SPLIT });
  const second = mixed.slice([[1, 2]]).add(cast(toTensor(data, "int32"), "int32").reshape([1]));
  // Neighbouring counters must not give neighbouring keys, so the sum goes through the generator once more.
  return apply("randomBits", [concat([mixed.slice([[0, 1]]), second])], { shape: [2], stream: SPLIT });
}

/** 32 random bits an element, as int32: Philox 4x32-10 (Salmon et al. 2011). */
export function randomBits(key: TensorLike, shape: Shape): Tensor {
  return apply("randomBits", [toTensor(key)], { shape, stream: DRAW });
}

/** Numbers from `min` (0 by default, included) to `max` (1 by default, not included), equally likely: multiples of 2^-24. */
export function randomUniform(key: TensorLike, shape: Shape, min = 0, max = 1): Tensor {
  const unit = cast(shiftRightLogical(randomBits(key, shape), 8), "float32").mul(2 ** -24);
  if (min === 0 && max === 1) return unit;
  if (!(min <= max))
    throw new RangeError(`randomUniform: received [${min}, ${max}), expected the lower end first`);
  return unit.mul(max - min).add(min);
}

/** Numbers of the normal distribution, by Box and Muller's transform of two uniform numbers each. */
export function randomNormal(key: TensorLike, shape: Shape, mean = 0, stddev = 1): Tensor {
  if (!(stddev >= 0)) throw new RangeError(`randomNormal: received stddev ${stddev}, expected at least 0`);
  const bits = randomBits(key, [2, ...shape]);
  // (0, 1], so that the logarithm is finite.
  const radius = cast(shiftRightLogical(bits.slice([0]), 8), "float32")
    .add(1)
    .mul(2 ** -24)
    .log()
    .mul(-2)
    .sqrt();
  const angle = cast(shiftRightLogical(bits.slice([1]), 8), "float32").mul(2 ** -24 * 2 * Math.PI);
  const unit = radius.mul(angle.cos());
  return mean === 0 && stddev === 1 ? unit : unit.mul(stddev).add(mean);
}

/**
 * The normal distribution without what lies more than two standard deviations from the mean, by the inverse of its
 * distribution function. It is the mean and standard deviation of the whole distribution that are given.
 */
export function randomTruncatedNormal(key: TensorLike, shape: Shape, mean = 0, stddev = 1): Tensor {
  if (!(stddev >= 0))
    throw new RangeError(`randomTruncatedNormal: received stddev ${stddev}, expected at least 0`);
  // erf(2 / sqrt(2)) is the probability of staying within two standard deviations.
  const limit = 0.9544997361036416;
  const u = randomUniform(key, shape)
    .mul(2)
    .sub(1 - 2 ** -24)
    .mul(limit);
  const unit = erfInv(u).mul(Math.SQRT2);
  return unit.mul(stddev).add(mean);
}

/** Giles' single-precision approximation of the inverse error function (GPU Computing Gems, 2011), for |x| < 0.997. */
function erfInv(x: Tensor): Tensor {
  const w = x.mul(x).neg().add(1).log().neg().sub(2.5);
  const coefficients = [
    2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503,
    -0.00417768164, 0.246640727, 1.50140941,
  ];
  return coefficients
    .slice(1)
    .reduce((p, c) => p.mul(w).add(c), w.mul(0).add(coefficients[0] as number))
    .mul(x);
}

/** True with probability `p` (0.5 by default), as bool. */
export function randomBernoulli(key: TensorLike, shape: Shape, p: TensorLike = 0.5): Tensor {
  return randomUniform(key, shape).less(p);
}

/** Whole numbers from `min` (included) to `max` (not included), as int32, by multiplication of 24 random bits. */
export function randomInt(key: TensorLike, shape: Shape, min: number, max: number): Tensor {
  const whole = Number.isInteger(min) && Number.isInteger(max);
  if (!whole || max <= min || max - min > 2 ** 24 || min < -(2 ** 31) || max > 2 ** 31) {
    throw new RangeError(
      `randomInt: received [${min}, ${max}), expected whole numbers of int32, the lower end first, and at most 2^24 values`,
    );
  }
  return cast(randomUniform(key, shape).mul(max - min), "int32")
    .minimum(max - min - 1)
    .add(min);
}
