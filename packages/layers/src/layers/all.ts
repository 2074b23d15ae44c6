export { Activation, activation } from "./activation";
export { Add, add } from "./add";
export * from "./augmentation/all";
export { Average, average } from "./average";
export {
  BatchNormalization,
  type BatchNormalizationOptions,
  batchNormalization,
} from "./batch-normalization";
export { Bidirectional, type BidirectionalOptions, bidirectional, type MergeMode } from "./bidirectional";
export { Concatenate, type ConcatenateOptions, concatenate } from "./concatenate";
export * from "./convolution/all";
export { Dense, type DenseOptions, dense } from "./dense";
export { Dot, type DotOptions, dot } from "./dot";
export { Dropout, type DropoutOptions, dropout } from "./dropout";
export { ELU, type EluOptions, elu } from "./elu";
export { Embedding, type EmbeddingOptions, embedding } from "./embedding";
export { Flatten, flatten } from "./flatten";
export type { CellOptions, GatedCellOptions } from "./gate-cell";
export { GaussianNoise, gaussianNoise } from "./gaussian-noise";
export {
  GroupNormalization,
  type GroupNormalizationOptions,
  groupNormalization,
} from "./group-normalization";
export { GRU, type GruOptions, gru } from "./gru";
export { GRUCell, type GruCellOptions, gruCell } from "./gru-cell";
export { InputLayer, type InputOptions, input } from "./input";
export {
  LayerNormalization,
  type LayerNormalizationOptions,
  layerNormalization,
} from "./layer-normalization";
export { LeakyReLU, type LeakyReluOptions, leakyRelu } from "./leaky-relu";
export { LSTM, type LstmOptions, lstm } from "./lstm";
export { LSTMCell, type LstmCellOptions, lstmCell } from "./lstm-cell";
export { Masking, type MaskingOptions, masking } from "./masking";
export { Maximum, maximum } from "./maximum";
export type { MergeOptions } from "./merge";
export { Minimum, minimum } from "./minimum";
export { Multiply, multiply } from "./multiply";
export { Permute, permute } from "./permute";
export * from "./pooling/all";
export { PReLU, type PreluOptions, prelu } from "./prelu";
export * from "./preparation/all";
export { type CellSteps, RnnCell } from "./recurrent-cell";
export { RecurrentLayer, type RecurrentOptions } from "./recurrent-layer";
export { ReLU, type ReluOptions, relu } from "./relu";
export { RepeatVector, repeatVector } from "./repeat-vector";
export { Reshape, reshape } from "./reshape";
export { RMSNormalization, type RmsNormalizationOptions, rmsNormalization } from "./rms-normalization";
export { RNN, rnn } from "./rnn";
export { SimpleRNN, type SimpleRnnOptions, simpleRnn } from "./simple-rnn";
export { SimpleRNNCell, simpleRnnCell } from "./simple-rnn-cell";
export { Softmax, type SoftmaxOptions, softmax } from "./softmax";
export * from "./space/all";
export {
  SpectralNormalization,
  type SpectralNormalizationOptions,
  spectralNormalization,
} from "./spectral-normalization";
export { StackedRNNCells, stackedRnnCells } from "./stacked-rnn-cells";
export { Subtract, subtract } from "./subtract";
export { TimeDistributed, timeDistributed } from "./time-distributed";
export { UnitNormalization, type UnitNormalizationOptions, unitNormalization } from "./unit-normalization";
export { WeightNoise, type WeightNoiseOptions, weightNoise } from "./weight-noise";
