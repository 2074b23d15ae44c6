import type { Node } from "./node";
import type { StateCell } from "./state";

/**
 * A closed piece of graph: what it is given, what it reads and changes, what it gives back. Leaves are `input`
 * nodes (by position), `state` nodes (by cell) and constants.
 */
export interface Program {
  /** What to call it in profiles and printed kernels. */
  readonly name: string;
  /** `input` nodes, in the order of the arguments. */
  readonly inputs: readonly Node[];
  /** The cells that `state` nodes name by position. */
  readonly states: readonly StateCell[];
  /** What is computed and given back. */
  readonly outputs: readonly Node[];
  /** Cells (by position) and what they hold afterwards. All reads see the old values. */
  readonly updates: readonly { readonly state: number; readonly value: Node }[];
}

/** Everything that a program computes: what it gives back, then what its cells hold afterwards. */
export function rootsOf({ outputs, updates }: Pick<Program, "outputs" | "updates">): Node[] {
  return [...outputs, ...updates.map(({ value }) => value)];
}

/** A program that gives back and keeps other nodes, each in the place of one. */
export function withNodes<P extends Pick<Program, "outputs" | "updates">>(
  program: P,
  of: (node: Node) => Node,
): P {
  return {
    ...program,
    outputs: program.outputs.map(of),
    updates: program.updates.map(({ state, value }) => ({ state, value: of(value) })),
  };
}
