export { BinaryCrossentropy, binaryCrossentropy } from "./binary-crossentropy";
export {
  BinaryFocalCrossentropy,
  type BinaryFocalCrossentropyOptions,
  binaryFocalCrossentropy,
} from "./binary-focal-crossentropy";
export { CategoricalCrossentropy, categoricalCrossentropy } from "./categorical-crossentropy";
export {
  CategoricalFocalCrossentropy,
  type CategoricalFocalCrossentropyOptions,
  categoricalFocalCrossentropy,
} from "./categorical-focal-crossentropy";
export {
  CategoricalGeneralizedCrossEntropy,
  type CategoricalGeneralizedCrossEntropyOptions,
  categoricalGeneralizedCrossEntropy,
} from "./categorical-generalized-cross-entropy";
export { CategoricalHinge, categoricalHinge } from "./categorical-hinge";
export { Circle, type CircleOptions, circle } from "./circle";
export { CosineSimilarity, type CosineSimilarityOptions, cosineSimilarity } from "./cosine-similarity";
export { CTC, ctc } from "./ctc";
export { Dice, type DiceOptions, dice } from "./dice";
export { Hinge, hinge } from "./hinge";
export { Huber, type HuberOptions, huber } from "./huber";
export { KLDivergence, klDivergence } from "./kl-divergence";
export { LogCosh, logCosh } from "./log-cosh";
export { MeanAbsoluteError, meanAbsoluteError } from "./mean-absolute-error";
export {
  MeanAbsolutePercentageError,
  meanAbsolutePercentageError,
} from "./mean-absolute-percentage-error";
export { MeanSquaredError, meanSquaredError } from "./mean-squared-error";
export {
  MeanSquaredLogarithmicError,
  meanSquaredLogarithmicError,
} from "./mean-squared-logarithmic-error";
export { Poisson, poisson } from "./poisson";
export {
  SparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
  sparseCategoricalCrossentropy,
} from "./sparse-categorical-crossentropy";
export { SquaredHinge, squaredHinge } from "./squared-hinge";
export { Tversky, type TverskyOptions, tversky } from "./tversky";
