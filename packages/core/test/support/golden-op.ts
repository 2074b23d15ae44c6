import type { Tensor } from "../../src/index";

/** An operation of a golden case in terms of the public API: the inputs by name and the arguments of the case. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments have as many forms as operations.
export type GoldenOp = (inputs: any, args: any) => Tensor;
