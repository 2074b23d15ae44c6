import { registerRandom } from "../engines/random";
import { normalizeAxis, type Shape } from "../graph/shape";
import type { Random } from "../primitives/random";
import { full } from "./create";
import { floor, shiftRightLogical } from "./math";
import { argMax } from "./reduce";
import { concat } from "./shape";
import { apply, atLeastFloat, cast, type Tensor, type TensorLike, tensor, toTensor } from "./tensor";

/** What {@link splitKey} and numbers are drawn from: one stream of Philox for each. */
const DRAW = 0;
const SPLIT = 1;

function draw(inputs: readonly [Tensor], params: Random["randomBits"]): Tensor {
  registerRandom();
  return apply("randomBits", inputs, params);
}

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
  const bits = draw([toTensor(key)], { shape: [count, 2], stream: SPLIT });
  return Array.from({ length: count }, (_, i) => bits.slice([i]));
}

/** A new key from a key and a number, such as a step counter; the number may be a traced int32 scalar. */
export function foldIn(key: TensorLike, data: TensorLike): Tensor {
  const from = toTensor(key);
  const mixed = draw([from], { shape: [2], stream: SPLIT });
  const second = mixed.slice([[1, 2]]).add(cast(toTensor(data, "int32"), "int32").reshape([1]));
  // Neighbouring counters must not give neighbouring keys, so the sum goes through the generator once more.
  return draw([concat([mixed.slice([[0, 1]]), second])], { shape: [2], stream: SPLIT });
}

/** 32 random bits an element, as int32: Philox 4x32-10 (Salmon et al. 2011). */
export function randomBits(key: TensorLike, shape: Shape): Tensor {
  return draw([toTensor(key)], { shape, stream: DRAW });
}

/** Numbers from `min` (0 by default, included) to `max` (1 by default, not included), equally likely: multiples of 2^-24. */
export function randomUniform(key: TensorLike, shape: Shape, min = 0, max = 1): Tensor {
  const unit = cast(shiftRightLogical(randomBits(key, shape), 8), "float32").mul(2 ** -24);
  if (min === 0 && max === 1) return unit;
  if (!(min <= max))
    throw new RangeError(`randomUniform: received [${min}, ${max}), expected the lower end first`);
  const scaled = unit.mul(max - min).add(min);
  // Rounding can reach the end.
  return min === max ? scaled : scaled.minimum(below(max));
}

/** The next float32 below a number. */
function below(x: number): number {
  const nearest = Math.fround(x);
  if (nearest < x) return nearest;
  const float = new Float32Array([nearest]);
  const bits = new Int32Array(float.buffer);
  if (nearest === 0) return -(2 ** -149);
  bits[0] = (bits[0] as number) + (nearest > 0 ? -1 : 1);
  return float[0] as number;
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

/**
 * Whole numbers from `min` (included) to `max` (not included), as int32, up to all 2^32 of them. One number is likelier
 * than another by less than one part in 100,000.
 *
 * @throws RangeError when an end is no whole number, lies outside of int32, or is not above the other.
 */
export function randomInt(key: TensorLike, shape: Shape, min: number, max: number): Tensor {
  const whole = Number.isInteger(min) && Number.isInteger(max);
  if (!whole || max <= min || min < -(2 ** 31) || max > 2 ** 31) {
    throw new RangeError(
      `randomInt: received [${min}, ${max}), expected whole numbers of int32, the lower end first`,
    );
  }
  const span = max - min;
  // A power of 2 takes so many bits and leaves none over.
  const bits = Math.log2(span);
  if (bits === 32) return randomBits(key, shape);
  if (Number.isInteger(bits)) {
    return bits === 0
      ? full(shape, min, "int32")
      : shiftRightLogical(randomBits(key, shape), 32 - bits).add(min);
  }
  if (span <= 128) {
    return cast(randomUniform(key, shape).mul(span), "int32")
      .minimum(span - 1)
      .add(min);
  }
  // 53 bits: what is left over is one part in 2^21 even of the whole range.
  const words = randomBits(key, [2, ...shape]);
  const high = cast(shiftRightLogical(words.slice([0]), 5), "float64").mul(2 ** 26);
  const unit = high.add(cast(shiftRightLogical(words.slice([1]), 6), "float64")).mul(2 ** -53);
  return cast(
    floor(unit.mul(span))
      .minimum(span - 1)
      .add(min),
    "int32",
  );
}

/** Numbers of the standard Gumbel distribution: `-log(-log(u))` of a uniform `u`, float32. */
export function randomGumbel(key: TensorLike, shape: Shape): Tensor {
  // The middles of 2^23 parts of (0, 1), which float32 holds exactly, so that both logarithms are finite.
  const u = cast(shiftRightLogical(randomBits(key, shape), 9), "float32")
    .add(0.5)
    .mul(2 ** -23);
  return u.log().neg().log().neg();
}

/** Options of {@link randomCategorical}. */
export interface CategoricalOptions {
  /** The axis of the classes. Default -1. */
  readonly axis?: number;
  /** How many draws for each distribution: leading axes of the result. Default: one draw, and no such axes. */
  readonly shape?: Shape;
}

/**
 * Draws of classes, as int32, with probabilities `softmax(logits)` along an axis (the last by default), by the largest
 * of logits with Gumbel noise. A class of -Infinity is never drawn. The result has the shape of the logits without that
 * axis, after the axes of `shape`.
 *
 * @example
 * randomCategorical(randomKey(1), [0, -Infinity], { shape: [3] }).toArray(); // [0, 0, 0]
 */
export function randomCategorical(
  key: TensorLike,
  logits: TensorLike,
  { axis = -1, shape = [] }: CategoricalOptions = {},
): Tensor {
  const from = atLeastFloat(logits);
  const at = normalizeAxis(axis, from.rank, "randomCategorical");
  const noise = randomGumbel(key, [...shape, ...from.shape]);
  return argMax(from.add(noise), shape.length + at);
}
