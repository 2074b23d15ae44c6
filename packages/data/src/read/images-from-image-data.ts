import { DataError } from "../errors";
import { placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { openBudget } from "./budget";
import { checkPixelOptions, ImageStack, type PixelOptions } from "./images/pixels";

/**
 * What a canvas gives with `getImageData`: red, green, blue and alpha of each pixel, row by row.
 *
 * @example
 * ```ts
 * const pixel: ImageDataLike = { width: 1, height: 1, data: new Uint8ClampedArray([255, 0, 0, 255]) };
 * ```
 */
export interface ImageDataLike {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** Four values from 0 to 255 for each pixel. */
  readonly data: Uint8ClampedArray | Uint8Array;
}

/**
 * Images of a browser's canvas as an array of shape [images, height, width, channels], values from 0 to 255.
 *
 * @param images One or more, of one size unless `size` asks to resize them (bilinear).
 * @throws DataError for no image, for images of different sizes, and for data that do not fit a size.
 * @example
 * ```ts
 * const pixel = { width: 1, height: 1, data: new Uint8ClampedArray([255, 0, 0, 255]) };
 * imagesFromImageData(pixel); // { data: Uint8Array [255, 0, 0], shape: [1, 1, 1, 3] }
 * ```
 */
export function imagesFromImageData(
  images: ImageDataLike | readonly ImageDataLike[],
  options: PixelOptions = {},
): NdArray<Uint8Array | Float64Array> {
  const who = "imagesFromImageData";
  checkOptions(who, options, ["size", "colorMode", "dtype"]);
  const checked = checkPixelOptions(options, who);
  const list = Array.isArray(images) ? (images as readonly ImageDataLike[]) : [images as ImageDataLike];
  if (list.length === 0) {
    throw new DataError(
      `${who}: expected at least one ImageData, received none; pass context.getImageData(…)`,
    );
  }
  const stack = new ImageStack(list.length, checked, openBudget(who, who, 0, Number.MAX_VALUE), who);
  list.forEach((image, i) => {
    const whole =
      image?.width > 0 && image.height > 0 && image.data?.length === 4 * image.width * image.height;
    if (!whole) {
      throw new DataError(
        `${who}: expected ImageData with four values for each pixel, received ${image?.data?.length ?? "no"} values for ${image?.width} x ${image?.height} in image ${i}`,
      );
    }
    stack.add(image, `image ${i}`);
  });
  const x = stack.finish();
  placeOf(x, list.length, "the images");
  return x;
}
