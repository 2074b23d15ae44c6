import type { Data, DataType, Vector } from "apache-arrow";
import { floorDivide } from "../parquet/parquet-column";
import { inexactNote, infiniteNote, type RawColumn } from "../raw-column";

type Arrow = typeof import("apache-arrow");

const decoder: TextDecoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

const lacks = (data: Data, there: number, per = 1): void => {
  if (!(there >= data.length * per)) throw new Error(`${there / per} of ${data.length} values`);
};

/** Which rows hold no value. */
const missingRows = (data: Data): ((row: number) => boolean) => {
  const bits = data.nullBitmap as Uint8Array | undefined;
  if (bits === undefined || bits.length === 0) return () => false;
  lacks(data, bits.length * 8);
  return (row) => ((bits[row >> 3]! >> (row & 7)) & 1) === 0;
};

const halfToNumber = (bits: number): number => {
  const sign = bits >> 15 === 1 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024);
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
};

// Decimals are whole numbers in two's complement, in words of 32 bits, the least first.
const decimalAt = (words: Uint32Array, at: number, perValue: number, scale: number): number => {
  let value = 0n;
  for (let i = perValue - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[at + i]!);
  return Number(BigInt.asIntN(32 * perValue, value)) / 10 ** scale;
};

const unitName = ["seconds", "milliseconds", "microseconds", "nanoseconds"];

const scaled = (value: number | bigint, unit: number): number => {
  if (unit === 0) return Number(value) * 1000;
  if (unit === 1) return Number(value);
  return floorDivide(BigInt(value), unit === 2 ? 1000n : 1_000_000n);
};

const textsOf = (arrow: Arrow, data: Data, take: (text: string | null) => void): void => {
  const missing = missingRows(data);
  const values = data.values as Uint8Array;
  const decode = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new Error("bytes that are no text");
    }
  };
  const slice = (bytes: Uint8Array | undefined, from: number, to: number): string => {
    if (bytes === undefined || !(from >= 0 && from <= to && to <= bytes.length)) {
      throw new Error(`a text from byte ${from} to ${to} of ${bytes?.length ?? 0}`);
    }
    return decode(bytes.subarray(from, to));
  };
  if (arrow.DataType.isUtf8View(data.type)) {
    lacks(data, values.length, 16);
    const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
    const buffers = (data as unknown as { variadicBuffers: readonly Uint8Array[] }).variadicBuffers;
    for (let row = 0; row < data.length; row++) {
      const at = 16 * row;
      const length = missing(row) ? -1 : view.getInt32(at, true);
      if (length < 0) take(null);
      else if (length <= 12) take(slice(values, at + 4, at + 4 + length));
      else {
        const from = view.getInt32(at + 12, true);
        take(slice(buffers[view.getInt32(at + 8, true)], from, from + length));
      }
    }
    return;
  }
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  if (data.length > 0) lacks(data, offsets.length - 1);
  for (let row = 0; row < data.length; row++) {
    take(missing(row) ? null : slice(values, Number(offsets[row]), Number(offsets[row + 1])));
  }
};

const numbersOf = (
  parts: readonly Data[],
  rows: number,
  read: (data: Data) => (row: number) => number,
): Float64Array => {
  const out = new Float64Array(rows);
  let at = 0;
  for (const data of parts) {
    const missing = missingRows(data);
    const value = read(data);
    for (let row = 0; row < data.length; row++) out[at++] = missing(row) ? Number.NaN : value(row);
  }
  return out;
};

const plain = (data: Data, per = 1): ArrayLike<number | bigint> => {
  const values = data.values as ArrayLike<number | bigint>;
  lacks(data, values.length, per);
  return values;
};

const wholeColumn = (parts: readonly Data[], rows: number, note?: string): RawColumn => {
  let inexact: bigint | undefined;
  const values = numbersOf(parts, rows, (data) => {
    const from = plain(data);
    return (row) => {
      const value = from[row]!;
      const number = Number(value);
      if (!Number.isSafeInteger(number)) inexact ??= BigInt(value);
      return number;
    };
  });
  if (inexact === undefined) {
    return {
      kind: "integer",
      values,
      note: note === undefined ? undefined : { code: "inferred", message: note },
    };
  }
  const texts: (string | null)[] = [];
  for (const data of parts) {
    const missing = missingRows(data);
    const from = plain(data);
    for (let row = 0; row < data.length; row++) texts.push(missing(row) ? null : String(from[row]));
  }
  return { kind: "texts", texts, note: inexactNote(inexact) };
};

