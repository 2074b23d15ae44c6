import { type BatchRule, extensionBatches } from "../autodiff/batch";
import type { VjpRule } from "../autodiff/rule";
import { extensionVjps } from "../autodiff/rules/extension";
import { extensionLoops } from "../engines/reference/extension";
import type { Loop } from "../engines/reference/loop";
import { type ExtensionEmitter, extensionEmitters } from "../engines/wasm/emit/extension";
import { apply, type Tensor } from "../ops/tensor";
import { extensionRules } from "../primitives/extension";
import type { Rule } from "../primitives/primitive";
import { type ExtensionNests, extensionNests } from "../schedule/extension";

/**
 * Everything about a primitive that stands alone: what no other file needs to know, and what a bundle goes without when
 * it does not use the operation. The compiler names what is missing.
 */
export interface Family<P> {
  /** The name of the primitive in graphs and kernels. */
  readonly name: string;
  /** Its shape and dtype rule. */
  readonly rule: Rule<P>;
  /** How the reference engine computes it. */
  readonly loop: Loop<P>;
  /** What it reads and writes. */
  readonly nests: ExtensionNests;
  /** Its kernel in WebAssembly. */
  readonly emit: ExtensionEmitter;
  /** Its gradient. */
  readonly vjp: VjpRule<P>;
  /** How it goes over a batch at once, for Jacobians; without it, one by one. */
  readonly batch?: BatchRule<P>;
}

/** Applies a primitive of a family; its entries are in the tables from then on. */
export function applyFamily<P>(family: Family<P>, inputs: readonly Tensor[], params: P): Tensor {
  const { name } = family;
  if (!extensionRules.has(name)) {
    extensionRules.set(name, family.rule as Rule<unknown>);
    extensionLoops.set(name, family.loop as Loop<unknown>);
    extensionNests.set(name, family.nests);
    extensionEmitters.set(name, family.emit);
    extensionVjps.set(name, family.vjp as VjpRule<unknown>);
    if (family.batch) extensionBatches.set(name, family.batch as BatchRule<unknown>);
  }
  return apply(name as never, inputs, params as never);
}
