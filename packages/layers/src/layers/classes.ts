import type { ConfigurableClass } from "../common/resolve";
import { Activation } from "./activation";
import { ActivityRegularization } from "./activity-regularization";
import { Add } from "./add";
import { AdditiveAttention } from "./additive-attention";
import { AlphaDropout } from "./alpha-dropout";
import { Attention } from "./attention";
import { CutMix } from "./augmentation/cut-mix";
import { MixUp } from "./augmentation/mix-up";
import { RandomBrightness } from "./augmentation/random-brightness";
import { RandomContrast } from "./augmentation/random-contrast";
import { RandomCrop } from "./augmentation/random-crop";
import { RandomErasing } from "./augmentation/random-erasing";
import { RandomFlip } from "./augmentation/random-flip";
import { RandomRotation } from "./augmentation/random-rotation";
import { RandomTranslation } from "./augmentation/random-translation";
import { RandomZoom } from "./augmentation/random-zoom";
import { Average } from "./average";
import { BatchNormalization } from "./batch-normalization";
import { Bidirectional } from "./bidirectional";
import { Concatenate } from "./concatenate";
import { ConvLSTM1D } from "./conv-lstm/conv-lstm1d";
import { ConvLSTM2D } from "./conv-lstm/conv-lstm2d";
import { ConvLSTM3D } from "./conv-lstm/conv-lstm3d";
import { Conv1D } from "./convolution/conv1d";
import { Conv1DTranspose } from "./convolution/conv1d-transpose";
import { Conv2D } from "./convolution/conv2d";
import { Conv2DTranspose } from "./convolution/conv2d-transpose";
import { Conv3D } from "./convolution/conv3d";
import { Conv3DTranspose } from "./convolution/conv3d-transpose";
import { DepthwiseConv1D } from "./convolution/depthwise-conv1d";
import { DepthwiseConv2D } from "./convolution/depthwise-conv2d";
import { SeparableConv1D } from "./convolution/separable-conv1d";
import { SeparableConv2D } from "./convolution/separable-conv2d";
import { Dense } from "./dense";
import { Dot } from "./dot";
import { Dropout } from "./dropout";
import { EinsumDense } from "./einsum-dense";
import { ELU } from "./elu";
import { Embedding } from "./embedding";
import { Flatten } from "./flatten";
import { GaussianDropout } from "./gaussian-dropout";
import { GaussianNoise } from "./gaussian-noise";
import { GroupNormalization } from "./group-normalization";
import { GroupQueryAttention } from "./group-query-attention";
import { GRU } from "./gru";
import { GRUCell } from "./gru-cell";
import { IdentityLayer } from "./identity-layer";
import { InputLayer } from "./input";
import { Lambda } from "./lambda";
import type { Layer } from "./layer";
import { LayerNormalization } from "./layer-normalization";
import { LeakyReLU } from "./leaky-relu";
import { LSTM } from "./lstm";
import { LSTMCell } from "./lstm-cell";
import { Masking } from "./masking";
import { Maximum } from "./maximum";
import { Minimum } from "./minimum";
import { MultiHeadAttention } from "./multi-head-attention";
import { Multiply } from "./multiply";
import { Permute } from "./permute";
import { AdaptiveAveragePooling1D } from "./pooling/adaptive-average-pooling1d";
import { AdaptiveAveragePooling2D } from "./pooling/adaptive-average-pooling2d";
import { AdaptiveAveragePooling3D } from "./pooling/adaptive-average-pooling3d";
import { AdaptiveMaxPooling1D } from "./pooling/adaptive-max-pooling1d";
import { AdaptiveMaxPooling2D } from "./pooling/adaptive-max-pooling2d";
import { AdaptiveMaxPooling3D } from "./pooling/adaptive-max-pooling3d";
import { AveragePooling1D } from "./pooling/average-pooling1d";
import { AveragePooling2D } from "./pooling/average-pooling2d";
import { AveragePooling3D } from "./pooling/average-pooling3d";
import { GlobalAveragePooling1D } from "./pooling/global-average-pooling1d";
import { GlobalAveragePooling2D } from "./pooling/global-average-pooling2d";
import { GlobalAveragePooling3D } from "./pooling/global-average-pooling3d";
import { GlobalMaxPooling1D } from "./pooling/global-max-pooling1d";
import { GlobalMaxPooling2D } from "./pooling/global-max-pooling2d";
import { GlobalMaxPooling3D } from "./pooling/global-max-pooling3d";
import { MaxPooling1D } from "./pooling/max-pooling1d";
import { MaxPooling2D } from "./pooling/max-pooling2d";
import { MaxPooling3D } from "./pooling/max-pooling3d";
import { PReLU } from "./prelu";
import { CategoryEncoding } from "./preparation/category-encoding";
import { Discretization } from "./preparation/discretization";
import { IntegerLookup } from "./preparation/integer-lookup";
import { Normalization } from "./preparation/normalization";
import { Rescaling } from "./preparation/rescaling";
import { StringLookup } from "./preparation/string-lookup";
import { ReLU } from "./relu";
import { RepeatVector } from "./repeat-vector";
import { Reshape } from "./reshape";
import { RMSNormalization } from "./rms-normalization";
import { RNN } from "./rnn";
import { SimpleRNN } from "./simple-rnn";
import { SimpleRNNCell } from "./simple-rnn-cell";
import { Softmax } from "./softmax";
import { CenterCrop } from "./space/center-crop";
import { Cropping1D } from "./space/cropping1d";
import { Cropping2D } from "./space/cropping2d";
import { Cropping3D } from "./space/cropping3d";
import { Resizing } from "./space/resizing";
import { UpSampling1D } from "./space/up-sampling1d";
import { UpSampling2D } from "./space/up-sampling2d";
import { UpSampling3D } from "./space/up-sampling3d";
import { ZeroPadding1D } from "./space/zero-padding1d";
import { ZeroPadding2D } from "./space/zero-padding2d";
import { ZeroPadding3D } from "./space/zero-padding3d";
import { SpatialDropout1D } from "./spatial-dropout1d";
import { SpatialDropout2D } from "./spatial-dropout2d";
import { SpatialDropout3D } from "./spatial-dropout3d";
import { SpectralNormalization } from "./spectral-normalization";
import { StackedRNNCells } from "./stacked-rnn-cells";
import { Subtract } from "./subtract";
import { TimeDistributed } from "./time-distributed";
import { UnitNormalization } from "./unit-normalization";
import { WeightNoise } from "./weight-noise";