const dictionaryColumn = (arrow: Arrow, type: DataType, parts: readonly Data[], rows: number): RawColumn => {
  // Parts may share a dictionary, or have one that grew.
  const read = new Map<unknown, RawColumn>();
  const columns = parts.map((data) => {
    const vector = data.dictionary as Vector | undefined;
    let column = read.get(vector);
    if (column === undefined) {
      const length = vector?.length ?? 0;
      const below = (vector?.data ?? []) as readonly Data[];
      if (below.reduce((sum, part) => sum + part.length, 0) !== length)
        throw new Error("a dictionary that lacks values");
      column = rawArrowColumn(arrow, vector?.type ?? new arrow.Utf8(), below, length);
      read.set(vector, column);
    }
    return column;
  });
  const placed = <T>(take: (column: RawColumn, place: number) => T, missed: T): T[] => {
    const out: T[] = [];
    parts.forEach((data, part) => {
      const missing = missingRows(data);
      const places = plain(data);
      const column = columns[part]!;
      const length = column.kind === "texts" ? column.texts.length : column.values.length;
      for (let row = 0; row < data.length; row++) {
        if (missing(row)) out.push(missed);
        else {
          const place = Number(places[row]);
          if (!(place >= 0 && place < length)) throw new Error(`place ${place} in a dictionary of ${length}`);
          out.push(take(column, place));
        }
      }
    });
    return out;
  };
  const first = columns[0];
  if (first === undefined || first.kind === "texts") {
    const texts = placed<string | null>(
      (column, place) => (column.kind === "texts" ? column.texts[place]! : null),
      null,
    );
    const isOrdered = (type as unknown as { isOrdered?: boolean }).isOrdered === true;
    const all = columns.flatMap((column) => (column.kind === "texts" ? column.texts : []));
    const order = isOrdered ? [...new Set(all.filter((text) => text !== null))] : undefined;
    return { kind: "texts", texts, order, dictionary: true };
  }
  const values = placed(
    (column, place) => (column.kind === "texts" ? Number.NaN : column.values[place]!),
    Number.NaN,
  );
  if (values.length !== rows) throw new Error(`${values.length} of ${rows} values`);
  return { kind: first.kind, values: Float64Array.from(values) };
};

/** The values of a column, from its parts in the batches; lengths are checked against the bytes first. */
export const rawArrowColumn = (
  arrow: Arrow,
  type: DataType,
  parts: readonly Data[],
  rows: number,
): RawColumn => {
  const { DataType } = arrow;
  const unit = (type as unknown as { unit?: number }).unit ?? 0;
  if (DataType.isDictionary(type)) return dictionaryColumn(arrow, type, parts, rows);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) {
    const texts: (string | null)[] = [];
    for (const data of parts) textsOf(arrow, data, (text) => texts.push(text));
    return { kind: "texts", texts };
  }
  if (DataType.isNull(type)) return { kind: "float", values: new Float64Array(rows).fill(Number.NaN) };
  if (DataType.isBool(type)) {
    const values = numbersOf(parts, rows, (data) => {
      const bits = data.values as Uint8Array;
      lacks(data, bits.length * 8);
      return (row) => (bits[row >> 3]! >> (row & 7)) & 1;
    });
    return { kind: "boolean", values };
  }
  if (DataType.isInt(type)) return wholeColumn(parts, rows);
  if (DataType.isTime(type) || DataType.isDuration(type)) {
    const what = DataType.isTime(type) ? "times of day" : "durations";
    return wholeColumn(parts, rows, `${what} as a number of ${unitName[unit] ?? "units"}`);
  }
  if (DataType.isFloat(type)) {
    const half = type.precision === arrow.Precision.HALF;
    const values = numbersOf(parts, rows, (data) => {
      const from = plain(data);
      return half ? (row) => halfToNumber(Number(from[row])) : (row) => Number(from[row]);
    });
    return { kind: "float", values, note: infiniteNote(values) };
  }
  if (DataType.isDecimal(type)) {
    const perValue = (type.bitWidth ?? 128) / 32;
    const values = numbersOf(parts, rows, (data) => {
      const words = plain(data, perValue) as unknown as Uint32Array;
      return (row) => decimalAt(words, row * perValue, perValue, type.scale);
    });
    return { kind: "float", values };
  }
  if (DataType.isDate(type)) {
    const days = type.unit === arrow.DateUnit.DAY;
    const values = numbersOf(parts, rows, (data) => {
      const from = plain(data);
      return (row) => Number(from[row]) * (days ? 86_400_000 : 1);
    });
    return { kind: "datetime", values };
  }
  if (DataType.isTimestamp(type)) {
    const values = numbersOf(parts, rows, (data) => {
      const from = plain(data);
      return (row) => scaled(from[row]!, unit);
    });
    return { kind: "datetime", values };
  }
  throw new Error(`values of the type ${String(type)}`);
};
