import type { PrimitiveName, Primitives } from "@wellfit/core";
import type { GraphBuilder } from "./builder";
import type { Symbolic } from "./dims";
import type { GraphNode } from "./graph";

/** What a lowering may use: the builder, and the names under which operands stand in the ONNX graph. */
export interface Lowerer extends GraphBuilder {
  /** The name of an operand with the shape that its node has. */
  value(node: GraphNode): string;
  /**
   * The names of the operands of a node that is computed element by element: where ONNX broadcasts by itself to the shape
   * of the node, `broadcastTo` in front of an operand is left out.
   */
  operands(node: GraphNode): string[];
}

/** How a primitive is written in ONNX operators; gives the name of the result. */
export type Lowering<K extends PrimitiveName> = (
  to: Lowerer,
  node: GraphNode,
  params: Symbolic<Primitives[K]>,
) => string;
