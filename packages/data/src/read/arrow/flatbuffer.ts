/** What stands in a field of a table: a text, a table, or a vector of tables, or of things of so many bytes. */
export type FieldRule =
  | "text"
  | { readonly table: () => TableRule }
  | { readonly tables: () => TableRule }
  | { readonly items: number };

/** The fields of a table that refer to something, by their number. */
export type TableRule = Readonly<Record<number, FieldRule>>;

const deepest = 40;

/**
 * Reads FlatBuffers, as Arrow's metadata are written, and checks that what refers to something refers into the
 * bytes: the library behind believes lengths and places as they stand.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class FlatBytes {
  private readonly view: DataView;
  private tables = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private inside(at: number, bytes: number): void {
    if (at < 0 || at + bytes > this.view.byteLength)
      throw new Error("metadata that refer to what is not there");
  }

  private uint32(at: number): number {
    this.inside(at, 4);
    return this.view.getUint32(at, true);
  }

  /** The place of the root table. */
  root(): number {
    return this.uint32(0);
  }

  /** Where a field of a table stands; undefined when it has its default. */
  field(table: number, number: number): number | undefined {
    this.inside(table, 4);
    const fields = table - this.view.getInt32(table, true);
    this.inside(fields, 4);
    const length = this.view.getUint16(fields, true);
    this.inside(fields, length);
    // The library reads these as signed, and a field as there when it begins before the end.
    if (length < 4 || length % 2 === 1 || length > 0x7fff)
      throw new Error(`metadata with a table of ${length} bytes`);
    const slot = 4 + 2 * number;
    if (slot >= length) return undefined;
    const offset = this.view.getUint16(fields + slot, true);
    if (offset > 0x7fff) throw new Error("metadata that refer to what is not there");
    if (offset === 0) return undefined;
    this.inside(table + offset, 1);
    return table + offset;
  }

  /** What a field refers to. */
  target(at: number): number {
    const target = at + this.uint32(at);
    this.inside(target, 4);
    return target;
  }

  /** How many items a vector has; the first stands four bytes after. */
  length(vector: number, itemBytes: number): number {
    const length = this.uint32(vector);
    this.inside(vector + 4, length * itemBytes);
    return length;
  }

  /** A whole number of 64 bits, as far as it is exact. */
  long(at: number | undefined): number {
    if (at === undefined) return 0;
    this.inside(at, 8);
    const value = Number(this.view.getBigInt64(at, true));
    if (!Number.isSafeInteger(value)) throw new Error(`metadata with the number ${value}`);
    return value;
  }

  /** A byte; 0 when it is not there. */
  byte(at: number | undefined): number {
    return at === undefined ? 0 : this.view.getUint8(at);
  }

  /** Checks a table and all below it. */
  check(table: number, rule: TableRule, depth = 0): void {
    // More tables than bytes means that some are reached again and again.
    if (depth > deepest || ++this.tables > this.view.byteLength)
      throw new Error("metadata that nest without end");
    this.field(table, 0);
    for (const [number, what] of Object.entries(rule)) {
      const at = this.field(table, Number(number));
      if (at === undefined) continue;
      const target = this.target(at);
      if (what === "text") this.length(target, 1);
      else if ("items" in what) this.length(target, what.items);
      else if ("table" in what) this.check(target, what.table(), depth + 1);
      else {
        const length = this.length(target, 4);
        for (let i = 0; i < length; i++)
          this.check(this.target(target + 4 + 4 * i), what.tables(), depth + 1);
      }
    }
  }
}
