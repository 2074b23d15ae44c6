import type { Layer } from "../layers/layer";
import type { LayerNode, SymbolicTensor } from "../layers/symbolic";
import type { Functional } from "../models/functional";
import type { Model } from "../models/model";
import { encode, type Field, int, message, text } from "./fields";

// TensorBoard's graph.proto and node_def.proto. Slashes in names make boxes that can be opened.

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly shape?: readonly (number | null)[] | undefined;
  readonly params?: number | undefined;
}

/** The layers of a model and what flows between them, as the bytes of a GraphDef. */
export function graphDef(model: Model<never>): Uint8Array {
  const nodes: GraphNode[] = [];
  addModel(model as unknown as Model, "", [], nodes);
  return encode(...nodes.map(nodeDef), message(4, int(1, 22)));
}

/** Adds the nodes of a model and gives the names of its outputs. */
function addModel(
  model: Model,
  scope: string,
  given: readonly string[],
  nodes: GraphNode[],
): readonly string[] {
  if ("graph" in model && "inputTree" in model) {
    return addFunctional(model as unknown as Functional, scope, given, nodes);
  }
  let before = given.length > 0 ? given : model.inputSpecs.map((spec) => addInput(spec, scope, nodes));
  if (model.className !== "Sequential") {
    // What a model of one's own does between its layers is not known.
    for (const layer of model.layers) addLayer(layer, scope, [], nodes);
    return before;
  }
  for (const layer of model.layers) before = addLayer(layer, scope, before, nodes);
  return before;
}

function addFunctional(
  model: Functional,
  scope: string,
  given: readonly string[],
  nodes: GraphNode[],
): readonly string[] {
  const names = new Map<SymbolicTensor, string>();
  model.inputs.forEach((input, i) => {
    const { name } = input.node.layer;
    names.set(input, given[i] ?? addInput({ name, shape: input.shape }, scope, nodes));
  });
  const nameOf = (x: SymbolicTensor): string[] => {
    const name = names.get(x);
    return name === undefined ? [] : [name];
  };
  for (const node of model.graph.nodes) {
    if (node.outputs.every((output) => names.has(output))) continue;
    const inputs = node.dependencies.flatMap(nameOf);
    const outputs = addLayer(node.layer as unknown as Layer, scope, inputs, nodes, node);
    node.outputs.forEach((output, i) => {
      names.set(output, outputs[i] ?? (outputs[0] as string));
    });
  }
  return model.outputs.flatMap(nameOf);
}

function addInput(
  { name, shape }: { readonly name: string; readonly shape: readonly (number | null)[] | undefined },
  scope: string,
  nodes: GraphNode[],
): string {
  const own = unused(scope + name, nodes);
  nodes.push({ name: own, op: "Placeholder", inputs: [], shape });
  return own;
}

function addLayer(
  layer: Layer,
  scope: string,
  inputs: readonly string[],
  nodes: GraphNode[],
  node?: LayerNode,
): readonly string[] {
  const name = unused(scope + layer.name, nodes);
  if ("inputSpecs" in layer) return addModel(layer as unknown as Model, `${name}/`, inputs, nodes);
  nodes.push({
    name,
    op: layer.className,
    inputs,
    shape: node?.outputs[0]?.shape,
    params: layer.countParams(),
  });
  return [name];
}

/** A name that no node has, nor is a box of nodes: a layer that is called twice stands twice. */
function unused(name: string, nodes: readonly GraphNode[]): string {
  // TensorBoard allows these characters in names.
  const clean = name.replace(/[^A-Za-z0-9_.\\/-]/g, "_");
  const taken = (one: string): boolean =>
    nodes.some((node) => node.name === one || node.name.startsWith(`${one}/`));
  let own = clean;
  for (let i = 1; taken(own); i++) own = `${clean}_${i}`;
  return own;
}

function nodeDef({ name, op, inputs, shape, params }: GraphNode): Field {
  const attributes: Field[] = [];
  if (shape !== undefined) {
    const dims = shape.map((n) => message(2, int(1, n ?? -1)));
    attributes.push(attribute("_output_shapes", message(1, message(7, ...dims))));
  }
  if (params !== undefined && params > 0) attributes.push(attribute("params", int(3, params)));
  return message(1, text(1, name), text(2, op), ...inputs.map((input) => text(3, input)), ...attributes);
}

function attribute(name: string, value: Field): Field {
  return message(5, text(1, name), message(2, value));
}
