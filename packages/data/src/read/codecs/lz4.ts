/**
 * Unpacks one LZ4 block into `out` from `start` on; what stands before `start` can be referred to. Gives
 * where it ended. Every length is checked.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export const unpackLz4Block = (input: Uint8Array, out: Uint8Array, start = 0): number => {
  let at = 0;
  let filled = start;
  const more = (first: number): number => {
    let length = first;
    if (first === 15) {
      let byte: number;
      do {
        if (at >= input.length) throw new Error("LZ4 data that end early");
        byte = input[at++]!;
        length += byte;
      } while (byte === 255);
    }
    return length;
  };
  while (at < input.length) {
    const token = input[at++]!;
    const literals = more(token >>> 4);
    if (at + literals > input.length) throw new Error("LZ4 data that end early");
    if (filled + literals > out.length) throw new Error("LZ4 data longer than declared");
    out.set(input.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at >= input.length) break;
    if (at + 2 > input.length) throw new Error("LZ4 data that end early");
    const offset = input[at]! | (input[at + 1]! << 8);
    at += 2;
    const length = more(token & 15) + 4;
    if (offset === 0 || offset > filled) throw new Error("LZ4 data with a reference to nowhere");
    if (filled + length > out.length) throw new Error("LZ4 data longer than declared");
    for (let i = 0; i < length; i++) out[filled + i] = out[filled + i - offset]!;
    filled += length;
  }
  return filled;
};

/** Unpacks raw LZ4 into `out`, which it must fill. */
export const unpackLz4Raw = (input: Uint8Array, out: Uint8Array): Uint8Array => {
  if (unpackLz4Block(input, out) !== out.length) throw new Error("LZ4 data shorter than declared");
  return out;
};

/** Unpacks LZ4 as Hadoop frames it: pairs of lengths, big-endian, each with its block. Old files have it raw. */
export const unpackLz4Hadoop = (input: Uint8Array, out: Uint8Array): Uint8Array => {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;
  let filled = 0;
  while (at + 8 <= input.length) {
    const unpacked = view.getUint32(at);
    const packed = view.getUint32(at + 4);
    if (filled + unpacked > out.length || at + 8 + packed > input.length) break;
    const end = filled + unpacked;
    if (unpackLz4Block(input.subarray(at + 8, at + 8 + packed), out.subarray(0, end), filled) !== end) break;
    filled = end;
    at += 8 + packed;
  }
  if (at === input.length && filled === out.length) return out;
  return unpackLz4Raw(input, out);
};

/**
 * Unpacks an LZ4 frame into `out`, which it must fill. Blocks may refer to those before them. Checksums are
 * not looked at.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export const unpackLz4Frame = (input: Uint8Array, out: Uint8Array): Uint8Array => {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 7 || view.getUint32(0, true) !== 0x184d2204) throw new Error("no LZ4 frame");
  const flags = input[4]!;
  const hasSize = (flags & 8) !== 0;
  const blockChecksums = (flags & 16) !== 0;
  let at = 7 + (hasSize ? 8 : 0) + ((flags & 1) !== 0 ? 4 : 0);
  let filled = 0;
  for (;;) {
    if (at + 4 > input.length) throw new Error("an LZ4 frame that ends early");
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    if (at + length > input.length) throw new Error("an LZ4 frame that ends early");
    const block = input.subarray(at, at + length);
    if (word >>> 31 === 1) {
      if (filled + length > out.length) throw new Error("an LZ4 frame longer than declared");
      out.set(block, filled);
      filled += length;
    } else filled = unpackLz4Block(block, out, filled);
    at += length + (blockChecksums ? 4 : 0);
  }
  if (filled !== out.length) throw new Error("an LZ4 frame shorter than declared");
  return out;
};
