import { sub, where } from "./math";
import { atLeastFloat, type Tensor, type TensorLike, toTensor } from "./tensor";

/** Options of {@link relu}, as those of Keras's ReLU layer. */
export interface ReluOptions {
  /** The slope below `threshold`. Default 0. */
  readonly negativeSlope?: number;
  /** What larger elements become. Default: no limit. */
  readonly maxValue?: number;
  /** Elements up to here count as below: `negativeSlope * (x - threshold)`. Default 0. */
  readonly threshold?: number;
}

/**
 * `max(x, 0)`; NaN stays NaN. With options: `x` above `threshold`, at most `maxValue`, and
 * `negativeSlope * (x - threshold)` up to it. The slope is 0 at the threshold and 1 at `maxValue`, as Keras has it.
 *
 * @throws RangeError when `maxValue` or `negativeSlope` is below 0.
 * @example
 * relu([-2, 1, 9], { negativeSlope: 0.5, maxValue: 6 }).toArray(); // [-1, 1, 6]
 */
export function relu(x: TensorLike, options: ReluOptions = {}): Tensor {
  const { negativeSlope = 0, maxValue, threshold: from = 0 } = options;
  const given = toTensor(x);
  let above = from === 0 ? given.relu() : where(given.lessEqual(from), 0, given);
  if (maxValue !== undefined) {
    atLeastZero("relu: received maxValue", maxValue);
    above = where(above.greater(maxValue), maxValue, above);
  }
  atLeastZero("relu: received negativeSlope", negativeSlope);
  if (negativeSlope === 0) return above;
  if (from === 0 && maxValue === undefined) return leakyRelu(given, negativeSlope);
  return above.sub(relu(sub(from, given)).mul(negativeSlope));
}

function atLeastZero(what: string, value: number): void {
  if (!(value >= 0)) throw new RangeError(`${what} ${value}, expected at least 0`);
}

/** `min(max(x, 0), 6)`; the slope is 0 at 0 and at 6. */
export function relu6(x: TensorLike): Tensor {
  const above = toTensor(x).relu();
  return where(above.greaterEqual(6), 6, above);
}

/** `x` above 0 and `negativeSlope * x` (0.2 by default, as Keras 3) below. */
export function leakyRelu(x: TensorLike, negativeSlope = 0.2): Tensor {
  const from = atLeastFloat(x);
  return where(from.greater(0), from, from.mul(negativeSlope));
}

/** `relu6(x + 3) / 6`, as Keras 3 has it. */
export function hardSigmoid(x: TensorLike): Tensor {
  return relu6(atLeastFloat(x).add(3)).div(6);
}

/** `x * hardSigmoid(x)`, also known as {@link hardSwish} (Howard et al. 2019). */
export function hardSilu(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return from.mul(hardSigmoid(from));
}

/** {@link hardSilu} under its other name. */
export function hardSwish(x: TensorLike): Tensor {
  return hardSilu(x);
}

/** `x` moved into `[-1, 1]`; the slope is 1 at both ends, as Keras has it. */
export function hardTanh(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  return where(from.less(-1), -1, where(from.greater(1), 1, from));
}

/** `x` where `|x|` is above `limit` (0.5 by default) and 0 elsewhere; NaN stays NaN. */
export function hardShrink(x: TensorLike, limit = 0.5): Tensor {
  atLeastZero("hardShrink: received limit", limit);
  const from = atLeastFloat(x);
  return where(from.abs().lessEqual(limit), 0, from);
}

/** `x` moved towards 0 by `limit` (0.5 by default), and 0 where `|x|` is not above it; NaN stays NaN. */
export function softShrink(x: TensorLike, limit = 0.5): Tensor {
  atLeastZero("softShrink: received limit", limit);
  const from = atLeastFloat(x);
  const moved = where(from.greater(0), from.sub(limit), from.add(limit));
  return where(from.abs().lessEqual(limit), 0, moved);
}

/** `x` where it is above `limit` and `value` elsewhere; NaN stays NaN. */
export function threshold(x: TensorLike, limit: number, value: number): Tensor {
  const from = atLeastFloat(x);
  return where(from.lessEqual(limit), value, from);
}

/** 0 up to -1, `(x + 1)² / 4` between, and `x` from 1 on (Martins and Astudillo 2016, as JAX has it). */
export function sparsePlus(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  const between = from.add(1).square().mul(0.25);
  return where(from.lessEqual(-1), 0, where(from.greaterEqual(1), from, between));
}

/** 0 up to -1, `(x + 1) / 2` between, and 1 from 1 on: the derivative of {@link sparsePlus}. */
export function sparseSigmoid(x: TensorLike): Tensor {
  const from = atLeastFloat(x);
  const between = from.add(1).mul(0.5);
  return where(from.lessEqual(-1), 0, where(from.greaterEqual(1), 1, between));
}
