import { notInstalled } from "../optional";
import { piecesOf } from "../reach";
import type { Rgba } from "./pixels";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
// What the pixels need; comments, profiles and animations are left out, some of which unpack to any size.
const needed = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Do these bytes start as a PNG does? */
export const isPng = (bytes: Uint8Array): boolean => signature.every((byte, i) => bytes[i] === byte);

interface Png {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
  readonly packed: Uint8Array[];
}

const parts = (bytes: Uint8Array): Png => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const packed: Uint8Array[] = [];
  let at = 8;
  let ended = false;
  while (!ended) {
    if (at + 12 > bytes.length) throw new Error("a PNG that was cut");
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) throw new Error("a PNG that was cut");
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at === 8 && (name !== "IHDR" || length !== 13)) throw new Error("a PNG without its head");
    if (needed.has(name)) kept.push(bytes.subarray(at, at + 12 + length));
    if (name === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + length));
    ended = name === "IEND";
    at += 12 + length;
  }
  const channels = channelsOf[bytes[25]!];
  const depth = bytes[24]!;
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth))
    throw new Error("a PNG of a kind that there is not");
  const clean = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of kept) {
    clean.set(part, filled);
    filled += part.length;
  }
  return { width: view.getUint32(16), height: view.getUint32(20), depth, channels, bytes: clean, packed };
};

// The decoder unpacks all there is; so the platform's own unpacks first, and only as far as pixels need.
const checkSize = async (png: Png): Promise<void> => {
  const row = 1 + Math.ceil((png.width * png.channels * png.depth) / 8);
  // Interlaced images have seven passes, each with bytes of its own at the ends of rows.
  const most = 2 * row * png.height + 64 * (png.width + png.height + 8);
  const stream = new Blob(png.packed as Uint8Array<ArrayBuffer>[])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  let size = 0;
  for await (const value of piecesOf(stream)) {
    size += value.length;
    if (size > most) throw new Error("a PNG with more pixels than it says");
  }
};

/** Decodes a PNG through fast-png. `allow` is asked before memory is taken for the pixels. */
export const decodePng = async (
  bytes: Uint8Array,
  allow: (pixels: number) => void,
  who: string,
): Promise<Rgba> => {
  const png = parts(bytes);
  const { width, height } = png;
  if (width === 0 || height === 0) throw new Error("a PNG without pixels");
  allow(width * height);
  await checkSize(png);
  const { decode } = await import("fast-png").catch(notInstalled(who, "fast-png"));
  const { data, depth, channels, palette, transparency } = decode(png.bytes);
  const rgba = new Uint8Array(4 * width * height);
  const perRow = depth < 8 ? Math.ceil((width * depth) / 8) : width * channels;
  const most = 2 ** depth - 1;
  const raw = (pixel: number, channel: number): number => {
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    if (depth >= 8) return data[y * perRow + x * channels + channel]!;
    const bit = x * depth;
    return (data[y * perRow + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most;
  };
  const to8 = (value: number): number =>
    depth === 8 ? value : depth === 16 ? value >> 8 : Math.round((value * 255) / most);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = 4 * pixel;
    if (palette !== undefined) {
      const colour = palette[raw(pixel, 0)];
      if (colour === undefined) throw new Error("a PNG with colours that its palette has not");
      rgba.set([colour[0]!, colour[1]!, colour[2]!, colour[3] ?? 255], at);
      continue;
    }
    const first = raw(pixel, 0);
    const colour = channels >= 3;
    const green = colour ? raw(pixel, 1) : first;
    const blue = colour ? raw(pixel, 2) : first;
    let alpha = 255;
    if (channels === 2 || channels === 4) alpha = to8(raw(pixel, channels - 1));
    else if (transparency !== undefined && transparency.length > 0) {
      const same =
        transparency[0] === first && (!colour || (transparency[1] === green && transparency[2] === blue));
      if (same) alpha = 0;
    }
    rgba[at] = to8(first);
    rgba[at + 1] = to8(green);
    rgba[at + 2] = to8(blue);
    rgba[at + 3] = alpha;
  }
  return { width, height, data: rgba };
};
