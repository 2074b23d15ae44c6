import type { DataArray } from "../../graph/dtype";
import { Node, topological } from "../../graph/node";
import type { Program } from "../../graph/program";
import type { StateCell } from "../../graph/state";
import { paramsOf } from "../../primitives/index";
import { schedule } from "../../schedule/index";
import type { Kernel } from "../../schedule/ir";
import { loopOf } from "./loops";

/** One node of a program, to be interpreted alone. */
export interface InterpreterStage {
  /** The same node as a kernel, by which its work is counted. */
  readonly kernel: Kernel;
  /** Computes the node; those before it must have been computed once. */
  run(): void;
}

/** A program as the interpreter runs it, node by node, so that each can be timed. Cells are read and not updated. */
export function interpreterStages(
  program: Program,
  inputs: readonly DataArray[],
  states: readonly StateCell[],
): InterpreterStage[] {
  const values = new Map<Node, DataArray>();
  return topological([...program.outputs, ...program.updates.map((u) => u.value)]).flatMap((node) => {
    const known =
      node.value ??
      (node.op === "input"
        ? inputs[paramsOf(node, "input").index]
        : node.op === "state"
          ? states[program.states.indexOf(paramsOf(node, "state").cell)]?.read()
          : undefined);
    if (known) {
      values.set(node, known);
      return [];
    }
    const run = (): void => {
      const operands = node.inputs.map((input) => values.get(input) as DataArray);
      values.set(node, loopOf(node)(node, operands, node.params));
    };
    return [{ kernel: kernelOf(node), run }];
  });
}

/** A node with everything it reads as an input. */
function kernelOf(node: Node): Kernel {
  const inputs = node.inputs.map(
    ({ shape, dtype }, index) => new Node("input", [], { index, shape, dtype }, shape, dtype),
  );
  const alone = new Node(node.op, inputs, node.params, node.shape, node.dtype);
  const { kernels } = schedule({ name: node.op, inputs, states: [], outputs: [alone], updates: [] });
  return { name: node.op, nests: kernels.flatMap((kernel) => kernel.nests) };
}
