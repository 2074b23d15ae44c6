import type { GraphNode } from "../graph";
import type { Lowerer, Lowering } from "../lowering";

/** Shifts exist for unsigned integers only; as in JavaScript only the low five bits of the distance count. */
const shift =
  (direction: "LEFT" | "RIGHT") =>
  (to: Lowerer, node: GraphNode): string => {
    const [value, by] = to.operands(node) as [string, string];
    const distance = to.cast(to.op("BitwiseAnd", [by, to.scalar(31, "int32")]), "uint32");
    return to.cast(to.op("BitShift", [to.cast(value, "uint32"), distance], { direction }), "int32");
  };

/** Operations on the bits of int32. */
export const bitwise: {
  readonly [K in "bitAnd" | "bitOr" | "bitXor" | "shiftLeft" | "shiftRightLogical"]: Lowering<K>;
} = {
  bitAnd: (to, node) => to.op("BitwiseAnd", to.operands(node)),
  bitOr: (to, node) => to.op("BitwiseOr", to.operands(node)),
  bitXor: (to, node) => to.op("BitwiseXor", to.operands(node)),
  shiftLeft: shift("LEFT"),
  shiftRightLogical: shift("RIGHT"),
};
