import type { Shape, Tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import {
  anyRows,
  areShapes,
  type BatchShape,
  type Shapes,
  shapeList,
  showBatchShape,
} from "../common/shapes";
import type { CallOptions } from "../layers/call-options";
import { type CallContext, forwardPass } from "../layers/context";
import { InputLayer } from "../layers/input";
import type { Layer } from "../layers/layer";
import {
  isSymbolic,
  type LayerNode,
  type OutputShapes,
  type SymbolicLike,
  type SymbolicTensor,
  symbolic,
} from "../layers/symbolic";
import { flattenTensors, type Tensors } from "../layers/tensors";
import { functionalConfig } from "./functional-config";
import { rebuildGraph } from "./functional-rebuild";
import { type Graph, graphBetween } from "./graph";
import { Model } from "./model";
import { nameLayers } from "./names";
import type { InputSpec } from "./network";
import type { SummaryRow } from "./summary";

/** Inputs or outputs of a functional model: one, several in order, or several by name. */
export type SymbolicTree = SymbolicLike | readonly SymbolicLike[] | Readonly<Record<string, SymbolicLike>>;

/** The arrangement of tensors that matches an arrangement of symbolic ones. */
export type TensorsOf<T extends SymbolicTree> = T extends SymbolicLike
  ? Tensor
  : T extends readonly SymbolicLike[]
    ? readonly Tensor[]
    : { readonly [K in keyof T]: Tensor };

/** Options of {@link functional}. */
export interface FunctionalOptions<O extends SymbolicTree = SymbolicTree> {
  /** What `input` gave: one, an array, or an object by name. */
  readonly inputs: SymbolicTree;
  /** What layers gave that were applied to them: one, an array, or an object by name. */
  readonly outputs: O;
  /** The name in summaries and files. Default "functional". */
  readonly name?: string;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean;
}

/** See {@link functional}. */
export class Functional<Out extends Tensors = Tensors> extends Model<Out> {
  /** Its name in Keras. */
  static readonly className: string = "Functional";
  /** What it takes, in order. */
  readonly inputs: readonly SymbolicTensor[];
  /** What it gives, in order; those by name in the order of the names. */
  readonly outputs: readonly SymbolicTensor[];
  /** The inputs as they were given. */
  readonly inputTree: SymbolicTree;
  /** The outputs as they were given. */
  readonly outputTree: SymbolicTree;
  /** The calls and layers between them. */
  readonly graph: Graph;
  protected override readonly takesMany: boolean;

  constructor(options: FunctionalOptions) {
    const given = readOptions("functional", options, {
      inputs: undefined as SymbolicTree | undefined,
      outputs: undefined as SymbolicTree | undefined,
      name: undefined as string | undefined,
      trainable: true,
    });
    const inputs = flattenTree("inputs", given.inputs);
    const outputs = flattenTree("outputs", given.outputs);
    const last = outputs[0]?.node.layer as Layer;
    super("functional", { name: given.name, trainable: given.trainable, dtype: last.dtype });
    for (const { node } of inputs) {
      if (!(node.layer instanceof InputLayer)) {
        throw new TypeError(
          `${this.name}: received an output of ${node.layer.name} among the inputs, expected what input() gives; begin the ` +
            "model with input() and apply the layers to it",
        );
      }
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputTree = given.inputs as SymbolicTree;
    this.outputTree = given.outputs as SymbolicTree;
    this.graph = graphBetween(this.name, inputs, outputs);
    nameLayers(this.name, this.graph.layers);
    this.takesMany = !isSymbolic(given.inputs);
    this.builtFor = this.takesMany ? inputs.map(({ shape }) => shape) : (inputs[0] as SymbolicTensor).shape;
  }

  /**
   * A model from its settings as Keras 3 writes them.
   *
   * @param layerOf - Makes a layer from its class and settings.
   */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    layerOf: (value: unknown) => Layer,
  ): Functional {
    const { inputs, outputs } = rebuildGraph(config, layerOf);
    return new Functional({
      inputs,
      outputs,
      name: config.name as string,
      trainable: (config.trainable as boolean | undefined) ?? true,
    });
  }

  override get kerasModule(): string {
    return "keras.src.models.functional";
  }

  override buildConfig(): { readonly build_config: Readonly<Record<string, unknown>> } {
    // Its layers are built when they are called, so that Keras writes no shape.
    return { build_config: { input_shape: null } };
  }

  /** The layers in Keras's order, the inputs' among them. */
  override get layers(): readonly Layer[] {
    return this.graph?.layers ?? [];
  }

  override get inputSpecs(): readonly InputSpec[] {
    return this.inputs.map(({ node, shape, dtype }) => ({ name: node.layer.name, shape, dtype }));
  }

  override get outputLayers(): readonly Layer[] {
    return this.outputs.map(({ node }) => node.layer as Layer);
  }

  override get outputNames(): readonly string[] {
    if (!isSymbolic(this.outputTree) && !Array.isArray(this.outputTree)) {
      return Object.keys(this.outputTree).sort();
    }
    const taken = new Set<string>();
    return this.outputs.map(({ node }) => {
      let { name } = node.layer;
      for (let i = 1; taken.has(name); i++) name = `${node.layer.name}_${i}`;
      taken.add(name);
      return name;
    });
  }

  override computeOutputShape(inputShape: Shapes): OutputShapes {
    const shapes = new Map<SymbolicTensor, BatchShape>();
    const given = shapeList(inputShape);
    this.inputs.forEach((x, i) => {
      shapes.set(x, given[i] as BatchShape);
    });
    for (const node of this.graph.nodes) {
      if (node.outputs.every((x) => shapes.has(x))) continue;
      const own = node.inputs.map((x) => shapes.get(x) as BatchShape);
      const made = (node.layer as Layer).computeOutputShape(
        node.list ? own : (own[0] as BatchShape),
        node.options,
      );
      const list = Array.isArray(made)
        ? shapeList(made as Shapes)
        : inOrder(made as Record<string, BatchShape>);
      node.outputs.forEach((x, i) => {
        shapes.set(x, list[i] as BatchShape);
      });
    }
    return treeOf(
      this.outputTree,
      this.outputs.map((x) => shapes.get(x) as BatchShape),
    ) as OutputShapes;
  }

  override build(inputShape: Shapes): void {
    const received = shapeList(inputShape);
    const fit =
      areShapes(inputShape) === this.takesMany &&
      received.length === this.inputs.length &&
      received.every((shape, i) => allows((this.inputs[i] as SymbolicTensor).shape, shape));
    if (!fit) this.refuse(inputShape);
  }

  override checkData(values: ArrayLike<number>, shape: Shape, index = 0): void {
    const given = this.inputs[index];
    for (const { layer, inputs } of this.graph.nodes) {
      inputs.forEach((x, i) => {
        if (x === given) (layer as Layer).checkData(values, shape, i);
      });
    }
  }

  override call(x: Tensors, context: CallContext | { readonly training?: boolean } = {}): Out {
    const pass = "addLoss" in context ? context : forwardPass(context.training ?? false, 0);
    const values = new Map<SymbolicTensor, Tensor>();
    const given = flattenTensors(x);
    if (given.length !== this.inputs.length) {
      throw new RangeError(
        `${this.name}: received ${given.length} inputs, expected ${this.inputs.length}: ` +
          this.inputSpecs.map(({ name, shape }) => `${name} ${showBatchShape(shape ?? [])}`).join(", "),
      );
    }
    this.inputs.forEach((input, i) => {
      values.set(input, given[i] as Tensor);
    });
    for (const node of this.graph.nodes) {
      if (node.outputs.every((output) => values.has(output))) continue;
      const result = callNode(node, values, pass);
      node.outputs.forEach((output, i) => {
        values.set(output, result[i] as Tensor);
      });
    }
    return this.arrange(this.outputs.map((output) => values.get(output) as Tensor)) as Out;
  }

  override getConfig(): Record<string, unknown> {
    return functionalConfig(this);
  }

  protected override arrange(outputs: readonly Tensor[]): Tensors {
    return treeOf(this.outputTree, outputs) as Tensors;
  }

  /** Data may come in any of the dtypes that the inputs have. */
  protected override castInput(x: Tensor): Tensor {
    return x;
  }

  protected override summaryRows(): readonly SummaryRow[] {
    const own = new Set(this.graph.nodes);
    return this.layers.map((layer) => {
      const nodes = layer.nodes.filter((node) => own.has(node));
      return {
        name: layer.name,
        className: layer.className,
        outputShapes: nodes[0]?.outputs.map(({ shape }) => shape),
        params: layer.countParams(),
        from: nodes.flatMap((node) => node.dependencies.map((x) => x.node.layer.name)),
      };
    });
  }
}

function callNode(
  node: LayerNode,
  values: ReadonlyMap<SymbolicTensor, Tensor>,
  pass: CallContext,
): readonly Tensor[] {
  const inputs = node.inputs.map((x) => values.get(x) as Tensor);
  const layer = node.layer as Layer;
  const y = layer.run(node.list ? inputs : (inputs[0] as Tensor), pass, filled(node.options, values));
  return flattenTensors(y);
}

/** The arguments of a call with tensors in the place of symbolic ones. */
function filled(options: CallOptions, values: ReadonlyMap<SymbolicTensor, Tensor>): CallOptions {
  const one = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(one) : (values.get(value as SymbolicTensor) ?? value);
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, one(value)]));
}

