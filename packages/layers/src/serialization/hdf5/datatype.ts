import { damaged, type ReaderBytes, unsupported } from "./reader-bytes";

/** A type of values in a file. */
export interface Datatype {
  /** As NumPy calls it; "string" and "text" are a text of its own place in the heap and one of fixed length. */
  readonly name: string;
  /** In bytes, for one value. */
  readonly size: number;
  readonly littleEndian: boolean;
  readonly charset: "utf8" | "ascii";
}

/** Reads a datatype message. Types that no model needs have a name, and an error when a value is asked for. */
export function readDatatype(file: ReaderBytes, at: number): Datatype {
  const kind = file.u8(at, "a datatype");
  const version = kind >> 4;
  if (version < 1 || version > 5) throw damaged(`a datatype has the version ${version}`);
  const flags = file.u8(at + 1, "a datatype");
  const more = file.u8(at + 2, "a datatype");
  const size = file.u32(at + 4, "a datatype");
  const littleEndian = (flags & 1) === 0;
  const other = (name: string): Datatype => ({ name, size, littleEndian, charset: "ascii" });
  switch (kind & 15) {
    case 0: {
      if (![1, 2, 4, 8].includes(size)) throw damaged(`a whole number has ${size} bytes`);
      const precision = file.u16(at + 10, "a datatype");
      if (precision !== 8 * size) return other("odd integer");
      return other(`${flags & 8 ? "int" : "uint"}${8 * size}`);
    }
    case 1: {
      if (![2, 4, 8].includes(size)) return other("odd float");
      const exponent = file.u8(at + 13, "a datatype");
      const usual = exponent === { 2: 5, 4: 8, 8: 11 }[size];
      return other(usual ? `float${8 * size}` : "odd float");
    }
    case 3:
      return { ...other("text"), charset: (flags >> 4) & 1 ? "utf8" : "ascii" };
    case 9:
      if ((flags & 15) !== 1) return other("list");
      if (size !== 16) throw damaged(`a text takes ${size} bytes, expected 16`);
      return { ...other("string"), littleEndian: true, charset: more & 1 ? "utf8" : "ascii" };
    default:
      return other(
        ["", "", "time", "", "bits", "opaque", "record", "reference", "enum", "", "array"][kind & 15] ?? "?",
      );
  }
}

type Get = (view: DataView, at: number, little: boolean) => number;

const whole = (value: bigint): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw damaged(`a whole number is ${value}`);
  return number;
};

const getters: Readonly<Record<string, Get>> = {
  int8: (v, at) => v.getInt8(at),
  uint8: (v, at) => v.getUint8(at),
  int16: (v, at, little) => v.getInt16(at, little),
  uint16: (v, at, little) => v.getUint16(at, little),
  int32: (v, at, little) => v.getInt32(at, little),
  uint32: (v, at, little) => v.getUint32(at, little),
  int64: (v, at, little) => whole(v.getBigInt64(at, little)),
  uint64: (v, at, little) => whole(v.getBigUint64(at, little)),
  float16: (v, at, little) => half(v.getUint16(at, little)),
  float32: (v, at, little) => v.getFloat32(at, little),
  float64: (v, at, little) => v.getFloat64(at, little),
};

/** Numbers of a type, copied. */
export function decodeNumbers(bytes: Uint8Array, type: Datatype): Float32Array | Float64Array {
  const get = Object.hasOwn(getters, type.name) ? getters[type.name] : undefined;
  if (get === undefined) throw unsupported(`values of the type ${type.name}`);
  const count = Math.floor(bytes.length / type.size);
  const single = type.name === "float32" || type.name === "float16";
  const out = single ? new Float32Array(count) : new Float64Array(count);
  if (type.name === "float32" && type.littleEndian && isLittleEndian()) {
    new Uint8Array(out.buffer).set(bytes.subarray(0, 4 * count));
    return out;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) out[i] = get(view, i * type.size, type.littleEndian);
  return out;
}

const isLittleEndian = (): boolean => new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A number of 16 bits: a sign, 5 bits of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
