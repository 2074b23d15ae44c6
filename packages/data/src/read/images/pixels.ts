import { DataError } from "../../errors";
import type { NdArray } from "../../ndarray/ndarray";
import type { Budget } from "../budget";

/** Pixels with red, green, blue and alpha of 8 bits each, row by row; what a canvas calls `ImageData`. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * How images become numbers.
 *
 * @example
 * ```ts
 * const options: PixelOptions = { size: [64, 64], colorMode: "grayscale" };
 * ```
 */
export interface PixelOptions {
  /** Height and width to which images are resized (bilinear); default: none, and all must be of one size. */
  size?: readonly [number, number] | undefined;
  /** `"rgb"` (default, 3 channels), `"grayscale"` (1, with the weights of ITU-R 601) or `"rgba"` (4). */
  colorMode?: "rgb" | "grayscale" | "rgba" | undefined;
  /** `"uint8"` (default) or `"float64"`; values from 0 to 255 in both. */
  dtype?: "uint8" | "float64" | undefined;
}

const channelsOf = { grayscale: 1, rgb: 3, rgba: 4 } as const;

/** The options, checked. */
export const checkPixelOptions = (
  options: PixelOptions,
  who: string,
): { channels: 1 | 3 | 4; dtype: "uint8" | "float64"; size: readonly [number, number] | undefined } => {
  const mode = options.colorMode ?? "rgb";
  const dtype = options.dtype ?? "uint8";
  if (!Object.hasOwn(channelsOf, mode)) {
    throw new DataError(
      `${who}: expected colorMode "rgb", "grayscale" or "rgba", received ${JSON.stringify(mode)}`,
    );
  }
  if (dtype !== "uint8" && dtype !== "float64") {
    throw new DataError(`${who}: expected dtype "uint8" or "float64", received ${JSON.stringify(dtype)}`);
  }
  const { size } = options;
  if (size !== undefined && !(size.length === 2 && size.every((n) => Number.isInteger(n) && n > 0))) {
    throw new DataError(
      `${who}: expected size as [height, width] of whole pixels, received ${JSON.stringify(size)}`,
    );
  }
  return { channels: channelsOf[mode], dtype, size };
};

const channelAt = (data: Rgba["data"], pixel: number, channel: number, channels: number): number => {
  const at = 4 * pixel;
  if (channels > 1) return data[at + channel]!;
  // As Pillow does it, in whole numbers.
  return (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 0x8000) >> 16;
};

interface Weights {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

// Pixels are squares, of which the centres are matched; beyond the outer centres the edge is continued.
const weights = (from: number, to: number): Weights => {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const share = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    const at = ((i + 0.5) * from) / to - 0.5;
    const floor = Math.floor(at);
    share[i] = at - floor;
    low[i] = Math.max(0, floor);
    high[i] = Math.min(from - 1, floor + 1);
  }
  return { low, high, share };
};

/** Writes one image into its place of the array. */
const place = (
  image: Rgba,
  out: Uint8Array | Float64Array,
  offset: number,
  height: number,
  width: number,
  channels: number,
): void => {
  const { data } = image;
  let at = offset;
  if (image.height === height && image.width === width) {
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let c = 0; c < channels; c++) out[at++] = channelAt(data, pixel, c, channels);
    }
    return;
  }
  const rows = weights(image.height, height);
  const columns = weights(image.width, width);
  const round = out instanceof Uint8Array;
  for (let y = 0; y < height; y++) {
    const top = rows.low[y]! * image.width;
    const bottom = rows.high[y]! * image.width;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const left = columns.low[x]!;
      const right = columns.high[x]!;
      const across = columns.share[x]!;
      for (let c = 0; c < channels; c++) {
        const a = channelAt(data, top + left, c, channels);
        const b = channelAt(data, top + right, c, channels);
        const d = channelAt(data, bottom + left, c, channels);
        const e = channelAt(data, bottom + right, c, channels);
        const above = a + (b - a) * across;
        const value = above + (d + (e - d) * across - above) * down;
        out[at++] = round ? Math.round(value) : value;
      }
    }
  }
};

/** Gathers images of one size, one by one, into an array of shape [images, height, width, channels]. */
export class ImageStack {
  private out: Uint8Array | Float64Array | undefined;
  private height = 0;
  private width = 0;
  private first = "";
  private filled = 0;
  private readonly count: number;
  private readonly options: ReturnType<typeof checkPixelOptions>;
  private readonly budget: Budget;
  private readonly who: string;

  constructor(count: number, options: ReturnType<typeof checkPixelOptions>, budget: Budget, who: string) {
    this.count = count;
    this.options = options;
    this.budget = budget;
    this.who = who;
  }

  /** Adds the next image. */
  add(image: Rgba, name: string): void {
    const { channels, dtype, size } = this.options;
    if (this.out === undefined) {
      [this.height, this.width] = size ?? [image.height, image.width];
      this.first = name;
      const length = this.count * this.height * this.width * channels;
      this.budget.take(
        length * (dtype === "uint8" ? 1 : 8),
        `${this.count} images of ${this.width} x ${this.height}`,
      );
      this.out = dtype === "uint8" ? new Uint8Array(length) : new Float64Array(length);
    }
    if (size === undefined && (image.height !== this.height || image.width !== this.width)) {
      throw new DataError(
        `${this.who}: expected images of one size (${this.width} x ${this.height}, as ${this.first}), received ${image.width} x ${image.height} for ${name}; ` +
          `pass { size: [${this.height}, ${this.width}] } to resize them`,
      );
    }
    place(
      image,
      this.out,
      this.filled * this.height * this.width * channels,
      this.height,
      this.width,
      channels,
    );
    this.filled++;
  }

  /** The array. */
  finish(): NdArray<Uint8Array | Float64Array> {
    return { data: this.out!, shape: [this.count, this.height, this.width, this.options.channels] };
  }
}