function flattenTree(what: "inputs" | "outputs", tree: SymbolicTree | undefined): readonly SymbolicTensor[] {
  const all = isSymbolic(tree)
    ? [tree]
    : Array.isArray(tree)
      ? tree
      : inOrder(tree as Record<string, SymbolicLike>);
  if (tree === undefined || all.length === 0 || !all.every(isSymbolic)) {
    const example = what === "inputs" ? "input([2])" : "dense(1).apply(x)";
    throw new TypeError(
      `functional: received ${what} ${show(tree)}, expected what ${example} gives, an array or an object of such`,
    );
  }
  return all.map((one: SymbolicLike) => symbolic(one));
}

function inOrder<T>(byName: Readonly<Record<string, T>>): readonly T[] {
  return Object.keys(byName ?? {})
    .sort()
    .map((name) => byName[name] as T);
}

function treeOf<T>(tree: SymbolicTree, values: readonly T[]): T | readonly T[] | Readonly<Record<string, T>> {
  if (isSymbolic(tree)) return values[0] as T;
  if (Array.isArray(tree)) return values;
  const names = Object.keys(tree).sort();
  return Object.fromEntries(names.map((name, i) => [name, values[i] as T]));
}

function allows(expected: BatchShape, received: BatchShape): boolean {
  return (
    expected.length === received.length &&
    anyRows(expected).every((n, axis) => n === null || received[axis] === null || received[axis] === n)
  );
}

/**
 * A model that is a graph of layers: with several inputs or outputs, branches, residual connections and shared layers.
 * Apply layers to what `input` gives and to what layers give.
 *
 * @throws TypeError for what is not symbolic, Error when an output does not come from the inputs, or two layers were given
 *   the same name.
 * @example
 * const x = input([4]);
 * const hidden = dense(8, { activation: "relu" }).apply(x);
 * const model = functional({ inputs: x, outputs: { label: dense(3).apply(hidden), size: dense(1).apply(hidden) } });
 * model.predict([[1, 2, 3, 4]]).label.shape; // [1, 3]
 */
export function functional<const O extends SymbolicTree>(
  options: FunctionalOptions<O>,
): Functional<TensorsOf<O>> {
  return new Functional<TensorsOf<O>>(options);
}
