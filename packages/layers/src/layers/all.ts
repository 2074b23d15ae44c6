export { Activation, activation } from "./activation";
export {
  ActivityRegularization,
  type ActivityRegularizationOptions,
  activityRegularization,
} from "./activity-regularization";
export { Add, add } from "./add";
export { AdditiveAttention, type AdditiveAttentionOptions, additiveAttention } from "./additive-attention";
export { AlphaDropout, alphaDropout } from "./alpha-dropout";
export { Attention, type AttentionOptions, attention } from "./attention";
export type { HeadOptions } from "./attention-heads";
export * from "./augmentation/all";
export { Average, average } from "./average";
export {
  BatchNormalization,
  type BatchNormalizationOptions,
  batchNormalization,
} from "./batch-normalization";
export { Bidirectional, type BidirectionalOptions, bidirectional, type MergeMode } from "./bidirectional";
export { Concatenate, type ConcatenateOptions, concatenate } from "./concatenate";
export * from "./conv-lstm/all";
export * from "./convolution/all";
export { Dense, type DenseOptions, dense } from "./dense";
export { Dot, type DotOptions, dot } from "./dot";
export { Dropout, type DropoutOptions, dropout } from "./dropout";
export { EinsumDense, type EinsumDenseOptions, einsumDense } from "./einsum-dense";
export { ELU, type EluOptions, elu } from "./elu";
export { Embedding, type EmbeddingOptions, embedding } from "./embedding";
export { Flatten, flatten } from "./flatten";
export type { CellOptions, GatedCellOptions } from "./gate-cell";
export { GaussianDropout, gaussianDropout } from "./gaussian-dropout";
export { GaussianNoise, gaussianNoise } from "./gaussian-noise";
export {
  GroupNormalization,
  type GroupNormalizationOptions,
  groupNormalization,
} from "./group-normalization";
export {
  GroupQueryAttention,
  type GroupQueryAttentionOptions,
  groupQueryAttention,
} from "./group-query-attention";
export { GRU, type GruOptions, gru } from "./gru";
export { GRUCell, type GruCellOptions, gruCell } from "./gru-cell";
export { IdentityLayer, identityLayer } from "./identity-layer";
export { InputLayer, type InputOptions, input } from "./input";
export { Lambda, type LambdaFunction, type LambdaOptions, lambda } from "./lambda";
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
export {
  MultiHeadAttention,
  type MultiHeadAttentionOptions,
  multiHeadAttention,
} from "./multi-head-attention";
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
export type { SpatialDropoutOptions } from "./spatial-dropout";
export { SpatialDropout1D, spatialDropout1d } from "./spatial-dropout1d";
export { SpatialDropout2D, spatialDropout2d } from "./spatial-dropout2d";
export { SpatialDropout3D, spatialDropout3d } from "./spatial-dropout3d";
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
