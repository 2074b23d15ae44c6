import type { Node } from "../graph/node";
import type { ExtensionNests } from "../schedule/extension";

/** Reads all operands as they lie in memory and writes all of the result. */
export const readAll: ExtensionNests = (node, to, bufferOf) => [
  {
    kind: "extension",
    op: node.op,
    node,
    reads: node.inputs.map((input) => bufferOf(unshaped(input))),
    writes: [to],
  },
];

/** Another shape of the same elements is the same memory. */
export function unshaped(node: Node): Node {
  let from = node;
  while (from.op === "reshape" && from.value === undefined) from = from.inputs[0] as Node;
  return from;
}
