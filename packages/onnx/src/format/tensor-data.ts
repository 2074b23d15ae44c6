import type { DataArray, DType } from "@wellfit/core";
import { DATA_TYPE, type TensorProto } from "./model";

/** The name of an element type, for messages: the number itself where there is none. */
export function nameOfDataType(dataType: number | undefined): string {
  const names = [
    "undefined",
    "float32",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
  ];
  names.push("float16", "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16");
  return names[dataType ?? 0] ?? `type ${dataType}`;
}

/** Numbers as an initializer. The bytes are those of the array: ONNX is little-endian, as every machine of today. */
export function tensorProto(
  name: string,
  dims: readonly number[],
  dtype: DType,
  data: DataArray,
): TensorProto {
  return {
    name,
    dims,
    dataType: DATA_TYPE[dtype],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** Whole numbers as an int64 initializer. */
export function int64Proto(name: string, dims: readonly number[], values: readonly bigint[]): TensorProto {
  const data = BigInt64Array.from(values);
  return { name, dims, dataType: DATA_TYPE.int64, rawData: new Uint8Array(data.buffer) };
}

/** What an element type becomes here; int64 becomes int32, numbers beyond it the largest or smallest there is. */
export function dtypeOfDataType(dataType: number | undefined, what: string): DType {
  switch (dataType) {
    case DATA_TYPE.float32:
      return "float32";
    case DATA_TYPE.float64:
      return "float64";
    case DATA_TYPE.int32:
    case DATA_TYPE.int64:
      return "int32";
    case DATA_TYPE.bool:
      return "bool";
    default:
      throw new TypeError(
        `fromOnnx: ${what} holds ${nameOfDataType(dataType)}; expected float32, float64, int32, int64 or bool. Convert the ` +
          "model to one of these first",
      );
  }
}

/** The numbers of an initializer or attribute, as what holds their dtype here. */
export function readTensorProto(proto: TensorProto, what: string): { data: DataArray; dtype: DType } {
  const dtype = dtypeOfDataType(proto.dataType, what);
  if (proto.dataLocation === 1) {
    throw new Error(
      `fromOnnx: the numbers of ${what} are in another file; save the model with its numbers inside ` +
        "(onnx.save_model(model, path, save_as_external_data=False))",
    );
  }
  const size = proto.dims.some((n) => n < 0) ? Number.NaN : proto.dims.reduce((a, b) => a * b, 1);
  const data = proto.rawData === undefined ? fromLists(proto, dtype) : fromBytes(proto, proto.rawData, what);
  if (data.length !== size) {
    throw new RangeError(
      `fromOnnx: ${what} has ${data.length} numbers for shape [${proto.dims.join(", ")}], which needs ${size}; the file is ` +
        "damaged or was written wrongly",
    );
  }
  return { data, dtype };
}

function fromBytes(proto: TensorProto, raw: Uint8Array, what: string): DataArray {
  const width = { 1: 4, 6: 4, 7: 8, 9: 1, 11: 8 }[proto.dataType as 1 | 6 | 7 | 9 | 11];
  if (raw.length % width !== 0) {
    throw new RangeError(
      `fromOnnx: ${what} has ${raw.length} bytes of ${nameOfDataType(proto.dataType)}, expected a multiple of ${width}; ` +
        "the file is damaged or was written wrongly",
    );
  }
  // A copy starts at an address that every typed array accepts. Not slice: that of a Buffer, which Node reads files
  // into, shares its memory.
  const { buffer } = new Uint8Array(raw);
  switch (proto.dataType) {
    case DATA_TYPE.float32:
      return new Float32Array(buffer);
    case DATA_TYPE.float64:
      return new Float64Array(buffer);
    case DATA_TYPE.int32:
      return new Int32Array(buffer);
    case DATA_TYPE.int64:
      return Int32Array.from(new BigInt64Array(buffer), clampInt32);
    default:
      return Uint8Array.from(new Uint8Array(buffer), (x) => (x === 0 ? 0 : 1));
  }
}

function fromLists(proto: TensorProto, dtype: DType): DataArray {
  switch (dtype) {
    case "float32":
      return Float32Array.from(proto.floatData ?? []);
    case "float64":
      return Float64Array.from(proto.doubleData ?? []);
    case "int32":
      return proto.dataType === DATA_TYPE.int64
        ? Int32Array.from(proto.int64Data ?? [], clampInt32)
        : Int32Array.from(proto.int32Data ?? []);
    case "bool":
      return Uint8Array.from(proto.int32Data ?? [], (x) => (x === 0 ? 0 : 1));
  }
}

function clampInt32(value: number | bigint): number {
  return Math.min(Math.max(Number(value), -(2 ** 31)), 2 ** 31 - 1);
}
