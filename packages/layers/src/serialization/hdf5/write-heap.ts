import { padded, putBytes, putLetters, putSize, type WriterBytes } from "./writer-bytes";

/** Where a text stands: its collection, which gets its place last, and its number in it. */
export interface StoredText {
  readonly length: number;
  readonly collection: { at: number };
  readonly index: number;
}

/** A collection is begun anew at this size or number of texts, because numbers have 16 bits. */
const LARGEST = 1 << 20;
const MOST = 60_000;

/** Collects the texts of a file and writes them. */
export class HeapWriter {
  private items: Uint8Array[] = [];
  private size = 0;
  private place: { at: number } = { at: 0 };
  private readonly full: { items: Uint8Array[]; place: { at: number } }[] = [];

  /** Notes a text. */
  add(value: string): StoredText {
    const bytes = new TextEncoder().encode(value);
    if (this.items.length > 0 && (this.items.length >= MOST || this.size + bytes.length > LARGEST))
      this.close();
    this.items.push(bytes);
    this.size += 16 + padded(bytes.length);
    return { length: bytes.length, collection: this.place, index: this.items.length };
  }

  /** Gives all collections their places. */
  write(out: WriterBytes): void {
    this.close();
    for (const { items, place } of this.full) {
      const used = items.reduce((sum, bytes) => sum + 16 + padded(bytes.length), 16);
      // No collection is smaller; what is left is an item with the number 0.
      const size = Math.max(4096, used);
      place.at = out.place(size, (view, at) => {
        putLetters(view, at, "GCOL");
        view.setUint8(at + 4, 1);
        putSize(view, at + 8, size);
        let here = at + 16;
        items.forEach((bytes, i) => {
          view.setUint16(here, i + 1, true);
          putSize(view, here + 8, bytes.length);
          putBytes(view, here + 16, bytes);
          here += 16 + padded(bytes.length);
        });
        if (size - used >= 16) putSize(view, here + 8, size - used);
      });
    }
  }

  private close(): void {
    if (this.items.length > 0) this.full.push({ items: this.items, place: this.place });
    this.items = [];
    this.size = 0;
    this.place = { at: 0 };
  }
}
