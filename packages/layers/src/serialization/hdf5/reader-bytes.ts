import { damaged as damagedFile } from "../damaged";

/** An error about a file that cannot be what it says. */
export function damaged(why: string): RangeError {
  return damagedFile("HDF5", why);
}

/** An error about a file that is whole, but has what this reader does not know. */
export function unsupported(what: string): RangeError {
  return new RangeError(
    `HDF5: the file has ${what}, which is not read here; save it again with Keras, or with h5py and its defaults`,
  );
}

/** Marks an address that there is not. */
export const NOWHERE = -1;

/**
 * The bytes of a file. Nothing is read past their end, and the number of things read from them is limited by their length,
 * so that no file can make a reader run on.
 */
export class ReaderBytes {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private steps = 0;
  private texts = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** Counts a message, entry or node; each takes at least four bytes of any honest file. */
  step(): void {
    this.steps++;
    if (this.steps > this.length / 4 + 64) throw damaged("its parts refer to each other in circles");
  }

  /** Counts bytes of texts, of which several may stand at one place. */
  text(bytes: number): void {
    this.texts += bytes;
    if (this.texts > 4 * this.length + 4096) throw damaged("it repeats its texts over and over");
  }

  need(at: number, size: number, what: string): void {
    if (at >= 0 && size >= 0 && at + size <= this.length) return;
    throw damaged(`${what} should stand at byte ${at} to ${at + size}, but it has ${this.length} bytes`);
  }

  u8(at: number, what: string): number {
    this.need(at, 1, what);
    return this.view.getUint8(at);
  }

  u16(at: number, what: string): number {
    this.need(at, 2, what);
    return this.view.getUint16(at, true);
  }

  u32(at: number, what: string): number {
    this.need(at, 4, what);
    return this.view.getUint32(at, true);
  }

  /** A length of eight bytes. */
  size(at: number, what: string): number {
    this.need(at, 8, what);
    const value = this.view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`${what} is given as ${value}`);
    return Number(value);
  }

  /** An address of eight bytes; {@link NOWHERE} when all of them are 255. */
  address(at: number, what: string): number {
    this.need(at, 8, what);
    const value = this.view.getBigUint64(at, true);
    if (value === 0xffff_ffff_ffff_ffffn) return NOWHERE;
    if (value >= BigInt(this.length)) {
      throw damaged(`${what} should stand at byte ${value}, but it has ${this.length} bytes`);
    }
    return Number(value);
  }

  /** A whole number of 1, 2, 4 or 8 bytes. */
  uint(at: number, width: number, what: string): number {
    if (width === 1) return this.u8(at, what);
    if (width === 2) return this.u16(at, what);
    return width === 4 ? this.u32(at, what) : this.size(at, what);
  }

  slice(at: number, size: number, what: string): Uint8Array {
    this.need(at, size, what);
    return this.bytes.subarray(at, at + size);
  }

  /** Throws unless four letters stand there. */
  signature(at: number, letters: string, what: string): void {
    this.need(at, letters.length, what);
    for (let i = 0; i < letters.length; i++) {
      if (this.view.getUint8(at + i) !== letters.charCodeAt(i)) {
        throw damaged(`${what} should stand at byte ${at}, but does not begin there`);
      }
    }
  }
}

/** A text up to its first zero, as UTF-8. */
export function textOf(bytes: Uint8Array, what: string): string {
  const end = bytes.indexOf(0);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      end < 0 ? bytes : bytes.subarray(0, end),
    );
  } catch {
    throw damaged(`${what} is no UTF-8`);
  }
}
