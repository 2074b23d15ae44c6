import type { ConstraintLike } from "../../constraints/resolve-constraint";
import type { InitializerLike } from "../../initializers/resolve-initializer";
import type { RegularizerLike } from "../../regularizers/resolve-regularizer";
import type { SlidingKernelOptions } from "./conv-layer";

/** Options of {@link depthwiseConv1d} and {@link depthwiseConv2d}. */
export interface DepthwiseConvOptions extends SlidingKernelOptions {
  /** How many kernels each channel has, and so how many channels of the output come from it. Default 1. */
  readonly depthMultiplier?: number;
  /** Makes the first values of the kernels of single channels. Default "glorotUniform". */
  readonly depthwiseInitializer?: InitializerLike;
  /** A penalty on them. Default none. */
  readonly depthwiseRegularizer?: RegularizerLike;
  /** What they are moved to after each step. Default none. */
  readonly depthwiseConstraint?: ConstraintLike;
}

/** Options of {@link separableConv1d} and {@link separableConv2d}. */
export interface SeparableConvOptions extends DepthwiseConvOptions {
  /** Makes the first values of the kernel that mixes channels. Default "glorotUniform". */
  readonly pointwiseInitializer?: InitializerLike;
  /** A penalty on it. Default none. */
  readonly pointwiseRegularizer?: RegularizerLike;
  /** What it is moved to after each step. Default none. */
  readonly pointwiseConstraint?: ConstraintLike;
}
