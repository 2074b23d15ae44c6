import { bitAnd, bitOr, bitXor, shiftLeft, shiftRightLogical, type Tensor, where } from "@wellfit/core";
import { DATA_TYPE } from "../../format/model";
import { dtypeOfDataType } from "../../format/tensor-data";
import type { Call, Operator, Operators } from "../call";

const bitwise =
  (f: (x: Tensor, y: Tensor) => Tensor): Operator =>
  (call) => {
    const [x, y] = [call.input(0), call.input(1)];
    if (x.dtype !== "int32" || y.dtype !== "int32") {
      throw new TypeError(
        `${call.where}: received ${x.dtype} and ${y.dtype}, expected whole numbers of 32 bits`,
      );
    }
    return f(x, y);
  };

/** Another dtype. uint32 is held in the same 32 bits as int32, for shifts. */
function cast(call: Call): Tensor {
  const x = call.input(0);
  const to = call.int("to", 0);
  if (to === DATA_TYPE.uint32) {
    if (x.dtype === "int32") return x;
    throw new TypeError(`${call.where}: only int32 can become uint32 here, received ${x.dtype}`);
  }
  const dtype = dtypeOfDataType(to, `the result of ${call.where.slice("fromOnnx: ".length)}`);
  if (!call.unsigned(0) || dtype === "int32" || dtype === "bool") return x.cast(dtype);
  const wide = x.cast("float64");
  return where(x.less(0), wide.add(2 ** 32), wide).cast(dtype);
}

/** Casts, and operations on the bits of whole numbers. */
export const bits: Operators = {
  Cast: cast,
  BitwiseAnd: bitwise(bitAnd),
  BitwiseOr: bitwise(bitOr),
  BitwiseXor: bitwise(bitXor),
  BitwiseNot: (call) => bitXor(call.input(0), -1),
  BitShift: (call) => bitwise(call.word("direction", "") === "LEFT" ? shiftLeft : shiftRightLogical)(call),
};
