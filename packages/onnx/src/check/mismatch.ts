import { jit, type Tensor } from "@wellfit/core";
import type { Graph, GraphNode } from "../export/graph";
import { type Lowered, lower, valueInfo } from "../export/lower";
import { graphOf } from "../export/merge";
import type { Source } from "../export/source";
import { nameOutputs, walk } from "../export/trace";
import { encodeModel } from "../format/encode";
import { compare } from "./compare";
import { type RuntimeOutput, runInOnnxRuntime } from "./runtime";

/** The first node, in the order of computation, whose numbers are not those of ONNX Runtime. */
export interface DifferingNode {
  /** The primitive. */
  readonly op: string;
  /** The number that `printGraph` shows it under. */
  readonly id: number;
  /** What it is called in the ONNX model. */
  readonly name: string;
  /** The position of the number that differs most, in row-major order. */
  readonly index: number;
  /** The number that our engine computes. */
  readonly ours: number;
  /** The number that ONNX Runtime computes. */
  readonly theirs: number;
}

/**
 * Finds the first node that differs: every value of the model becomes an output, and all are compared in order with those
 * of our engine. Undefined when none differs by itself.
 */
export async function firstDifference(
  source: Source,
  graph: Graph,
  inputs: readonly Tensor[],
  tolerance: number,
): Promise<DifferingNode | undefined> {
  const values = everyValue(source, inputs);
  const batch = inputs.find((_, i) => source.inputs[i]?.shape[0] === null)?.shape[0];
  const same =
    graph.nodes.length === values.length && graph.nodes.every((node, i) => node.op === values[i]?.op);
  // A batch of 1 needs no broadcasting, so that its graph may be another one than that of larger batches.
  const fixed: Source = same || batch === undefined ? source : { ...source, batch };
  const alike = same ? graph : graphOf(fixed);
  const lowered = lower(alike, fixed);
  const theirs = await runAll(lowered, source, inputs);
  for (const [node, name] of lowered.names) {
    const ours = values[node.id]?.value;
    const other = theirs.get(name);
    if (ours === undefined || other === undefined) continue;
    const { index, maxRelativeError } = compare(ours.data(), other.data);
    if (maxRelativeError <= tolerance) continue;
    const { op, id } = node;
    return { op, id, name, index, ours: Number(ours.data()[index]), theirs: Number(other.data[index]) };
  }
  return undefined;
}

/** The value of every node, in the order of the graph. */
function everyValue(source: Source, inputs: readonly Tensor[]): { op: string; value: Tensor }[] {
  const ops: string[] = [];
  const all = jit((given: readonly Tensor[]) => {
    const { tensors } = nameOutputs(source.call(given), source.outputNames);
    const nodes = walk(tensors, given) as Tensor[];
    for (const node of nodes) ops.push(node.op);
    return nodes;
  });
  return all(inputs).map((value, i) => ({ op: ops[i] as string, value }));
}

/** Runs a model with every value that an operator computes as an output. */
function runAll(
  { model, names }: Lowered,
  source: Source,
  inputs: readonly Tensor[],
): Promise<Map<string, RuntimeOutput>> {
  const { graph } = model;
  if (graph === undefined) throw new Error("checkAgainstOnnxRuntime: the model has no graph");
  const made = new Set(graph.node.flatMap((node) => node.output));
  const byName = new Map<string, GraphNode>();
  for (const [node, name] of names) if (made.has(name) && !byName.has(name)) byName.set(name, node);
  const output = [...byName].map(([name, node]) => valueInfo(name, node));
  const feeds = new Map(inputs.map((tensor, i) => [source.inputs[i]?.name as string, tensor]));
  return runInOnnxRuntime(encodeModel({ ...model, graph: { ...graph, output } }), feeds);
}
