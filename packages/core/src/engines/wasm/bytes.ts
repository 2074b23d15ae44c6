/** A byte of every value type, as the binary format has them. */
const VAL_TYPES = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;

/** The types a WebAssembly value can have in our kernels. */
export type ValType = keyof typeof VAL_TYPES;

/** The byte that stands for a value type. */
export function valTypeByte(type: ValType): number {
  return VAL_TYPES[type];
}

const scratch = new DataView(new ArrayBuffer(8));

/**
 * A growing list of bytes with the number formats of the WebAssembly binary format (LEB128, little-endian floats).
 *
 * @example
 * const writer = new ByteWriter();
 * writer.u32(624485);
 * writer.bytes; // [0xe5, 0x8e, 0x26]
 */
export class ByteWriter {
  /** What has been written so far. */
  readonly bytes: number[] = [];

  /** One byte. */
  byte(value: number): void {
    this.bytes.push(value);
  }

  /** Unsigned LEB128 of a number below 2^32. */
  u32(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.bytes.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.bytes.push(rest);
  }

  /** Signed LEB128 of a 32-bit integer. */
  s32(value: number): void {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
      this.bytes.push(done ? low : low | 0x80);
      if (done) return;
    }
  }

  /** Signed LEB128 of a 64-bit integer. */
  s64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const done = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
      this.bytes.push(done ? low : low | 0x80);
      if (done) return;
    }
  }

  /** A 32-bit float, little-endian. */
  f32(value: number): void {
    scratch.setFloat32(0, value, true);
    for (let i = 0; i < 4; i++) this.bytes.push(scratch.getUint8(i));
  }

  /** A 64-bit float, little-endian. */
  f64(value: number): void {
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.bytes.push(scratch.getUint8(i));
  }

  /** An instruction code of `opcodes.ts`: one byte, or a prefix byte and LEB128. */
  opcode(code: number): void {
    if (code > 0xff) {
      this.bytes.push(code >>> 16);
      this.u32(code & 0xffff);
    } else {
      this.bytes.push(code);
    }
  }

  /** Bytes as they are. */
  append(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.bytes.push(bytes[i]!);
  }

  /** A name: its length in UTF-8 and its bytes. */
  name(text: string): void {
    const utf8 = new TextEncoder().encode(text);
    this.u32(utf8.length);
    this.append(utf8);
  }

  /** A section or sub-section: its id, its length and what `write` puts into it. */
  section(id: number, write: (content: ByteWriter) => void): void {
    const content = new ByteWriter();
    write(content);
    this.bytes.push(id);
    this.u32(content.bytes.length);
    this.append(content.bytes);
  }
}
