import { compareCells } from "../cell";
import { DataError } from "../errors";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { listNames } from "../wording";
import { openBudget } from "./budget";
import { decodeJpeg, isJpeg } from "./images/jpeg";
import { checkPixelOptions, ImageStack, type PixelOptions, type Rgba } from "./images/pixels";
import { decodePng, isPng } from "./images/png";
import { baseName } from "./reach";

/**
 * Options of {@link readImages}.
 *
 * @example
 * ```ts
 * const options: ReadImagesOptions = { size: [32, 32], colorMode: "grayscale", dtype: "float64" };
 * ```
 */
export interface ReadImagesOptions extends PixelOptions {
  /** The most bytes that the images may take; default 4 GiB. */
  maxBytes?: number | undefined;
}

/**
 * Images of a folder, with their classes.
 *
 * @example
 * ```ts
 * const { x, y, classNames }: Images = await readImages("photos");
 * ```
 */
export interface Images {
  /** The pixels: [images, height, width, channels], values from 0 to 255. */
  readonly x: NdArray<Uint8Array | Float64Array>;
  /** The class of each image, as a place in `classNames`. */
  readonly y: NdArray<Int32Array>;
  /** The names of the subfolders, sorted. */
  readonly classNames: readonly string[];
  /** The path of each image in the folder, with "/", class by class, sorted. */
  readonly files: readonly string[];
}

const isImage = /\.(png|jpe?g)$/i;
const defaultMost = 4 * 2 ** 30;
const bytesPerPixel = 4;

const listImages = async (folder: string): Promise<string[]> => {
  const { readdir } = await import("node:fs/promises");
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const root = folder.replace(/[\\/]+$/, "");
    return entries
      .filter((entry) => entry.isFile() && isImage.test(entry.name) && !entry.name.startsWith("."))
      .map((entry) =>
        `${entry.parentPath ?? entry.path}/${entry.name}`.slice(root.length + 1).replaceAll("\\", "/"),
      )
      .sort(compareCells);
  } catch (error) {
    throw new DataError(
      `readImages: expected a folder with a subfolder for each class, received "${folder}": ${(error as Error).message}`,
    );
  }
};

const decode = async (bytes: Uint8Array, file: string, allow: (pixels: number) => void): Promise<Rgba> => {
  try {
    if (isPng(bytes)) return await decodePng(bytes, allow, "readImages");
    if (isJpeg(bytes)) return await decodeJpeg(bytes, allow, "readImages");
    throw new Error("other bytes");
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      `readImages: expected a PNG or JPEG that can be read in ${file}, received ${error instanceof Error ? error.message : String(error)}; mend or remove the file`,
    );
  }
};

/**
 * Reads the PNG and JPEG images of a folder (Node only), in which each class has its subfolder, through
 * fast-png and jpeg-js, which must be installed for the formats that are there (`npm i fast-png jpeg-js`).
 * Other files are passed over. All images must be of one size, unless `size` asks to resize them; a resized
 * image is bilinear between the centres of pixels, as `tf.image.resize` does it.
 *
 * @param folder The path of the folder.
 * @throws DataError when the folder cannot be read or has no images in subfolders, for images of different
 *   sizes, for a file that is damaged, and when a decoder is missing.
 * @example
 * ```ts
 * const { x, y, classNames } = await readImages("photos", { size: [64, 64] });
 * x.shape; // [120, 64, 64, 3]
 * ```
 */
export async function readImages(folder: string, options: ReadImagesOptions = {}): Promise<Images> {
  checkOptions("readImages", options, ["size", "colorMode", "dtype", "maxBytes"]);
  const checked = checkPixelOptions(options, "readImages");
  if (typeof folder !== "string" || folder === "") {
    throw new DataError(`readImages: expected the path of a folder, received ${JSON.stringify(folder)}`);
  }
  const found = await listImages(folder);
  const files = found.filter((file) => file.includes("/"));
  if (files.length === 0 || files.length < found.length) {
    const loose = found.filter((file) => !file.includes("/"));
    throw new DataError(
      `readImages: expected images (.png, .jpg, .jpeg) in a subfolder for each class, such as "${folder}/cat/1.png", received ` +
        `${loose.length === 0 ? "none" : `${listNames(loose, 3)} outside of one`}; move them there`,
    );
  }
  const classOf = (file: string): string => file.slice(0, file.indexOf("/"));
  const classNames = [...new Set(files.map(classOf))].sort(compareCells);
  // A subfolder may be the start of another's name, so class comes before path.
  const ordered = classNames.flatMap((name) => files.filter((file) => classOf(file) === name));
  const most = options.maxBytes ?? defaultMost;
  const budget = openBudget("readImages", folder, 0, most);
  const stack = new ImageStack(ordered.length, checked, budget, "readImages");
  const { readFile } = await import("node:fs/promises");
  for (const file of ordered) {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(`${folder}/${file}`);
    } catch (error) {
      throw new DataError(`readImages: expected to read ${file}, received ${(error as Error).message}`);
    }
    const allow = (pixels: number): void => {
      if (pixels * bytesPerPixel <= most) return;
      throw new DataError(
        `readImages: expected images of at most ${most} bytes, received ${pixels} pixels in ${file}; if that is right, pass { maxBytes: ${pixels * bytesPerPixel} }`,
      );
    };
    stack.add(await decode(bytes, file, allow), file);
  }
  const x = stack.finish();
  const places = new Map(classNames.map((name, at) => [name, at]));
  const y: NdArray<Int32Array> = {
    data: Int32Array.from(ordered, (file) => places.get(classOf(file))!),
    shape: [ordered.length],
  };
  const place = placeOf(x, ordered.length, baseName(folder));
  derive(y, place);
  return { x, y, classNames, files: ordered };
}
