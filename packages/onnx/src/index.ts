export type {
  InputShape,
  OnnxInputSpec,
  OnnxModel,
  Outputs,
  TensorFunction,
  ToOnnxOptions,
} from "./export/source";
export { toOnnx } from "./export/to-onnx";
export type { Feeds } from "./import/feeds";
export { fromOnnx, type OnnxFunction } from "./import/from-onnx";
export type { OnnxValue } from "./import/imported";
