export { BinaryCrossentropy, binaryCrossentropy } from "./binary-crossentropy";
export { CategoricalCrossentropy, categoricalCrossentropy } from "./categorical-crossentropy";
export { MeanAbsoluteError, meanAbsoluteError } from "./mean-absolute-error";
export { MeanSquaredError, meanSquaredError } from "./mean-squared-error";
export {
  SparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
  sparseCategoricalCrossentropy,
} from "./sparse-categorical-crossentropy";
