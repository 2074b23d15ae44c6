import type { Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import { cropMiddle, cropToAspect } from "./aspect";
import type { EdgeOptions } from "./base-cropping";
import { resizeImages } from "./resize";
import { type ImageSize, SizedImages } from "./sized-images";
import { spaceDefaults } from "./space-layer";

/** See {@link centerCrop}. */
export class CenterCrop extends SizedImages {
  /** Its name in Keras. */
  static readonly className: string = "CenterCrop";

  constructor(options: EdgeOptions & ImageSize) {
    const defaults = { ...spaceDefaults, height: undefined as unknown, width: undefined as unknown };
    super("centerCrop", readOptions("centerCrop", options, defaults));
  }

  override call(x: Tensor): Tensor {
    const enough = this.size.every((wanted, i) => (x.shape[i + 1] as number) >= wanted);
    return enough
      ? cropMiddle(x, this.size)
      : resizeImages(cropToAspect(x, this.size), this.size, "bilinear");
  }
}

/**
 * The middle of images: `[batch, any, any, channels]` becomes `[batch, height, width, channels]`. Images that are smaller
 * are made larger first. No weights.
 *
 * @param height - In pixels; a whole number of at least 1.
 * @param width - In pixels; a whole number of at least 1.
 * @throws RangeError for other sizes, and for an input with other axes.
 * @example
 * centerCrop(24, 24).computeOutputShape([null, 28, 28, 1]); // [null, 24, 24, 1]
 */
export function centerCrop(height: number, width: number, options: EdgeOptions = {}): CenterCrop {
  return new CenterCrop({ ...options, height, width });
}
