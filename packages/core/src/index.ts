export { gradients } from "./autodiff/backward";
export { checkpoint } from "./autodiff/checkpoint";
export type { VectorOf } from "./autodiff/cotangent";
export { type GradOptions, grad, valueAndGrad } from "./autodiff/grad";
export { type HessianVectorProduct, hessian, hessianVectorProduct } from "./autodiff/hessian";
export { type JacobianOptions, jacobian } from "./autodiff/jacobian";
export { jvp, type Pushforward } from "./autodiff/jvp";
export { type Pullback, vjp } from "./autodiff/vjp";
export {
  type EngineInUse,
  type EngineOptions,
  engineInUse,
  getEngine,
  setEngine,
} from "./engines/current";
export { engineMemory, type MemoryUse } from "./engines/wasm/index";
export {
  type CumulativeOptions,
  cumMax,
  cumMin,
  cumProd,
  cumSum,
  logCumSumExp,
} from "./families/cumulative";
export { randomPermutation, randomShuffle } from "./families/permutation";
export { median, quantile } from "./families/quantile";
export { type ScanOptions, scan } from "./families/scan";
export { type SearchSortedOptions, searchSorted } from "./families/search-sorted";
export { argSort, type SortOptions, sort, type TopK, type TopKOptions, topK } from "./families/sort";
export type { AnyTypedArray, DataArray, DType } from "./graph/dtype";
export { Node, topological } from "./graph/node";
export type { Program } from "./graph/program";
export type { Shape } from "./graph/shape";
export { type JitFunction, type JitOptions, jit } from "./jit";
export * from "./ops/activations";
export * from "./ops/attention";
export {
  type ConvOptions,
  type ConvTransposeOptions,
  conv,
  convTranspose,
  depthwiseConv,
  type GroupedConvOptions,
  separableConv,
} from "./ops/conv";
export * from "./ops/create";
export { type CustomGradient, customGradient } from "./ops/custom-gradient";
export * from "./ops/derived";
export { einsum, tensordot } from "./ops/einsum";
export * from "./ops/indexing";
export * from "./ops/linalg";
export * from "./ops/math";
export type { NdArrayLike, Nested } from "./ops/nested";
export * from "./ops/normalization";
export * from "./ops/pad";
export * from "./ops/piecewise";
export { averagePool, maxPool, type PoolOptions } from "./ops/pool";
export * from "./ops/random";
export * from "./ops/rearrange";
export * from "./ops/reduce";
export * from "./ops/shape";
export type { SliceRange } from "./ops/slice-range";
export type { Padding } from "./ops/sliding";
export * from "./ops/softmax";
export {
  isTensor,
  type ReduceOptions,
  Tensor,
  type TensorLike,
  type TensorOptions,
  tensor,
  toTensor,
} from "./ops/tensor";
export type { PrimitiveName, Primitives } from "./primitives/index";
export { printGraph, printKernels } from "./print";
export { type Profile, type ProfileOptions, profile } from "./profile";
export type { ChromeEvent, ChromeTrace, ProfileEntry } from "./profile-report";
export { isVariable, Variable, type VariableOptions, variable, withValues } from "./variable";
export { version } from "./version";
