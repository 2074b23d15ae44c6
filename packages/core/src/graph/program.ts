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
