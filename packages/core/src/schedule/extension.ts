import type { Node } from "../graph/node";
import type { Buffer, ExtensionNest } from "./ir";

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

/** A simpler node of the same value, or `undefined`; `again` simplifies the nodes that it is made of. */
export type Simplifier = (node: Node, again: (node: Node) => Node) => Node | undefined;

/** What else simplifies nodes, by the name of their primitive. */
export const extensionSimplifiers: Map<string, Simplifier> = new Map();

/** How each primitive of `families/` reads and writes memory. */
export const extensionNests: Map<string, ExtensionNests> = new Map();
