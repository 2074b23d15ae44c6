import { notInstalled } from "../optional";
import type { Rgba } from "./pixels";

/** Do these bytes start as a JPEG does? */
export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

// The size stands in the frame header, behind segments that each tell their length.
const sizeOf = (bytes: Uint8Array): { width: number; height: number } => {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) throw new Error("a JPEG with a broken head");
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return {
        height: (bytes[at + 5]! << 8) | bytes[at + 6]!,
        width: (bytes[at + 7]! << 8) | bytes[at + 8]!,
      };
    }
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  throw new Error("a JPEG that was cut");
};

/** Decodes a JPEG through jpeg-js. `allow` is asked before memory is taken for the pixels. */
export const decodeJpeg = async (
  bytes: Uint8Array,
  allow: (pixels: number) => void,
  who: string,
): Promise<Rgba> => {
  const { width, height } = sizeOf(bytes);
  if (width === 0 || height === 0) throw new Error("a JPEG without pixels");
  allow(width * height);
  const module = await import("jpeg-js").catch(notInstalled(who, "jpeg-js"));
  // The package is CommonJS, of which not every loader gives the names.
  const { decode } = (module as unknown as { default?: typeof module }).default ?? module;
  const image = decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: Math.ceil((width * height) / 1e6) + 1,
    maxMemoryUsageInMB: 64 + Math.ceil((width * height * 64) / 1e6),
  });
  if (image.width !== width || image.height !== height) throw new Error("a JPEG with two sizes");
  return image;
};
