export {
  type LoadModelOptions,
  loadModel,
  modelFromKeras,
  modelToH5,
  modelToKeras,
  type ToBytesOptions,
  weightsToH5,
  weightsToSafetensors,
} from "./files";
export { type ModelBytes, modelFromBytes, modelToBytes } from "./model-bytes";
export { type FromJsonOptions, modelFromJson } from "./model-json";
export type { LoadWeightsOptions } from "./read-weights";
export { fromSafetensors, type StoredArray, toSafetensors } from "./safetensors";
export type { SaveOptions, SaveWeightsOptions } from "./save-model";
export type { SavedModel } from "./saved-model";
export type { FileSource } from "./source-bytes";
