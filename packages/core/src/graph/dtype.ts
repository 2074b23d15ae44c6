/** The kinds of number a tensor can hold. `float32` is the default; `bool` is held as 0 and 1. */
export type DType = "float32" | "float64" | "int32" | "bool";

/** What holds the numbers of a tensor of each {@link DType} in JavaScript. */
export type DataArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Every typed array that is accepted as input; see {@link dtypeOfArray} for what becomes of each. */
export type AnyTypedArray =
  | DataArray
  | Int8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Uint32Array;

/** All dtypes, from the narrowest to the widest: the order of promotion. */
export const DTYPES: readonly DType[] = ["bool", "int32", "float32", "float64"];

/** The dtype that holds both: the later of the two in {@link DTYPES}. */
export function promote(a: DType, b: DType): DType {
  return DTYPES.indexOf(a) >= DTYPES.indexOf(b) ? a : b;
}

/** Whether the dtype has a fraction and therefore a gradient. */
export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** Throws when so many elements need 2^31 bytes or more: before memory is asked for, which would be a crash. */
export function checkSize(size: number, dtype: DType, what: () => string): void {
  const bytes = size * (dtype === "float64" ? 8 : 4);
  if (bytes >= 2 ** 31) {
    throw new RangeError(
      `${what()} needs ${bytes} bytes as ${dtype}; one tensor can hold less than 2147483648 (2^31). Work on smaller batches`,
    );
  }
}

/** A zeroed array of `size` elements for the dtype; throws when that is too many for a tensor. */
export function allocate(dtype: DType, size: number): DataArray {
  checkSize(size, dtype, () => `a tensor of ${size} elements`);
  switch (dtype) {
    case "float32":
      return new Float32Array(size);
    case "float64":
      return new Float64Array(size);
    case "int32":
      return new Int32Array(size);
    case "bool":
      return new Uint8Array(size);
  }
}

/** The dtype a typed array becomes: floats keep theirs, every kind of integer becomes int32. */
export function dtypeOfArray(array: AnyTypedArray): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  return "int32";
}

/** The numbers of `from` as an array of the dtype; the very same array where it already is one. */
export function convert(from: ArrayLike<number>, dtype: DType): DataArray {
  if (from instanceof Float32Array && dtype === "float32") return from;
  if (from instanceof Float64Array && dtype === "float64") return from;
  if (from instanceof Int32Array && dtype === "int32") return from;
  const out = allocate(dtype, from.length);
  if (dtype === "bool") for (let i = 0; i < out.length; i++) out[i] = from[i] !== 0 ? 1 : 0;
  else out.set(from);
  return out;
}

/** Whether a value is a typed array that tensors accept. */
export function isTypedArray(value: unknown): value is AnyTypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !isBigArray(value);
}

function isBigArray(value: ArrayBufferView): boolean {
  return value instanceof BigInt64Array || value instanceof BigUint64Array;
}
