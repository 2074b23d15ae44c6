export { CosineDecay, type CosineDecayOptions, cosineDecay } from "./cosine-decay";
export {
  CosineDecayRestarts,
  type CosineDecayRestartsOptions,
  cosineDecayRestarts,
} from "./cosine-decay-restarts";
export { ExponentialDecay, type ExponentialDecayOptions, exponentialDecay } from "./exponential-decay";
export { InverseTimeDecay, type InverseTimeDecayOptions, inverseTimeDecay } from "./inverse-time-decay";
export {
  PiecewiseConstantDecay,
  type PiecewiseConstantDecayOptions,
  piecewiseConstantDecay,
} from "./piecewise-constant-decay";
export { PolynomialDecay, type PolynomialDecayOptions, polynomialDecay } from "./polynomial-decay";
