import { cast, floor, randomUniform, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import type { CallContext } from "../context";
import type { Fill } from "./fill";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";
import { sampleAffine } from "./sample-affine";

/** Options of {@link randomCrop}. */
export interface RandomCropOptions extends ImageLayerOptions {}

const WHERE = "randomCrop";
const FILL: Fill = { fillMode: "nearest", interpolation: "bilinear", fillValue: 0 };

/** See {@link randomCrop}. */
export class RandomCrop extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomCrop";
  private readonly height: number;
  private readonly width: number;

  constructor(options: RandomCropOptions & { readonly height: number; readonly width: number }) {
    const given = readOptions(WHERE, options, {
      ...imageDefaults,
      height: undefined as unknown,
      width: undefined as unknown,
    });
    super(WHERE, given);
    this.height = checkNumber(WHERE, "height", given.height, { integer: true, min: 1 });
    this.width = checkNumber(WHERE, "width", given.width, { integer: true, min: 1 });
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    const [down, across] = this.spatialAxes(inputShape.length);
    return inputShape.map((n, axis) => (axis === down ? this.height : axis === across ? this.width : n));
  }

  override call(x: Tensor, context: CallContext): Tensor {
    return this.withImages(x, (images) => {
      const [, height, width] = images.shape as [number, number, number];
      const larger = height > this.height && width > this.width;
      return context.training && larger ? this.augment(images, context) : this.middle(images);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), height: this.height, width: this.width };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const [batch, height, width] = images.shape as [number, number, number];
    const start = (places: number): Tensor =>
      floor(randomUniform(context.randomKey(this.seed), [batch]).mul(places)).minimum(places - 1);
    const b2 = start(height - this.height + 1);
    const a2 = start(width - this.width + 1);
    const map = { a0: 1, a1: 0, a2, b0: 0, b1: 1, b2 };
    return sampleAffine(images, map, { ...FILL, interpolation: "nearest" }, [this.height, this.width]);
  }

  /** The largest part in the middle with the proportions that are wanted, brought to the size that is wanted. */
  private middle(images: Tensor): Tensor {
    const [, height, width] = images.shape as [number, number, number];
    if (height === this.height && width === this.width) return images;
    const rows = Math.max(Math.min(height, Math.floor((width * this.height) / this.width)), 1);
    const columns = Math.max(Math.min(width, Math.floor((height * this.width) / this.height)), 1);
    const top = Math.floor((height - rows) / 2);
    const left = Math.floor((width - columns) / 2);
    const part = images.slice([null, [top, top + rows], [left, left + columns]]);
    if (rows === this.height && columns === this.width) return part;
    const [a0, b1] = [columns / this.width, rows / this.height];
    const map = { a0, a1: 0, a2: a0 / 2 - 0.5, b0: 0, b1, b2: b1 / 2 - 0.5 };
    return cast(sampleAffine(part, map, FILL, [this.height, this.width]), images.dtype);
  }
}

/**
 * While training, cuts a part of a size out of each image, at a random place of its own. Otherwise, and where images are not
 * larger than the part in both directions, it takes the largest part in the middle with these proportions and brings it to the
 * size, with bilinear interpolation. From `[batch, rows, columns, channels]` to `[batch, height, width, channels]`; no weights.
 * Keras cuts all images of a batch at one place.
 *
 * @param height - The height of the part; a whole number of at least 1.
 * @param width - The width of it.
 * @throws RangeError for other sizes, and for input that is no image.
 * @example
 * sequential([randomCrop(24, 24, { inputShape: [28, 28, 1] }), flatten(), dense(10)]);
 */
export function randomCrop(height: number, width: number, options: RandomCropOptions = {}): RandomCrop {
  return new RandomCrop({ ...options, height, width });
}
