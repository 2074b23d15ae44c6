import type { DType } from "../graph/dtype";
import type { Shape } from "../graph/shape";
import type { StateCell } from "../graph/state";
import type { NoParams, Rule } from "./primitive";

/** Nodes without operands. */
export interface Source {
  /** Numbers that are known; they stand in the node's value. */
  constant: NoParams;
  /** An argument of a traced function. */
  input: { readonly index: number; readonly shape: Shape; readonly dtype: DType };
  /** What a variable holds when the program starts. */
  state: { readonly cell: StateCell };
  /** 0, 1, 2 … along the only axis. */
  iota: { readonly length: number; readonly dtype: DType };
}

/** The shape and dtype rules of nodes without operands. */
export const source: { readonly [K in keyof Source]: Rule<Source[K]> } = {
  constant: () => {
    throw new TypeError("constant: it is made from numbers, by tensor()");
  },
  input: (_, { shape, dtype }) => ({ shape, dtype }),
  state: (_, { cell }) => ({ shape: cell.shape, dtype: cell.dtype }),
  iota: (_, { length, dtype }) => ({ shape: [length], dtype }),
};
