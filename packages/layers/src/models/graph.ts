import type { Layer } from "../layers/layer";
import type { LayerNode, SymbolicTensor } from "../layers/symbolic";

/** The calls and layers between inputs and outputs, in the order in which Keras lists and runs them. */
export interface Graph {
  /** So that each comes after those it needs. */
  readonly nodes: readonly LayerNode[];
  /** The layers, the inputs' among them. */
  readonly layers: readonly Layer[];
}

/**
 * Walks from outputs back to inputs. Layers are ordered by their distance from the outputs and then by when the walk met
 * them, which is Keras's order and that of weights in its files.
 *
 * @throws Error when an output does not come from the inputs.
 */
export function graphBetween(
  where: string,
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
): Graph {
  const ends = new Set(inputs);
  const met = new Map<LayerNode["layer"], number>();
  const finished: LayerNode[] = [];
  const seen = new Set<LayerNode>();
  for (const output of outputs) visit(where, output, ends, met, finished, seen);
  const nodeDepths = new Map<LayerNode, number>();
  const layerDepths = new Map<LayerNode["layer"], number>();
  for (const node of [...finished].reverse()) {
    const depth = Math.max(nodeDepths.get(node) ?? 0, layerDepths.get(node.layer) ?? 0);
    nodeDepths.set(node, depth);
    layerDepths.set(node.layer, depth);
    if (node.outputs.some((x) => ends.has(x))) continue;
    for (const { node: before } of node.dependencies) {
      nodeDepths.set(before, Math.max(depth + 1, nodeDepths.get(before) ?? 0));
    }
  }
  for (const { node } of inputs) {
    if (layerDepths.has(node.layer)) continue;
    layerDepths.set(node.layer, 0);
    met.set(node.layer, -1);
    nodeDepths.set(node, 0);
  }
  const layers = [...layerDepths.keys()].sort(
    (a, b) =>
      (layerDepths.get(b) as number) - (layerDepths.get(a) as number) ||
      (met.get(a) as number) - (met.get(b) as number),
  );
  // Nodes were finished after what they need, so that this order runs.
  return { nodes: finished, layers: layers as unknown as readonly Layer[] };
}

function visit(
  where: string,
  x: SymbolicTensor,
  ends: ReadonlySet<SymbolicTensor>,
  met: Map<LayerNode["layer"], number>,
  finished: LayerNode[],
  seen: Set<LayerNode>,
): void {
  const { node } = x;
  if (seen.has(node)) return;
  seen.add(node);
  if (!met.has(node.layer)) met.set(node.layer, met.size);
  if (!ends.has(x)) {
    if (node.inputs.length === 0) {
      throw new Error(
        `${where}: an output comes from the input ${JSON.stringify(node.layer.name)}, which is not among the inputs of ` +
          "the model; add it to inputs",
      );
    }
    for (const before of node.dependencies) visit(where, before, ends, met, finished, seen);
  }
  finished.push(node);
}
