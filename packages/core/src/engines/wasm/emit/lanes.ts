import type { DType } from "../../../graph/dtype";
import type { Elementwise } from "../../../primitives/elementwise";
import type { Expr } from "../../../schedule/ir";
import type { FunctionBuilder, Local, ValType } from "../encoder";
import type { EmitContext } from "./context";

/**
 * How values are held and computed: four lanes of 32 bits in a vector, or one number. In vectors a bool is a mask of
 * all ones or zeros; alone it is 1 or 0. In memory it is an int32 of 1 or 0.
 */
export interface Lanes {
  readonly width: 1 | 4;
  valType(dtype: DType): ValType;
  /** Pushes a number that is the same everywhere. */
  constant(f: FunctionBuilder, dtype: DType, value: number): void;
  /** Pushes, from the i32 on the stack, the same integer everywhere, plus `step` for each lane, as the dtype. */
  index(f: FunctionBuilder, dtype: DType, step: number): void;
  /** Pushes the result of an operation. */
  op(
    f: FunctionBuilder,
    op: keyof Elementwise,
    e: OpExpr,
    args: readonly Local[],
    context: EmitContext,
  ): void;
}

/** An operation with its operands. */
export type OpExpr = Extract<Expr, { kind: "op" }>;

/** The bytes of one element in engine memory. */
export function bytesOf(dtype: DType): 4 | 8 {
  return dtype === "float64" ? 8 : 4;
}
