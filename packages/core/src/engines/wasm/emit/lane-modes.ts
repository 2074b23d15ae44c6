import type { DType } from "../../../graph/dtype";
import type { ValType } from "../encoder";
import type { Lanes } from "./lanes";
import { scalarOps } from "./scalar-ops";
import { vectorOps } from "./vector-ops";

const COUNTING = new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer);

/** Four lanes of 32 bits: everything but float64. */
export const vectorLanes: Lanes = {
  width: 4,
  valType: () => "v128",
  constant(f, dtype, value) {
    if (dtype === "float32") f.get(f.constF32x4(value));
    else f.get(f.constI32x4(dtype === "bool" ? (value === 0 ? 0 : -1) : value));
  },
  index(f, dtype, step) {
    f.op("i32x4.splat");
    if (step !== 0) {
      f.get(f.constV128(COUNTING));
      if (step !== 1) f.i32(step).op("i32x4.splat").op("i32x4.mul");
      f.op("i32x4.add");
    }
    if (dtype === "float32") f.op("f32x4.convert_i32x4_s");
  },
  op(f, op, e, args, context) {
    vectorOps[op](f, args, e, context);
  },
};

const SCALAR_TYPES: Readonly<Record<DType, ValType>> = {
  float32: "f32",
  float64: "f64",
  int32: "i32",
  bool: "i32",
};

/** One number of any dtype. */
export const scalarLanes: Lanes = {
  width: 1,
  valType: (dtype) => SCALAR_TYPES[dtype],
  constant(f, dtype, value) {
    if (dtype === "float64") f.f64(value);
    else if (dtype === "float32") f.f32(value);
    else f.i32(dtype === "bool" ? (value === 0 ? 0 : 1) : value);
  },
  index(f, dtype) {
    if (dtype === "float64") f.op("f64.convert_i32_s");
    else if (dtype === "float32") f.op("f32.convert_i32_s");
  },
  op(f, op, e, args, context) {
    scalarOps[op](f, args, e, context);
  },
};
