import type { SerializedObject } from "../common/resolve";
import type { Layer } from "../layers/layer";
import { isSymbolic, type LayerNode, type SymbolicLike, SymbolicTensor, symbolic } from "../layers/symbolic";
import { innerConfig } from "./layer-config";

/** What a functional model's settings are written from. */
interface GraphModel {
  readonly name: string;
  readonly trainable: boolean;
  readonly layers: readonly Layer[];
  readonly graph: { readonly nodes: readonly LayerNode[] };
  readonly inputTree: unknown;
  readonly outputTree: unknown;
}

/** A functional model's settings as Keras 3 writes them: the layers, each with its calls, and where inputs and outputs are. */
export function functionalConfig(model: GraphModel): Record<string, unknown> {
  const own = new Set(model.graph.nodes);
  const nodesOf = (layer: LayerNode["layer"]): readonly LayerNode[] =>
    (layer as Layer).nodes.filter((node) => own.has(node));
  const history = ({ node, index }: SymbolicTensor): readonly unknown[] => [
    node.layer.name,
    nodesOf(node.layer).indexOf(node),
    index,
  ];
  const value = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(value);
    if (!(x instanceof SymbolicTensor)) return x;
    return {
      class_name: "__keras_tensor__",
      config: { shape: x.shape, dtype: x.dtype, keras_history: history(x) },
    };
  };
  const call = (node: LayerNode): Record<string, unknown> => {
    const { args, kwargs } = (node.layer as Layer).writeCall(node);
    return {
      args: args.map(value),
      kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, x]) => [name, value(x)])),
    };
  };
  const layers = model.layers.map((layer): SerializedObject & Record<string, unknown> => ({
    ...innerConfig(layer),
    name: layer.name,
    inbound_nodes: nodesOf(layer)
      .filter((node) => node.dependencies.length > 0)
      .map(call),
  }));
  const place = (tree: unknown): unknown => {
    if (isSymbolic(tree)) return history(symbolic(tree as SymbolicLike));
    if (Array.isArray(tree)) return tree.map(place);
    return Object.fromEntries(Object.entries(tree as object).map(([name, x]) => [name, place(x)]));
  };
  return {
    name: model.name,
    trainable: model.trainable,
    layers,
    input_layers: place(model.inputTree),
    output_layers: place(model.outputTree),
  };
}
