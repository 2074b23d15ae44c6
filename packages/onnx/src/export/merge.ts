import { type DataArray, isTensor, type Node, type PrimitiveName } from "@wellfit/core";
import { type Affine, type Dim, fitLine, isFixed } from "./dims";
import type { Graph, GraphNode } from "./graph";
import type { Source } from "./source";
import { type Traced, trace } from "./trace";

/** Three points decide whether numbers lie on a line; odd and even ones, so that halves do not pass for whole. */
const BATCHES = [5, 7, 16];

const FIX = ". If it needs one size of batch, export it for that one: { batch: 32 }";

/**
 * The graph of a source, for every batch: it is traced at several batches, the traces are walked side by side, and every
 * number in them that changes becomes a function of the batch.
 *
 * @throws Error when the source cannot be traced, or is not the same for every batch.
 */
export function graphOf(source: Source): Graph {
  const open = source.batch === undefined && source.inputs.some(({ shape }) => shape[0] === null);
  if (!open) return new Merge([trace(source, source.batch ?? 1)], [source.batch ?? 1]).graph();
  const traces = BATCHES.map((batch) => {
    try {
      return trace(source, batch);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why.startsWith("toOnnx:")) throw error;
      throw new Error(`toOnnx: ${source.name} cannot be traced for a batch of ${batch}: ${why}${FIX}`, {
        cause: error,
      });
    }
  });
  return new Merge(traces, BATCHES).graph();
}

class Merge {
  private readonly positions: readonly Map<Node, number>[];
  private readonly shown: string;

  constructor(
    private readonly traces: readonly Traced[],
    private readonly batches: readonly number[],
  ) {
    this.positions = traces.map(({ nodes }) => new Map(nodes.map((node, i) => [node, i])));
    this.shown = batches.join(", ");
  }

  graph(): Graph {
    const [first] = this.traces as [Traced];
    const outputs = this.traces.map((t) => t.outputs.map((node) => this.position(t, node)));
    const alike = this.traces.every(
      (t, i) =>
        t.nodes.length === first.nodes.length &&
        outputs[i]?.join() === outputs[0]?.join() &&
        t.outputNames.join() === first.outputNames.join(),
    );
    if (!alike) throw this.differs(`has ${this.traces.map((t) => t.nodes.length).join(", ")} nodes`);
    const nodes: GraphNode[] = [];
    for (let id = 0; id < first.nodes.length; id++) nodes.push(this.node(id, nodes));
    const at = (node: Node): GraphNode => nodes[this.position(first, node)] as GraphNode;
    return {
      nodes,
      inputs: first.inputs.map(at),
      outputs: first.outputs.map(at),
      outputNames: first.outputNames,
    };
  }

  private position(trace: Traced, node: Node): number {
    return this.positions[this.traces.indexOf(trace)]?.get(node) ?? -1;
  }

  private node(id: number, before: readonly GraphNode[]): GraphNode {
    const all = this.traces.map((t) => t.nodes[id] as Node);
    const [node] = all as [Node];
    const where = `%${id} = ${node.op}`;
    const inputs = all.map((other, i) =>
      other.inputs.map((input) => this.position(this.traces[i] as Traced, input)),
    );
    all.forEach((other, i) => {
      const same =
        other.op === node.op &&
        other.dtype === node.dtype &&
        other.shape.length === node.shape.length &&
        inputs[i]?.join() === inputs[0]?.join();
      if (!same) throw this.differs(`has ${where} in one and ${other.op} in another`);
    });
    return {
      id,
      op: node.op as PrimitiveName,
      inputs: (inputs[0] as number[]).map((i) => before[i] as GraphNode),
      params: this.params(all, where),
      shape: this.dims(
        all.map((n) => n.shape),
        `the shape of ${where}`,
      ),
      dtype: node.dtype,
      ...this.values(all, where),
      evaluate: node.abstract || !isTensor(node) ? undefined : () => node.data(),
    };
  }

  private params(all: readonly Node[], where: string): unknown {
    const params = all.map((node) => node.params as Record<string, unknown>);
    const merged: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(params[0] ?? {})) {
      // How a gradient goes back does not matter to what is predicted.
      if (key === "mark") continue;
      const values = params.map((p) => p[key]);
      const what = `"${key}" of ${where}`;
      if (typeof value === "number") merged[key] = this.dim(values as number[], what);
      else if (Array.isArray(value)) merged[key] = this.dims(values as number[][], what);
      else if (values.every((other) => other === value)) merged[key] = value;
      else throw this.differs(`differs in ${what}`);
    }
    return merged;
  }

  private dims(lists: readonly (readonly number[])[], what: string): Dim[] {
    const [first] = lists as [readonly number[]];
    if (lists.some((list) => list.length !== first.length)) throw this.differs(`differs in ${what}`);
    return first.map((_, i) =>
      this.dim(
        lists.map((list) => list[i] as number),
        what,
      ),
    );
  }

  private dim(values: readonly number[], what: string): Dim {
    const dim = fitLine(values, this.batches);
    if (dim !== undefined && (isFixed(dim) || (Number.isInteger(dim.times) && Number.isInteger(dim.plus))))
      return dim;
    throw new Error(
      `toOnnx: ${what} is ${values.join(", ")} for batches of ${this.shown}; expected a whole multiple of the batch plus a ` +
        `whole number${FIX}`,
    );
  }

  private values(
    all: readonly Node[],
    where: string,
  ): { value: DataArray | undefined; line: Affine | undefined } {
    if (all[0]?.op !== "constant") return { value: undefined, line: undefined };
    const [value, ...others] = all.map((node) => node.value) as [DataArray, ...DataArray[]];
    const same = others.every(
      (other) =>
        other === value || (other.length === value.length && other.every((x, i) => Object.is(x, value[i]))),
    );
    if (same) return { value, line: undefined };
    const scalars = [value, ...others].map((v) => (v.length === 1 ? (v[0] as number) : Number.NaN));
    const line = fitLine(scalars, this.batches);
    if (line !== undefined && !isFixed(line)) return { value: undefined, line };
    throw new Error(
      `toOnnx: the numbers of ${where} were computed outside of the graph and are others for batches of ${this.shown}; ` +
        `compute them with tensor operations, from the input${FIX}`,
    );
  }

  private differs(how: string): Error {
    return new Error(
      `toOnnx: the function is another graph for each batch of ${this.shown}: it ${how}; expected one graph for all${FIX}`,
    );
  }
}
