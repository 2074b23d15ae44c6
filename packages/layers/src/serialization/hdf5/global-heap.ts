import { damaged, NOWHERE, type ReaderBytes, textOf } from "./reader-bytes";

/** The collections of texts that stand apart from the attributes that have them. */
export class GlobalHeap {
  private readonly file: ReaderBytes;
  private readonly collections = new Map<number, Map<number, Uint8Array>>();

  constructor(file: ReaderBytes) {
    this.file = file;
  }

  /** The text that the sixteen bytes there point at: its length, its collection and its number in it. */
  text(at: number, what: string): string {
    const { file } = this;
    const length = file.u32(at, what);
    const address = file.address(at + 4, what);
    if (length === 0 || address === 0 || address === NOWHERE) return "";
    const found = this.collection(address).get(file.u32(at + 12, what));
    if (found === undefined || found.length < length)
      throw damaged(`${what} points at a text that is not there`);
    file.text(length);
    return textOf(found.subarray(0, length), what);
  }

  private collection(at: number): Map<number, Uint8Array> {
    const known = this.collections.get(at);
    if (known !== undefined) return known;
    const { file } = this;
    const what = "a collection of texts";
    file.signature(at, "GCOL", what);
    const size = file.size(at + 8, what);
    file.need(at, size, what);
    const objects = new Map<number, Uint8Array>();
    const end = at + size;
    let here = at + 16;
    while (here + 16 <= end) {
      file.step();
      const index = file.u16(here, what);
      if (index === 0) break;
      const length = file.size(here + 8, what);
      if (here + 16 + length > end) throw damaged("a text is longer than its collection");
      objects.set(index, file.slice(here + 16, length, what));
      here += 16 + Math.ceil(length / 8) * 8;
    }
    this.collections.set(at, objects);
    return objects;
  }
}
