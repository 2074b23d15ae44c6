import { encodeModel } from "../format/encode";
import { lower } from "./lower";
import { graphOf } from "./merge";
import { type OnnxModel, sourceOf, type TensorFunction, type ToOnnxOptions } from "./source";

/**
 * A model, or any function of tensors, as the bytes of an ONNX model (`ModelProto`, operator set 18) that ONNX Runtime and
 * other tools can run. What is written is the traced graph of prediction (`training: false`), so custom layers and plain
 * functions need no export code of their own. Variables become initializers under their names. The first axis of the
 * inputs stays open, for a batch of any size. Equal models give equal bytes.
 *
 * @param model - A built model, or a function of tensors with `inputShapes`.
 * @returns The bytes of a `.onnx` file.
 * @throws Error when the shapes of the inputs are not known, the function cannot be traced or assigns variables, the graph
 *   is not the same for every batch (pass `batch`), or a primitive cannot be written in ONNX (random numbers); TypeError
 *   and RangeError for arguments of the wrong kind.
 * @example
 * const bytes = toOnnx((x: Tensor) => x.mul(2), { inputShapes: [[null, 2]] });
 * fromOnnx(bytes)([[1, 2]]).toArray(); // [[2, 4]]
 */
export function toOnnx(model: OnnxModel | TensorFunction, options: ToOnnxOptions = {}): Uint8Array {
  const source = sourceOf(model, options);
  return encodeModel(lower(graphOf(source), source).model);
}