/**
 * The classes of layers that files can name. It is a list and not all exports at once (`import * as`), because bundlers keep
 * every layer that stands in an object, also for programs that read no files. A test says when one is missing.
 */
export function layerClasses(): readonly ConfigurableClass<Layer>[] {
  return [
    Activation,
    ActivityRegularization,
    AdaptiveAveragePooling1D,
    AdaptiveAveragePooling2D,
    AdaptiveAveragePooling3D,
    AdaptiveMaxPooling1D,
    AdaptiveMaxPooling2D,
    AdaptiveMaxPooling3D,
    Add,
    AdditiveAttention,
    AlphaDropout,
    Attention,
    Average,
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    BatchNormalization,
    Bidirectional,
    CategoryEncoding,
    CenterCrop,
    Concatenate,
    Conv1D,
    Conv1DTranspose,
    Conv2D,
    Conv2DTranspose,
    Conv3D,
    Conv3DTranspose,
    ConvLSTM1D,
    ConvLSTM2D,
    ConvLSTM3D,
    Cropping1D,
    Cropping2D,
    Cropping3D,
    CutMix,
    Dense,
    DepthwiseConv1D,
    DepthwiseConv2D,
    Discretization,
    Dot,
    Dropout,
    ELU,
    EinsumDense,
    Embedding,
    Flatten,
    GRU,
    GRUCell,
    GaussianDropout,
    GaussianNoise,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalAveragePooling3D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    GlobalMaxPooling3D,
    GroupNormalization,
    GroupQueryAttention,
    IdentityLayer,
    InputLayer,
    IntegerLookup,
    LSTM,
    LSTMCell,
    Lambda,
    LayerNormalization,
    LeakyReLU,
    Masking,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
    Maximum,
    Minimum,
    MixUp,
    MultiHeadAttention,
    Multiply,
    Normalization,
    PReLU,
    Permute,
    RMSNormalization,
    RNN,
    RandomBrightness,
    RandomContrast,
    RandomCrop,
    RandomErasing,
    RandomFlip,
    RandomRotation,
    RandomTranslation,
    RandomZoom,
    ReLU,
    RepeatVector,
    Rescaling,
    Reshape,
    Resizing,
    SeparableConv1D,
    SeparableConv2D,
    SimpleRNN,
    SimpleRNNCell,
    Softmax,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
    SpectralNormalization,
    StackedRNNCells,
    StringLookup,
    Subtract,
    TimeDistributed,
    UnitNormalization,
    UpSampling1D,
    UpSampling2D,
    UpSampling3D,
    WeightNoise,
    ZeroPadding1D,
    ZeroPadding2D,
    ZeroPadding3D,
  ] as unknown as readonly ConfigurableClass<Layer>[];
}
