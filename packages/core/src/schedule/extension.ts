import type { Node } from "../graph/node";
import type { Affine } from "./affine";
import type { NestContext, Targets } from "./context";
import type { Buffer, ExtensionNest, Nest } from "./ir";

/**
 * The nests of the primitives in `families/`, by name.
 *
 * @param node - The node that is computed.
 * @param to - Where its elements go.
 * @param bufferOf - The memory of an operand; it is stored by an earlier kernel when it is not there.
 * @param users - The nodes that take this one as an operand.
 */
export type ExtensionNests = (
  node: Node,
  to: Buffer,
  bufferOf: (node: Node) => Buffer,
  users: readonly Node[],
) => readonly ExtensionNest[];

/** Where the elements of a node at some coordinates stand in its operand. */
export type Move = (node: Node, coords: readonly Affine[]) => Affine[];

/** What else only moves elements, by the name of its primitive. */
export const extensionMoves: Map<string, Move> = new Map();

/** A simpler node of the same value, or `undefined`; `again` simplifies the nodes that it is made of. */
export type Simplifier = (node: Node, again: (node: Node) => Node) => Node | undefined;

/** What else simplifies nodes, by the name of their primitive. */
export const extensionSimplifiers: Map<string, Simplifier> = new Map();

/** How each primitive of `families/` reads and writes memory. */
export const extensionNests: Map<string, ExtensionNests> = new Map();

/** How a primitive is computed that is there once an operation used it, or a node of the schedule's own making. */
export interface OwnNests {
  /**
   * The nests of a node and of the elementwise nodes behind it that finish its elements.
   *
   * @param nodes - The node, then those that finish it, in the order of computation.
   */
  readonly make: (nodes: readonly Node[], targets: Targets, context: NestContext) => Nest[];
  /** Whether there may be nodes that finish it. */
  readonly finishes: boolean;
}

/** What is computed by loops that no other file knows, by name. */
export const ownNests: Map<string, OwnNests> = new Map();
