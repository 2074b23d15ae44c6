import { show } from "../common/options";
import { isSerialized } from "../common/resolve";
import { InputLayer } from "../layers/input";
import type { Layer } from "../layers/layer";
import type { SymbolicTensor } from "../layers/symbolic";

/** A call in a file. */
interface Call {
  readonly layer: Layer;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Inputs and outputs arranged as the file has them. */
type Tree = SymbolicTensor | readonly SymbolicTensor[] | Readonly<Record<string, SymbolicTensor>>;

/**
 * Applies the layers of a functional model's settings to one another again, each as soon as what it needs is there.
 *
 * @throws TypeError or RangeError when the settings speak of what is not there.
 */
export function rebuildGraph(
  config: Readonly<Record<string, unknown>>,
  layerOf: (value: unknown) => Layer,
): { readonly inputs: Tree; readonly outputs: Tree } {
  const layers = new Map<string, Layer>();
  const made = new Map<string, readonly (readonly SymbolicTensor[])[]>();
  let open: Call[] = [];
  for (const entry of listOf("layers", config.layers)) {
    const layer = layerOf(entry);
    const { name = layer.name, inbound_nodes: nodes } = entry as Record<string, unknown>;
    if (layers.has(name as string)) throw bad(`two layers are called ${show(name)}`);
    layers.set(name as string, layer);
    made.set(name as string, layer instanceof InputLayer ? [[layer.output]] : []);
    for (const node of listOf("inbound_nodes", nodes ?? [])) {
      const { args, kwargs = {} } = (node ?? {}) as Record<string, unknown>;
      open.push({ layer, args: listOf("args", args), kwargs: kwargs as Call["kwargs"] });
    }
  }
  const find = (history: unknown): SymbolicTensor | undefined => {
    const [name, node, index] = listOf("keras_history", history) as [string, number, number];
    if (!layers.has(name)) throw bad(`a call needs the layer ${show(name)}, which is not there`);
    return made.get(name)?.[node]?.[index];
  };
  while (open.length > 0) {
    const waiting: Call[] = [];
    const blocked = new Set<Layer>();
    for (const call of open) {
      const found = blocked.has(call.layer) ? undefined : argumentsOf(call, find);
      if (found === undefined) {
        // Calls of one layer keep their order, because others name them by it.
        blocked.add(call.layer);
        waiting.push(call);
        continue;
      }
      const { inputs, list, options } = call.layer.readCall(found);
      if (inputs.length === 0) throw bad(`a call of ${call.layer.name} has no input`);
      const node = call.layer.applySymbolic(inputs, list, options);
      made.set(call.layer.name, [...(made.get(call.layer.name) ?? []), node.outputs]);
    }
    if (waiting.length === open.length) {
      throw bad(`the calls of ${waiting.map(({ layer }) => layer.name).join(", ")} wait for one another`);
    }
    open = waiting;
  }
  const place = (tree: unknown): Tree => {
    if (Array.isArray(tree) && typeof tree[0] === "string") {
      const found = find(tree);
      if (found === undefined) throw bad(`${show(tree)} is given by no call`);
      return found;
    }
    if (Array.isArray(tree)) return tree.map((one) => place(one) as SymbolicTensor);
    if (typeof tree !== "object" || tree === null) throw bad(`inputs or outputs are ${show(tree)}`);
    return Object.fromEntries(Object.entries(tree).map(([name, x]) => [name, place(x) as SymbolicTensor]));
  };
  return { inputs: place(config.input_layers), outputs: place(config.output_layers) };
}

function argumentsOf(
  { args, kwargs }: Call,
  find: (history: unknown) => SymbolicTensor | undefined,
): Pick<Call, "args" | "kwargs"> | undefined {
  let missing = false;
  const value = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(value);
    if (!isSerialized(x) || x.class_name !== "__keras_tensor__") return x;
    const found = find(x.config.keras_history);
    missing ||= found === undefined;
    return found;
  };
  const filled = {
    args: args.map(value),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, x]) => [name, value(x)])),
  };
  return missing ? undefined : filled;
}

function listOf(what: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw bad(`${what} is ${show(value)}, expected an array`);
}

function bad(why: string): TypeError {
  return new TypeError(`functional: the model's settings are damaged: ${why}; save the model once more`);
}
