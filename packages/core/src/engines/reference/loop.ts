import type { DataArray } from "../../graph/dtype";
import type { Node } from "../../graph/node";

/** How the reference engine computes a primitive: the node, the numbers of its operands, its parameters. */
export type Loop<P> = (node: Node, operands: readonly DataArray[], params: P) => DataArray;
