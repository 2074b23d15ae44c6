const largestBlock = 1 << 20;

/** Reads numbers of a page with every byte checked. */
class Bits {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Error("a page that ends early");
    return this.bytes[this.at++]!;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error("a page with a number that is too long");
  }

  skip(bytes: number): number {
    if (this.at + bytes > this.end) throw new Error("a page that ends early");
    this.at += bytes;
    return this.at - bytes;
  }

  bits(from: number, bit: number, width: number): number {
    let value = 0;
    for (let i = 0; i < width; i++) {
      const place = bit + i;
      if (((this.bytes[from + (place >> 3)]! >> (place & 7)) & 1) === 1) value += 2 ** i;
    }
    return value;
  }
}

const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/**
 * Walks numbers of Parquet's delta encoding, so that the reader that believes their block sizes is given only
 * such that hold together. `decode` also gives the numbers, of 32 bits.
 */
export const checkDelta = (
  bytes: Uint8Array,
  start: number,
  count: number,
  decode: boolean,
): { end: number; values: Int32Array } => {
  const bits = new Bits(bytes, start, bytes.length);
  const block = bits.varint();
  const minis = bits.varint();
  const total = bits.varint();
  let value = unzigzag(bits.varint());
  const perMini = block / minis;
  if (
    block > largestBlock ||
    minis === 0 ||
    !Number.isInteger(perMini) ||
    perMini % 8 !== 0 ||
    perMini === 0
  ) {
    throw new Error(`a page with blocks of ${block} values in ${minis} parts`);
  }
  if (total !== count) throw new Error(`a page with ${total} of its ${count} values`);
  const values = new Int32Array(decode ? count : 0);
  if (decode && count > 0) values[0] = value;
  let seen = 1;
  while (seen < count) {
    const least = unzigzag(bits.varint());
    const widths = bits.skip(minis);
    for (let mini = 0; mini < minis && seen < count; mini++) {
      const width = bytes[widths + mini]!;
      if (width > 64) throw new Error(`a page with numbers of ${width} bits`);
      const from = bits.skip((perMini * width) / 8);
      const here = Math.min(perMini, count - seen);
      if (decode) {
        for (let i = 0; i < here; i++) {
          value = (value + least + bits.bits(from, i * width, width)) | 0;
          values[seen + i] = value;
        }
      }
      seen += here;
    }
  }
  return { end: bits.at, values };
};
