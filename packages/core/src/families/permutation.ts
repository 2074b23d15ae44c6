import { checkShape, normalizeAxis } from "../graph/shape";
import { arange } from "../ops/create";
import { gather } from "../ops/indexing";
import { randomBits } from "../ops/random";
import { type Tensor, type TensorLike, toTensor } from "../ops/tensor";
import { argSort } from "./sort";

/**
 * The numbers from 0 to `x - 1` in a random order, as int32, when `x` is a number; otherwise its slices along the first
 * axis in a random order. All orders are equally likely, and a key gives the same one on every engine.
 *
 * @param key - From `randomKey` or `splitKey`; it serves for one draw.
 * @throws RangeError when `x` is a number that is not whole or below 0, or a scalar tensor.
 * @example
 * randomPermutation(randomKey(1), 4).shape; // [4]
 */
export function randomPermutation(key: TensorLike, x: TensorLike): Tensor {
  if (typeof x !== "number") return shuffle(key, toTensor(x), 0, "randomPermutation");
  checkShape([x], "randomPermutation");
  return order(key, x);
}

/**
 * The slices of `x` along an axis (the first by default) in a random order, as Keras's `random.shuffle`. The gradient goes
 * where each slice came from.
 *
 * @param key - From `randomKey` or `splitKey`; it serves for one draw.
 * @throws RangeError when the axis does not exist.
 * @example
 * randomShuffle(randomKey(1), [[1, 2], [3, 4]]).shape; // [2, 2]
 */
export function randomShuffle(key: TensorLike, x: TensorLike, axis = 0): Tensor {
  return shuffle(key, toTensor(x), axis, "randomShuffle");
}

function shuffle(key: TensorLike, x: Tensor, axis: number, what: string): Tensor {
  const at = normalizeAxis(axis, x.rank, what);
  return gather(x, order(key, x.shape[at] as number), at);
}

/**
 * Positions in the order of random numbers. Two of 32 bits may be equal and would stay in order, so long lists are
 * ordered by several, as in JAX: until equal ones are less likely than one in so many lists as there are elements.
 */
function order(key: TensorLike, length: number): Tensor {
  const rounds = Math.max(1, Math.ceil((3 * Math.log(Math.max(1, length))) / (32 * Math.LN2)));
  const bits = randomBits(key, [rounds, length]);
  let positions = arange(length);
  for (let round = 0; round < rounds; round++) positions = gather(positions, argSort(bits.slice([round])));
  return positions;
}
