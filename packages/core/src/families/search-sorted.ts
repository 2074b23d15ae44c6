import { showShape } from "../graph/shape";
import { zeros } from "../ops/create";
import { gather } from "../ops/indexing";
import { isNan, logicalAnd, logicalOr, where } from "../ops/math";
import { promoted, type Tensor, type TensorLike, toTensor } from "../ops/tensor";

/** Options of {@link searchSorted}. */
export interface SearchSortedOptions {
  /** Before (`"left"`, the default) or after (`"right"`) elements that are equal. */
  readonly side?: "left" | "right";
}

/**
 * Where each value would have to stand in a sorted vector, so that it stays sorted, as int32 of the shape of `values`: by
 * halving, for all values at once. NaN counts as larger than everything, as {@link sort} has it.
 *
 * @param sorted - A vector in rising order.
 * @param options - `side`: before (`"left"`, the default) or after (`"right"`) equal elements.
 * @throws RangeError when `sorted` is not a vector; TypeError for another side.
 * @example
 * searchSorted([1, 3, 5], [3, 4]).toArray(); // [1, 2]
 * searchSorted([1, 3, 5], 3, { side: "right" }).item(); // 2
 */
export function searchSorted(
  sorted: TensorLike,
  values: TensorLike,
  options: SearchSortedOptions = {},
): Tensor {
  const [list, wanted] = promoted(toTensor(sorted), values);
  const side = options.side ?? "left";
  if (list.rank !== 1) {
    throw new RangeError(
      `searchSorted: received sorted elements of shape ${showShape(list.shape)}, expected a vector; flatten and sort it`,
    );
  }
  if (side !== "left" && side !== "right") {
    throw new TypeError(`searchSorted: received side ${JSON.stringify(side)}, expected "left" or "right"`);
  }
  const length = list.shape[0] as number;
  let found = zeros(wanted.shape, "int32");
  if (length === 0) return found;
  const isBefore = (element: Tensor): Tensor =>
    side === "right"
      ? logicalOr(element.lessEqual(wanted), isNan(wanted))
      : logicalOr(element.less(wanted), logicalAnd(isNan(wanted), element.equal(element)));
  // So many elements are known to stand before; steps of falling powers of two add up to every number.
  for (let step = 2 ** Math.floor(Math.log2(length)); step >= 1; step /= 2) {
    const next = found.add(step);
    const element = gather(list, next.minimum(length).sub(1));
    found = where(logicalAnd(next.lessEqual(length), isBefore(element)), next, found);
  }
  return found;
}
