import type { H5Numbers } from "./nodes";

// The bytes of datatype messages, version 1: class, flags, size, then where the bits of a number stand.
const types: Readonly<Record<string, readonly number[]>> = {
  int32: [0x10, 0x08, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0],
  int64: [0x10, 0x08, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0],
  float32: [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0],
  float64: [0x11, 0x20, 63, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 255, 3, 0, 0],
};

/** The bytes of a datatype message; a text is a list of bytes that stands in the heap, as h5py writes it. */
export function datatypeBytes(dtype: string, charset: "utf8" | "ascii" = "ascii"): Uint8Array {
  if (dtype === "string") {
    const utf8 = charset === "utf8" ? 1 : 0;
    return Uint8Array.of(0x19, 1, utf8, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0);
  }
  const bytes = types[dtype];
  if (bytes === undefined) throw new TypeError(`HDF5: arrays of ${dtype} are not written`);
  return Uint8Array.from(bytes);
}

/** The bytes of a dataspace message, version 1: the shape, and for an array that it cannot grow. */
export function dataspaceBytes(shape: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + 16 * shape.length);
  bytes.set([1, shape.length, shape.length > 0 ? 1 : 0]);
  const view = new DataView(bytes.buffer);
  for (const half of [0, shape.length]) {
    shape.forEach((n, i) => {
      view.setBigUint64(8 + 8 * (half + i), BigInt(n), true);
    });
  }
  return bytes;
}

/** Bytes that one number of a type takes. */
export function widthOf(dtype: string): number {
  return dtype === "float32" || dtype === "int32" ? 4 : 8;
}

/** Writes numbers, little-endian. */
export function putNumbers(view: DataView, at: number, dtype: string, data: H5Numbers): void {
  const width = widthOf(dtype);
  const little = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  if (
    little &&
    (dtype === "float32" ? data instanceof Float32Array : dtype === "float64" && data instanceof Float64Array)
  ) {
    new Uint8Array(view.buffer, view.byteOffset).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      at,
    );
    return;
  }
  data.forEach((value: number, i: number) => {
    const here = at + width * i;
    if (dtype === "float32") view.setFloat32(here, value, true);
    else if (dtype === "float64") view.setFloat64(here, value, true);
    else if (dtype === "int32") view.setInt32(here, value, true);
    else view.setBigInt64(here, BigInt(value), true);
  });
}
