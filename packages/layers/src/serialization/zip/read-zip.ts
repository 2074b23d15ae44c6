import { damaged as damagedFile } from "../damaged";
import { crc32 } from "./crc32";

/** Whether bytes begin as a zip file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Bytes that a zip may unpack to: files of weights hardly shrink. */
export function largestUnpacked(packed: number): number {
  return Math.max(256 * 2 ** 20, 8 * packed);
}

/** Where a file in a zip stands. */
interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const damaged = (why: string): RangeError => damagedFile("zip", why);

/** The files in a zip, read and checked when they are asked for. */
export class Zip {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly largest: number;

  /**
   * Reads the directory at the end.
   *
   * @param largest - Bytes that the files may have together when they are unpacked; a zip of a few kilobytes can claim many
   *   gigabytes.
   * @throws RangeError when it is damaged.
   */
  constructor(bytes: Uint8Array, largest: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.largest = largest;
    this.entries = this.readDirectory();
  }

  /** The names of the files, in order. */
  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /**
   * A file, or undefined when there is none of that name.
   *
   * @throws RangeError when its bytes are not those that were put in.
   */
  async read(name: string): Promise<Uint8Array | undefined> {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    const { at, packed, size, method, flags, crc } = entry;
    const what = JSON.stringify(name);
    if (flags & 1) throw new RangeError(`zip: ${what} is encrypted, which is not read; save it without`);
    if (this.uint32(at, what) !== 0x04034b50) throw damaged(`${what} does not begin where it should`);
    const start = at + 30 + this.uint16(at + 26, what) + this.uint16(at + 28, what);
    if (start + packed > this.bytes.length) throw damaged(`${what} goes beyond the end`);
    const stored = this.bytes.subarray(start, start + packed);
    const bytes = await unpack(stored, size, method, what);
    if (bytes.length !== size || crc32(bytes) !== crc)
      throw damaged(`the checksum of ${what} is another one`);
    return bytes;
  }

  private readDirectory(): Map<string, Entry> {
    const end = this.findEnd();
    const what = "its directory";
    const count = this.uint16(end + 10, what);
    let at = this.uint32(end + 16, what);
    if (count === 0xffff || at === 0xffff_ffff) {
      throw new RangeError("zip: the file is a zip64, of more than 4 GB, which is not read");
    }
    const entries = new Map<string, Entry>();
    let total = 0;
    for (let i = 0; i < count; i++) {
      if (this.uint32(at, what) !== 0x02014b50) throw damaged("its directory does not stand where it should");
      const nameLength = this.uint16(at + 28, what);
      const nameEnd = at + 46 + nameLength;
      if (nameEnd > this.bytes.length) throw damaged("its directory goes beyond the end");
      const name = new TextDecoder().decode(this.bytes.subarray(at + 46, nameEnd));
      if (entries.has(name)) throw damaged(`it holds ${JSON.stringify(name)} twice`);
      const size = this.uint32(at + 24, what);
      total += size;
      if (total > this.largest) {
        throw new RangeError(
          `zip: the file has ${this.bytes.length} bytes and claims to hold more than ${this.largest}, which no model does; it ` +
            "is damaged or was made to fill the memory",
        );
      }
      entries.set(name, {
        method: this.uint16(at + 10, what),
        flags: this.uint16(at + 8, what),
        crc: this.uint32(at + 16, what),
        packed: this.uint32(at + 20, what),
        size,
        at: this.uint32(at + 42, what),
      });
      at = nameEnd + this.uint16(at + 30, what) + this.uint16(at + 32, what);
    }
    return entries;
  }

  /** The record at the end, before a comment of at most 65535 bytes. */
  private findEnd(): number {
    const last = this.bytes.length - 22;
    for (let at = last; at >= Math.max(0, last - 65_535); at--) {
      if (this.view.getUint32(at, true) === 0x06054b50) return at;
    }
    throw damaged("it has no directory at its end, as when a part is missing");
  }

  private uint16(at: number, what: string): number {
    if (at + 2 > this.bytes.length) throw damaged(`${what} goes beyond the end`);
    return this.view.getUint16(at, true);
  }

  private uint32(at: number, what: string): number {
    if (at + 4 > this.bytes.length) throw damaged(`${what} goes beyond the end`);
    return this.view.getUint32(at, true);
  }
}

async function unpack(stored: Uint8Array, size: number, method: number, what: string): Promise<Uint8Array> {
  if (method === 0) return stored;
  if (method !== 8)
    throw new RangeError(`zip: ${what} is packed by the method ${method}, expected stored or deflated`);
  const { inflateSync } = await import("fflate");
  try {
    // With a place of the size that was claimed, more is never unpacked.
    return inflateSync(stored, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged(`${what} cannot be unpacked (${(error as Error).message})`);
  }
}
