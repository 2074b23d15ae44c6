import { pad, type Tensor } from "@wellfit/core";

/** The height and width that images have after what is done for the aspect ratio. */
type Size = readonly [height: number, width: number];

/** The largest part in the middle of images that has the aspect ratio of `target`. */
export function cropToAspect(x: Tensor, target: Size): Tensor {
  const [height, width] = sizeOf(x);
  const inside = ([length, other]: Size, [wanted, across]: Size): number =>
    Math.max(Math.min(length, Math.trunc((other * wanted) / across)), 1);
  const [th, tw] = target;
  return cropMiddle(x, [inside([height, width], [th, tw]), inside([width, height], [tw, th])]);
}

/** Images with as much on both sides as gives them the aspect ratio of `target`. */
export function padToAspect(x: Tensor, target: Size, value: number): Tensor {
  const [height, width] = sizeOf(x);
  const [th, tw] = target;
  const missing = (length: number, other: number, wanted: number, across: number): number =>
    Math.trunc((Math.max(length, Math.trunc((other * wanted) / across)) - length) / 2);
  const [y, z] = [missing(height, width, th, tw), missing(width, height, tw, th)];
  return pad(
    x,
    [
      [0, 0],
      [y, y],
      [z, z],
      [0, 0],
    ],
    value,
  );
}

/** The middle of images, of a size that they have at least; the odd row and column are left out at the end. */
export function cropMiddle(x: Tensor, size: Size): Tensor {
  const ranges = sizeOf(x).map((length, i) => {
    const first = Math.floor((length - (size[i] as number)) / 2);
    return [first, first + (size[i] as number)] as const;
  });
  return x.slice([null, ...ranges, null]);
}

function sizeOf(x: Tensor): Size {
  return [x.shape[1] as number, x.shape[2] as number];
}
