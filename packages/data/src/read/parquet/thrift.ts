/** A value of Thrift's compact protocol; structs by field number. */
export type ThriftValue = number | boolean | bigint | Uint8Array | ThriftValue[] | ThriftStruct;

/** A struct of Thrift's compact protocol, by field number. */
export interface ThriftStruct {
  readonly [field: number]: ThriftValue;
}

const deepest = 24;

/**
 * Reads one struct of Thrift's compact protocol, as Parquet's footer and page headers are written. Unlike the
 * reader of hyparquet, which is fed only with what went through here, it believes no length: lists, texts and
 * numbers end where the bytes end, and structs do not nest without end.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class ThriftReader {
  private readonly bytes: Uint8Array;
  private readonly end: number;
  /** Where the next byte is read. */
  offset: number;

  constructor(bytes: Uint8Array, offset: number, end: number) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  private byte(): number {
    if (this.offset >= this.end) throw new Error("metadata that end early");
    return this.bytes[this.offset++]!;
  }

  private varint(mostBytes: number): bigint {
    let value = 0n;
    for (let i = 0; i < mostBytes; i++) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return value;
    }
    throw new Error("metadata with a number that is too long");
  }

  private length(): number {
    const length = Number(this.varint(5));
    if (length > this.end - this.offset)
      throw new Error(`metadata with ${length} entries, more than there are bytes`);
    return length;
  }

  private zigzag(mostBytes: number): bigint {
    const value = this.varint(mostBytes);
    return (value >> 1n) ^ -(value & 1n);
  }

  private value(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
        return true;
      case 2:
        return false;
      case 3:
        return (this.byte() << 24) >> 24;
      case 4:
      case 5: {
        const value = Number(this.zigzag(5));
        if (value !== (value | 0)) throw new Error("metadata with a number that is too large");
        return value;
      }
      case 6:
        return BigInt.asIntN(64, this.zigzag(10));
      case 7:
        if (this.offset + 8 > this.end) throw new Error("metadata that end early");
        this.offset += 8;
        return 0;
      case 8: {
        const length = this.length();
        this.offset += length;
        return this.bytes.subarray(this.offset - length, this.offset);
      }
      case 9: {
        const head = this.byte();
        const itemType = head & 15;
        const length = head >>> 4 === 15 ? this.length() : head >>> 4;
        const items: ThriftValue[] = [];
        // Truth values in lists take a byte each.
        for (let i = 0; i < length; i++)
          items.push(this.value(itemType < 3 ? itemType && 3 : itemType, depth + 1));
        return items;
      }
      case 12:
        return this.struct(depth + 1);
      default:
        throw new Error(`metadata of a type that Parquet has not (${type})`);
    }
  }

  /** The struct that starts here. */
  struct(depth = 0): ThriftStruct {
    if (depth > deepest) throw new Error("metadata that nest too deep");
    const fields: Record<number, ThriftValue> = {};
    let field = 0;
    for (;;) {
      const head = this.byte();
      const type = head & 15;
      if (type === 0) return fields;
      field = head >>> 4 === 0 ? Number(this.zigzag(3)) : field + (head >>> 4);
      fields[field] = this.value(type, depth);
    }
  }
}

/** A number of a struct that must be there, not negative and exact. */
export const countOf = (value: ThriftValue | undefined, what: string): number => {
  const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${what} of ${String(value)}`);
  return number;
};
