import { isFloat } from "../graph/dtype";
import {
  abs,
  ceil,
  equal,
  floor,
  isFinite,
  log,
  logicalOr,
  mod,
  pow,
  round,
  sign,
  stopGradient,
  where,
} from "./math";
import { atLeastFloat, atLeastInt, cast, promoted, type Tensor, type TensorLike, toTensor } from "./tensor";

/** The whole number next to each element on the side of 0. Integers are themselves. */
export function trunc(x: TensorLike): Tensor {
  const from = atLeastInt(toTensor(x));
  return isFloat(from.dtype) ? where(from.less(0), ceil(from), floor(from)) : from;
}

/**
 * The largest whole number not above `a / b`, as NumPy's `floor_divide`: exact, so that
 * `a = b * floorDiv(a, b) + mod(a, b)`. Integers stay integers; divided by 0 they give 0. Operands broadcast.
 */
export function floorDiv(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = promoted(a, b).map(atLeastInt) as [Tensor, Tensor];
  if (!isFloat(x.dtype)) {
    // A double holds every quotient of two int32 well enough to tell on which side of a whole number it lies.
    const quotient = cast(floor(cast(x, "float64").div(cast(y, "float64"))), "int32");
    return where(y.equal(0), 0, where(y.equal(-1), x.neg(), quotient));
  }
  const ratio = x.div(y);
  const exact = round(x.sub(mod(x, y)).div(y));
  // Beside an infinite divisor the quotient is 0, or the next below when the signs differ; 0 makes infinities.
  const far = ratio.add(sign(x).mul(sign(y)).minimum(0));
  return where(y.equal(0), ratio, where(isFinite(y), exact, far));
}

/** The logarithm to the base 2. Integers are taken as float32. */
export function log2(x: TensorLike): Tensor {
  return log(x).mul(Math.LOG2E);
}

/** The logarithm to the base 10. Integers are taken as float32. */
export function log10(x: TensorLike): Tensor {
  return log(x).mul(Math.LOG10E);
}

/** 2 to the power of each element. Integers are taken as float32. */
export function exp2(x: TensorLike): Tensor {
  return pow(2, atLeastFloat(x));
}

/**
 * `sqrt(a² + b²)` without overflow on the way; Infinity when one is infinite. The gradient at (0, 0) is 0. Operands
 * broadcast.
 */
export function hypot(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = promoted(a, b).map(atLeastFloat) as [Tensor, Tensor];
  const largest = stopGradient(abs(x).maximum(abs(y)));
  const scale = where(logicalOr(equal(largest, 0), isInf(largest)), 1, largest);
  const squares = x.div(scale).square().add(y.div(scale).square());
  const none = equal(squares, 0);
  const length = where(none, 0, where(none, 1, squares).sqrt().mul(scale));
  return where(logicalOr(isInf(x), isInf(y)), Number.POSITIVE_INFINITY, length);
}

/** Whether an element is infinite. */
export function isInf(x: TensorLike): Tensor {
  return equal(abs(x), Number.POSITIVE_INFINITY);
}

/** What {@link nanToNum} puts in place. */
export interface NanToNumOptions {
  /** For NaN. Default 0. */
  readonly nan?: number;
  /** For Infinity. Default: the largest number of the dtype. */
  readonly posinf?: number;
  /** For -Infinity. Default: the lowest number of the dtype. */
  readonly neginf?: number;
}

/**
 * Finite numbers in place of NaN and infinities, as NumPy's `nan_to_num`; no gradient flows where something is put in
 * place.
 *
 * @example
 * nanToNum([NaN, 1, Infinity], { posinf: 9 }).toArray(); // [0, 1, 9]
 */
export function nanToNum(x: TensorLike, options: NanToNumOptions = {}): Tensor {
  const from = atLeastInt(toTensor(x));
  if (!isFloat(from.dtype)) return from;
  const largest = from.dtype === "float64" ? Number.MAX_VALUE : (2 - 2 ** -23) * 2 ** 127;
  const { nan = 0, posinf = largest, neginf = -largest } = options;
  const high = where(from.equal(Number.POSITIVE_INFINITY), posinf, from);
  const low = where(from.equal(Number.NEGATIVE_INFINITY), neginf, high);
  return where(from.notEqual(from), nan, low);
}
