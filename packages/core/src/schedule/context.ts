import type { Node } from "../graph/node";
import type { Buffers } from "./buffers";
import type { Buffer } from "./ir";

/** What nests are made from. */
export interface NestContext {
  readonly buffers: Buffers;
  /** Nodes that have a buffer of their own in the arena. */
  readonly stored: ReadonlySet<Node>;
  /** All nodes of the program. */
  readonly all: readonly Node[];
}

/** Where the values of one kernel's nodes go: the arena, cells, or nowhere when only the kernel itself needs them. */
export type Targets = (node: Node) => readonly Buffer[];
