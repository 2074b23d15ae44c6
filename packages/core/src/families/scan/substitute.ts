import { type Node, topological } from "../../graph/node";
import type { Mark } from "../../ops/custom-gradient";
import { Tensor } from "../../ops/tensor";

/** The graph of `root` with other nodes in the place of those that the map names. */
export function substitute(root: Tensor, map: ReadonlyMap<Node, Tensor>): Tensor {
  let oldest = Number.POSITIVE_INFINITY;
  for (const node of map.keys()) oldest = Math.min(oldest, node.id);
  // What was made before all of them cannot depend on them.
  const ends = (node: Node): boolean => map.has(node) || node.id < oldest || node.value !== undefined;
  const made = new Map<Node, Tensor>();
  for (const node of topological([root], ends)) {
    const to = map.get(node);
    if (to) made.set(node, to);
    else if (ends(node) || node.inputs.every((input) => made.get(input) === input))
      made.set(node, node as Tensor);
    else
      made.set(
        node,
        copyOf(
          node,
          node.inputs.map((input) => made.get(input) as Tensor),
          made,
        ),
      );
  }
  return made.get(root) as Tensor;
}

/**
 * The same operation on other operands. A gradient of its own was written for the graph that the node comes from, so it is
 * carried over with it.
 */
export function copyOf(node: Node, operands: readonly Tensor[], map: ReadonlyMap<Node, Tensor>): Tensor {
  const { mark } = (node.params ?? {}) as { readonly mark?: Mark };
  const params = mark ? { ...(node.params as object), mark: carriedOver(mark, map) } : node.params;
  return new Tensor(node.op, operands, params, node.shape, node.dtype, node.value);
}

function carriedOver(mark: Mark, map: ReadonlyMap<Node, Tensor>): Mark {
  return {
    back: (g, node, wanted) => mark.back(g, node, wanted).map((part) => part && substitute(part, map)),
    toString: () => mark.toString(),
  };
}
