import { arange, cast, randomUniform, type Tensor } from "@wellfit/core";

/** Where a piece of an image begins and ends along an axis, [batch] each. */
export interface Span {
  readonly from: Tensor;
  readonly to: Tensor;
}

/**
 * A piece of random place.
 *
 * @param share - The length of the piece as a share of that of the image, [batch].
 */
export function randomSpan(key: Tensor, share: Tensor, length: number): Span {
  const size = share.mul(length);
  const from = randomUniform(key, share.shape).mul(size.neg().add(length));
  return { from, to: from.add(size) };
}

/** Which pixels lie in the piece of each image: bool [batch, height, width, 1]. */
export function insidePatch(down: Span, across: Span, height: number, width: number): Tensor {
  const along = ({ from, to }: Span, length: number, shape: readonly number[]): Tensor => {
    const at = cast(arange(length), from.dtype).reshape(shape);
    const each = (x: Tensor): Tensor => x.reshape([x.size, 1, 1, 1]);
    return at.greaterEqual(each(from)).mul(at.less(each(to)));
  };
  return along(down, height, [1, height, 1, 1]).mul(along(across, width, [1, 1, width, 1]));
}
