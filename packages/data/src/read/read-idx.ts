import { DataError } from "../errors";
import { placeOf } from "../leakage/provenance";
import type { NdArray, TypedArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { openBudget } from "./budget";
import { gunzipPieces, isGzip } from "./gunzip";
import { once } from "./reach";
import { type BinarySource, joinPieces, loadBytes } from "./source";

/**
 * Options of {@link readIdx}.
 *
 * @example
 * ```ts
 * const options: ReadIdxOptions = { dtype: "float64" };
 * ```
 */
export interface ReadIdxOptions {
  /** `"file"` (default): the typed array of the file's own type. `"float64"`: the same numbers as float64. */
  dtype?: "file" | "float64" | undefined;
  /** The most bytes that the file may unpack to; default the larger of 256 MiB and 64 times the file. */
  maxBytes?: number | undefined;
}

interface IdxType {
  readonly bytes: number;
  make(length: number): TypedArray;
  read(view: DataView, at: number): number;
}

const types: Readonly<Record<number, IdxType>> = {
  8: { bytes: 1, make: (n) => new Uint8Array(n), read: (view, at) => view.getUint8(at) },
  9: { bytes: 1, make: (n) => new Int8Array(n), read: (view, at) => view.getInt8(at) },
  11: { bytes: 2, make: (n) => new Int16Array(n), read: (view, at) => view.getInt16(at) },
  12: { bytes: 4, make: (n) => new Int32Array(n), read: (view, at) => view.getInt32(at) },
  13: { bytes: 4, make: (n) => new Float32Array(n), read: (view, at) => view.getFloat32(at) },
  14: { bytes: 8, make: (n) => new Float64Array(n), read: (view, at) => view.getFloat64(at) },
};

/**
 * Reads an IDX file, the format of MNIST: numbers of one type with a shape. Gzip is unpacked. The array is
 * of the file's type (MNIST's images: uint8 of shape [images, 28, 28]; its labels: uint8 of shape [images]),
 * or float64 when asked.
 *
 * @param source A path, an address, bytes, a Blob or a stream.
 * @throws DataError when the source cannot be read, is no IDX file, or has not as many bytes as its shape
 *   says.
 * @see https://yann.lecun.com/exdb/mnist/ describes the format.
 * @example
 * ```ts
 * const labels = await readIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4]));
 * labels; // { data: Uint8Array [5, 0, 4], shape: [3] }
 * ```
 */
export async function readIdx(source: BinarySource, options: ReadIdxOptions = {}): Promise<NdArray> {
  checkOptions("readIdx", options, ["dtype", "maxBytes"]);
  const dtype = options.dtype ?? "file";
  if (dtype !== "file" && dtype !== "float64") {
    throw new DataError(`readIdx: expected dtype "file" or "float64", received ${JSON.stringify(dtype)}`);
  }
  const loaded = await loadBytes(source, { who: "readIdx", what: "IDX" });
  const { name } = loaded;
  const budget = openBudget("readIdx", name, loaded.bytes.length, options.maxBytes);
  const bytes = isGzip(loaded.bytes)
    ? await joinPieces(gunzipPieces(once(loaded.bytes), name, budget))
    : loaded.bytes;
  const refuse = (expected: string, received: string, mend: string): DataError =>
    new DataError(`${name}: expected ${expected}, received ${received}; ${mend}`);
  const type = bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 ? types[bytes[2]!] : undefined;
  if (type === undefined) {
    const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw refuse(
      "an IDX file, which starts with 00 00, a type (08 to 0e) and the number of axes",
      `${start || "no bytes"}`,
      "check that it is one",
    );
  }
  const axes = bytes[3]!;
  const head = 4 + 4 * axes;
  if (axes === 0 || bytes.length < head) {
    throw refuse(
      "the length of each axis after the first four bytes",
      `${axes} axes in ${bytes.length} bytes`,
      "the file is damaged or was cut, get it again",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  if (size * type.bytes !== bytes.length - head) {
    throw refuse(
      `${size * type.bytes} bytes for shape [${shape.join(", ")}]`,
      `${bytes.length - head}`,
      "the file is damaged or was cut, get it again",
    );
  }
  budget.take(size * (dtype === "float64" ? 8 : type.bytes), `an array of shape [${shape.join(", ")}]`);
  const data = dtype === "float64" ? new Float64Array(size) : type.make(size);
  if (type.bytes === 1 && data instanceof Uint8Array) data.set(bytes.subarray(head));
  else for (let i = 0; i < size; i++) data[i] = type.read(view, head + i * type.bytes);
  const array: NdArray = { data, shape };
  placeOf(array, shape[0]!, name);
  return array;
}
