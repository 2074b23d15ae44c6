export {
  type LoadModelOptions,
  loadModel,
  modelFromKeras,
  modelToH5,
  modelToKeras,
  weightsToH5,
  weightsToSafetensors,
} from "./files";
export { type ModelBytes, modelFromBytes, modelToBytes } from "./model-bytes";
export { type FromJsonOptions, modelFromJson } from "./model-json";
export type { LoadWeightsOptions } from "./read-weights";
export { fromSafetensors, type StoredArray, toSafetensors } from "./safetensors";
export type { SaveOptions } from "./save-model";
export type { SavedModel } from "./saved-model";
export type { FileSource } from "./source-bytes";
