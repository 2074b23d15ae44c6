import type { DataArray } from "../../graph/dtype";
import { type Node, topological } from "../../graph/node";
import { type Program, rootsOf } from "../../graph/program";
import type { StateCell } from "../../graph/state";
import { paramsOf } from "../../primitives/index";
import type { Engine, Executable } from "../engine";
import { loopOf } from "./loops";

/**
 * The plain interpreter: one loop a primitive, one primitive after another, in the order of the graph. It is slow and
 * has no cleverness that could be wrong, which makes it the judge of the other engine.
 */
export function referenceEngine(): Engine {
  return {
    name: "reference",
    expressions: new Map(),
    programs: new Map(),
    compile: (program) => new Interpreter(program),
  };
}

class Interpreter implements Executable {
  private readonly order: readonly Node[];

  constructor(private readonly program: Program) {
    this.order = topological(rootsOf(program));
  }

  run(inputs: readonly DataArray[], states: readonly StateCell[]): DataArray[] {
    const values = new Map<Node, DataArray>();
    const old = states.map((cell) => cell.read());
    for (const node of this.order) {
      if (node.op === "input") values.set(node, inputs[paramsOf(node, "input").index] as DataArray);
      else if (node.op === "state") {
        const position = this.program.states.indexOf(paramsOf(node, "state").cell);
        values.set(node, old[position] as DataArray);
      }
    }
    interpret(this.order, values);
    for (const { state, value } of this.program.updates) states[state]?.write(values.get(value) as DataArray);
    return this.program.outputs.map((node) => (values.get(node) as DataArray).slice());
  }
}

/** Computes every node that has no value yet, in an order in which operands come before users. */
export function interpret(order: readonly Node[], values: Map<Node, DataArray>): void {
  for (const node of order) {
    if (values.has(node)) continue;
    if (node.value) values.set(node, node.value);
    else {
      const operands = node.inputs.map((input) => values.get(input) as DataArray);
      values.set(node, loopOf(node)(node, operands, node.params));
    }
  }
}
