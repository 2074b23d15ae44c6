import type { Tensor } from "@wellfit/core";

/** What a layer can be called with beside its inputs; layers that know more document it. */
export interface CallOptions {
  /**
   * Which steps of the sequence count: bool [batch, steps], or one for each input. Default: the mask that travels with the
   * input, from `masking()` or `embedding({ maskZero: true })`.
   */
  readonly mask?: Tensor | readonly (Tensor | undefined)[] | undefined;
  /** Overrules whether this is a training step. Default: that of the whole call. */
  readonly training?: boolean | undefined;
  readonly [name: string]: unknown;
}
