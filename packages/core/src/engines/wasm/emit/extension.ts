import type { Buffer, ExtensionNest } from "../../../schedule/ir";
import type { FuncRef } from "../encoder";
import type { EmitContext } from "./context";

/** A kernel function and what it is called with. */
export interface Call {
  /** `(...pointers, scratch if it takes one, begin, end) -> ()`, all i32. */
  readonly func: FuncRef;
  /** Addresses, as bytes from the start of buffers. */
  readonly pointers: readonly { readonly buffer: Buffer; readonly offset: number }[];
  /** How much memory of its own it takes, as one more pointer; 0 for none. */
  readonly scratchBytes: number;
  /** Whether the scratch pointer is a parameter. */
  readonly takesScratch: boolean;
  /** The end of the range that covers everything. */
  readonly end: number;
}

/** Writes the kernel of an extension nest; `undefined` when there is nothing to do. */
export type ExtensionEmitter = (nest: ExtensionNest, name: string, context: EmitContext) => Call | undefined;

/** The emitters of the primitives in `families/`, by name. */
export const extensionEmitters: Map<string, ExtensionEmitter> = new Map();
