/** What fills a piece of a file, once all pieces have their places. */
type Fill = (view: DataView, at: number) => void;

/** A file in the making: pieces get their places one after the other, and are filled when the length is known. */
export class WriterBytes {
  private length: number;
  private readonly pieces: { readonly at: number; readonly fill: Fill }[] = [];

  constructor(length: number) {
    this.length = length;
  }

  /** A place of `size` bytes, at a multiple of eight. */
  place(size: number, fill: Fill): number {
    const at = this.length;
    this.length += padded(size);
    this.pieces.push({ at, fill });
    return at;
  }

  /** The file; `begin` fills what stands before all pieces. */
  finish(begin: (view: DataView, length: number) => void): Uint8Array {
    const bytes = new Uint8Array(this.length);
    const view = new DataView(bytes.buffer);
    begin(view, this.length);
    for (const { at, fill } of this.pieces) fill(view, at);
    return bytes;
  }
}

/** The next multiple of eight. */
export function padded(size: number): number {
  return Math.ceil(size / 8) * 8;
}

/** Writes letters. */
export function putLetters(view: DataView, at: number, letters: string): void {
  for (let i = 0; i < letters.length; i++) view.setUint8(at + i, letters.charCodeAt(i));
}

/** Writes bytes. */
export function putBytes(view: DataView, at: number, bytes: Uint8Array): void {
  new Uint8Array(view.buffer, view.byteOffset).set(bytes, at);
}

/** Writes a length or an address of eight bytes. */
export function putSize(view: DataView, at: number, value: number): void {
  view.setBigUint64(at, BigInt(value), true);
}

/** Writes the address of nothing. */
export function putNowhere(view: DataView, at: number): void {
  view.setBigUint64(at, 0xffff_ffff_ffff_ffffn, true);
}
