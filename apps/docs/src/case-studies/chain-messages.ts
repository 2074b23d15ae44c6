import type { Chain } from "@wellfit/experiments";

/** Which chain is looked at. */
export interface ChainOrder {
  /** The number on the diagonal of each kernel. */
  readonly weight: number;
  /** How many layers. */
  readonly depth: number;
}

/** What the worker tells. */
export interface ChainTold {
  readonly kind: "done";
  /** The norms along the chain. */
  readonly chain: Chain;
}
