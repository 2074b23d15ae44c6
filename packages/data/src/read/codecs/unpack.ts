import { notInstalled } from "../optional";
import { piecesOf } from "../reach";
import { unpackLz4Frame, unpackLz4Hadoop, unpackLz4Raw } from "./lz4";
import { unpackSnappy } from "./snappy";
import { unpackZstd } from "./zstd";

// How much one byte can become at most, so that a small page cannot ask for a large array.
const largestRatio: Readonly<Record<string, number>> = {
  SNAPPY: 22,
  GZIP: 1032,
  LZ4: 256,
  LZ4_RAW: 256,
  LZ4_FRAME: 256,
};
const slack = 64;

const unpackGzip = async (input: Uint8Array, size: number): Promise<Uint8Array> => {
  const out = new Uint8Array(size);
  let filled = 0;
  const stream = new Blob([input as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  for await (const value of piecesOf(stream)) {
    if (filled + value.length > size) throw new Error("gzip data longer than declared");
    out.set(value, filled);
    filled += value.length;
  }
  if (filled !== size) throw new Error("gzip data shorter than declared");
  return out;
};

const unpackBrotli = async (input: Uint8Array, size: number): Promise<Uint8Array> => {
  if (typeof process === "undefined" || process.versions?.node === undefined) {
    throw new Error(
      "Brotli, which browsers unpack for web pages only; write the file with Snappy or Zstandard",
    );
  }
  const { brotliDecompressSync } = await import("node:zlib");
  const out = brotliDecompressSync(input, { maxOutputLength: Math.max(1, size) });
  if (out.length !== size) throw new Error("Brotli data of another length than declared");
  return out;
};

/**
 * Unpacks data to as many bytes as they are declared to have. Before anything of that size is made, it is
 * checked that the packed bytes can become so many; every decoder ends with damaged data.
 */
export const unpack = async (
  codec: string,
  input: Uint8Array,
  size: number,
  who: string,
): Promise<Uint8Array> => {
  const ratio = largestRatio[codec];
  if (ratio !== undefined && size > ratio * input.length + slack) {
    throw new Error(`${input.length} packed bytes that cannot be the ${size} bytes that are declared`);
  }
  switch (codec) {
    case "SNAPPY":
      return unpackSnappy(input, new Uint8Array(size));
    case "LZ4":
      return unpackLz4Hadoop(input, new Uint8Array(size));
    case "LZ4_RAW":
      return unpackLz4Raw(input, new Uint8Array(size));
    case "LZ4_FRAME":
      return unpackLz4Frame(input, new Uint8Array(size));
    case "GZIP":
      return unpackGzip(input, size);
    case "BROTLI":
      return unpackBrotli(input, size);
    case "ZSTD": {
      const { ZSTDDecoder } = await import("zstddec").catch(notInstalled(who, "zstddec"));
      const decoder = new ZSTDDecoder();
      await decoder.init();
      return unpackZstd(input, size, decoder);
    }
    default:
      throw new Error(`data packed with ${codec}, which is not supported`);
  }
};
