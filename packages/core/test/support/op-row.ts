import type { Shape, Tensor } from "../../src/index";
import type { Domain } from "./numbers";

/** An exported operation, with operands to try it on. */
export interface OpRow {
  /** The exported name. */
  readonly name: string;
  /** What is special about this row, when the operation has several. */
  readonly variant?: string;
  /** The shapes of the operands that go with a shape; `undefined` where there are none. Default: one of the shape. */
  readonly operands?: (shape: Shape) => readonly Shape[] | undefined;
  /** One domain an operand. Default: -2 to 2. */
  readonly domains?: readonly Domain[];
  /** What the operation gives, for the operands and the shape they were made for. */
  readonly call: (operands: readonly Tensor[], shape: Shape) => Tensor | readonly Tensor[];
  /** How far two engines may be apart in float32, relative to the larger of 1 and the value. Default 5e-6. */
  readonly tol?: number;
  /** Whether the gradient is that of the value. Default true. */
  readonly smooth?: boolean;
}
