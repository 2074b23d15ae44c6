import type { DType } from "../graph/dtype";
import type { Node } from "../graph/node";
import type { Shape } from "../graph/shape";

/** What comes out of a primitive. */
export interface Result {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The shape and dtype rule of a primitive. It throws what a user should read when the operands do not fit. */
export type Rule<P> = (inputs: readonly Node[], params: P) => Result;

/** The parameters of a primitive that has none. */
export type NoParams = Readonly<Record<never, never>>;

/** The operands of a primitive that needs them; says so when one is missing. */
export function operands<N extends number>(
  inputs: readonly Node[],
  count: N,
  name: string,
): N extends 1 ? [Node] : N extends 2 ? [Node, Node] : [Node, Node, Node] {
  if (inputs.length !== count) {
    throw new TypeError(`${name}: received ${inputs.length} operands, expected ${count}`);
  }
  return inputs as never;
}
