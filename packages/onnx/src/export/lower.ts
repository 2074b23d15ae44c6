import type { DType } from "@wellfit/core";
import { DATA_TYPE, type ModelProto, type ValueInfoProto } from "../format/model";
import { type BatchSource, GraphBuilder } from "./builder";
import { broadcastDims, type Dims, isFixed, sameDims, showDim } from "./dims";
import type { Graph, GraphNode } from "./graph";
import type { Lowerer, Lowering } from "./lowering";
import { families, unknown } from "./lowerings/families";
import { lowerings } from "./lowerings/index";
import type { Source } from "./source";

/** The version of ONNX's operators that is written: the first one with operations on bits. */
export const OPSET = 18;
/** The version of the file format that belongs to {@link OPSET}. */
export const IR_VERSION = 8;

/** A model, and the names under which the nodes of our graph stand in it. */
export interface Lowered {
  readonly model: ModelProto;
  /** Nodes that ONNX has no value for, because they are part of another operator, are missing. */
  readonly names: ReadonlyMap<GraphNode, string>;
}

/** A graph as an ONNX model. */
export function lower(graph: Graph, source: Source): Lowered {
  const to = new Lower(graph, source);
  to.run();
  return { model: to.model(), names: to.valueNames };
}

class Lower extends GraphBuilder implements Lowerer {
  readonly valueNames: Map<GraphNode, string> = new Map();
  /** Names that something else already knows. */
  private readonly settled = new Set<string>();

  constructor(
    private readonly graph: Graph,
    private readonly source: Source,
  ) {
    super(batchSource(source));
    for (const { name } of source.inputs) this.names.unique(name);
    for (const name of graph.outputNames) {
      if (this.names.unique(name) !== name) {
        throw new RangeError(
          `toOnnx: ${JSON.stringify(name)} names an input and an output, expected different names; pass { outputNames }`,
        );
      }
    }
    graph.inputs.forEach((node, i) => {
      this.settle(node, source.inputs[i]?.name as string);
    });
  }

  run(): void {
    for (const node of this.graph.nodes) {
      // Broadcasting is written where somebody cannot do without.
      if (node.op !== "broadcastTo" && node.op !== "constant") this.value(node);
    }
    this.graph.outputs.forEach((node, i) => {
      this.prefix = "outputs";
      const name = this.graph.outputNames[i] as string;
      if (this.value(node) !== name) {
        this.renameLast(this.op("Identity", [this.value(node)]), name);
      }
    });
  }

  value(node: GraphNode): string {
    const known = this.valueNames.get(node);
    if (known !== undefined) return known;
    const outer = this.prefix;
    const wanted = `${node.op}_${node.id}`;
    this.prefix = wanted;
    const lowering: Lowering<never> = lowerings[node.op] ?? families[node.op] ?? unknown;
    const name = lowering(this, node, node.params as never);
    this.prefix = outer;
    if (this.settled.has(name)) return this.settle(node, name);
    const output = this.graph.outputs.indexOf(node);
    const final = output >= 0 ? (this.graph.outputNames[output] as string) : this.names.unique(wanted);
    return this.settle(node, this.renameLast(name, final) ? final : name);
  }

  operands(node: GraphNode): string[] {
    const bare = node.inputs.map(beforeBroadcast);
    // The last two axes of the operands of a contraction do not broadcast.
    const kept = node.op === "matmul" ? 2 : 0;
    const lead = (dims: Dims): Dims => dims.slice(0, dims.length - kept);
    const fits = bare.every((from, i) => {
      const to = node.inputs[i] as GraphNode;
      return (
        from.shape.length >= kept &&
        sameDims(from.shape.slice(from.shape.length - kept), tail(to.shape, kept))
      );
    });
    let reached: Dims | undefined = [];
    for (const from of bare) reached = reached && broadcastDims(reached, lead(from.shape));
    const enough = fits && reached !== undefined && sameDims(reached, lead(node.shape));
    return (enough ? bare : node.inputs).map((input) => this.value(input));
  }

  override once(key: string, make: () => string): string {
    const name = super.once(key, make);
    this.settled.add(name);
    return name;
  }

  model(): ModelProto {
    return {
      irVersion: IR_VERSION,
      producerName: "wellfit",
      opsetImport: [{ domain: "", version: OPSET }],
      graph: {
        name: this.source.name,
        node: this.nodes,
        initializer: this.initializers,
        input: this.graph.inputs.map((node, i) => valueInfo(this.source.inputs[i]?.name as string, node)),
        output: this.graph.outputs.map((node, i) => valueInfo(this.graph.outputNames[i] as string, node)),
      },
    };
  }

  private settle(node: GraphNode, name: string): string {
    this.valueNames.set(node, name);
    this.settled.add(name);
    return name;
  }
}

function tail(dims: Dims, count: number): Dims {
  return dims.slice(dims.length - count);
}

function beforeBroadcast(node: GraphNode): GraphNode {
  let from = node;
  while (from.op === "broadcastTo") from = from.inputs[0] as GraphNode;
  return from;
}

function batchSource(source: Source): BatchSource | undefined {
  const input = source.batch === undefined ? source.inputs.find(({ shape }) => shape[0] === null) : undefined;
  return input && { input: input.name, axis: 0 };
}

/** The name, element type and shape of an input or output. */
export function valueInfo(
  name: string,
  { shape, dtype }: { readonly shape: Dims; readonly dtype: DType },
): ValueInfoProto {
  const dim = shape.map((n) => (isFixed(n) ? { dimValue: n } : { dimParam: showDim(n) }));
  return { name, type: { tensorType: { elemType: DATA_TYPE[dtype], shape: { dim } } } };
}
