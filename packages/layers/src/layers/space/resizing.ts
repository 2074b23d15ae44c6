import type { Tensor } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions } from "../../common/options";
import { cropToAspect, padToAspect } from "./aspect";
import type { EdgeOptions } from "./base-cropping";
import { type Interpolation, interpolations } from "./interpolation";
import { resizeImages } from "./resize";
import { type ImageSize, SizedImages } from "./sized-images";
import { spaceDefaults } from "./space-layer";

/** Options of {@link resizing}. */
export interface ResizingOptions extends EdgeOptions {
  /** How values between pixels are found. Default `"bilinear"`. */
  readonly interpolation?: Interpolation;
  /** Cuts off what does not fit the aspect ratio of the output, so that nothing is distorted. Default false. */
  readonly cropToAspectRatio?: boolean;
  /** Adds `fillValue` at both sides instead of distorting. Default false. */
  readonly padToAspectRatio?: boolean;
  /** What is added. Only `"constant"`, the default. */
  readonly fillMode?: "constant";
  /** The number that is added. Default 0. */
  readonly fillValue?: number;
  /** Whether a pixel of a smaller output is a mean of all that it covers. Default false. */
  readonly antialias?: boolean;
}

/** See {@link resizing}. */
export class Resizing extends SizedImages {
  /** Its name in Keras. */
  static readonly className: string = "Resizing";
  private readonly interpolation: Interpolation;
  private readonly crops: boolean;
  private readonly pads: boolean;
  private readonly fillValue: number;
  private readonly antialias: boolean;

  constructor(options: ResizingOptions & ImageSize) {
    const given = readOptions("resizing", options, {
      ...spaceDefaults,
      height: undefined as unknown,
      width: undefined as unknown,
      interpolation: "bilinear" as unknown,
      cropToAspectRatio: false,
      padToAspectRatio: false,
      fillMode: "constant" as unknown,
      fillValue: 0 as unknown,
      antialias: false,
    });
    super("resizing", given);
    this.interpolation = checkChoice("resizing", "interpolation", given.interpolation, interpolations);
    checkChoice("resizing", "fillMode", given.fillMode, ["constant"]);
    this.fillValue = checkNumber("resizing", "fillValue", given.fillValue);
    this.antialias = given.antialias;
    this.crops = given.cropToAspectRatio;
    this.pads = given.padToAspectRatio;
    if (this.crops && this.pads) {
      throw new TypeError(
        "resizing: received cropToAspectRatio and padToAspectRatio, expected at most one of them; leave one out",
      );
    }
  }

  override call(x: Tensor): Tensor {
    const { size } = this;
    const even = this.crops ? cropToAspect(x, size) : this.pads ? padToAspect(x, size, this.fillValue) : x;
    return resizeImages(even, size, this.interpolation, this.antialias);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      interpolation: this.interpolation,
      crop_to_aspect_ratio: this.crops,
      pad_to_aspect_ratio: this.pads,
      fill_mode: "constant",
      fill_value: this.fillValue,
      antialias: this.antialias,
    };
  }
}

/**
 * Makes images larger or smaller: `[batch, any, any, channels]` becomes `[batch, height, width, channels]`, with the numbers
 * of `tf.image.resize`. No weights.
 *
 * @param height - In pixels; a whole number of at least 1.
 * @param width - In pixels; a whole number of at least 1.
 * @throws RangeError or TypeError for other sizes or options, and for an input with other axes.
 * @example
 * resizing(32, 32, { interpolation: "bicubic" }).computeOutputShape([null, 28, 28, 1]); // [null, 32, 32, 1]
 */
export function resizing(height: number, width: number, options: ResizingOptions = {}): Resizing {
  return new Resizing({ ...options, height, width });
}
