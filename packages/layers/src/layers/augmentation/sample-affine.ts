import { arange, cast, floor, gather, type Tensor, type TensorLike, tensor, where } from "@wellfit/core";
import type { Fill } from "./fill";

/**
 * Where each pixel comes from: the pixel at column x and row y of the result is read at column `a0·x + a1·y + a2` and row
 * `b0·x + b1·y + b2`. Each is one number for all images, or [batch] with one for each.
 */
export interface Affine {
  readonly a0: TensorLike;
  readonly a1: TensorLike;
  readonly a2: TensorLike;
  readonly b0: TensorLike;
  readonly b1: TensorLike;
  readonly b2: TensorLike;
}

/**
 * Images read along an affine map, each along its own. Gradients flow to the pixels.
 *
 * @param images - [batch, height, width, channels].
 * @param size - Height and width of the result. Default: those of the images.
 */
export function sampleAffine(
  images: Tensor,
  map: Affine,
  { fillMode, interpolation, fillValue }: Fill,
  size: readonly [number, number] = [images.shape[1] as number, images.shape[2] as number],
): Tensor {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const [rows, columns] = size;
  const x = cast(arange(columns), "float32").reshape([1, 1, columns]);
  const y = cast(arange(rows), "float32").reshape([1, rows, 1]);
  const each = (value: TensorLike): Tensor => {
    const one = tensor(value, { dtype: "float32" });
    return one.reshape([one.size, 1, 1]);
  };
  const along = (ax: TensorLike, ay: TensorLike, offset: TensorLike): Tensor =>
    each(ax).mul(x).add(each(ay).mul(y)).add(each(offset)).broadcastTo([batch, rows, columns]);
  const across = along(map.a0, map.a1, map.a2);
  const down = along(map.b0, map.b1, map.b2);

  const pixels = images.reshape([batch * height * width, channels]);
  const starts = arange(batch)
    .mul(height * width)
    .reshape([batch, 1, 1]);
  const read = (row: Tensor, column: Tensor): Tensor => {
    const r = place(row, height, fillMode);
    const c = place(column, width, fillMode);
    const found = gather(pixels, starts.add(r.at.mul(width)).add(c.at));
    if (r.inside === undefined || c.inside === undefined) return found;
    return where(r.inside.mul(c.inside).expandDims(-1), found, fillValue);
  };
  const whole = (t: Tensor): Tensor => cast(floor(t), "int32");
  if (interpolation === "nearest") return read(whole(down.add(0.5)), whole(across.add(0.5)));

  const [top, left] = [floor(down), floor(across)];
  const weight = (t: Tensor): Tensor => cast(t, images.dtype).expandDims(-1);
  const [v, u] = [weight(down.sub(top)), weight(across.sub(left))];
  const [r, c] = [cast(top, "int32"), cast(left, "int32")];
  const between = (a: Tensor, b: Tensor, t: Tensor): Tensor => a.add(b.sub(a).mul(t));
  const upper = between(read(r, c), read(r, c.add(1)), u);
  const lower = between(read(r.add(1), c), read(r.add(1), c.add(1)), u);
  return between(upper, lower, v);
}

/** The pixel that stands at a whole position, also outside of the image; and whether that is inside, where it matters. */
function place(
  position: Tensor,
  length: number,
  mode: Fill["fillMode"],
): { readonly at: Tensor; readonly inside?: Tensor } {
  const last = length - 1;
  if (mode === "wrap") return { at: position.mod(length) };
  if (mode === "reflect") {
    const along = position.mod(2 * length);
    return { at: along.minimum(along.neg().add(2 * length - 1)) };
  }
  const at = position.maximum(0).minimum(last);
  return mode === "constant" ? { at, inside: position.equal(at) } : { at };
}
