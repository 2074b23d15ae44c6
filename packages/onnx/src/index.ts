export type {
  InputShape,
  OnnxModel,
  Outputs,
  TensorFunction,
  ToOnnxOptions,
} from "./export/source";
export { toOnnx } from "./export/to-onnx";
