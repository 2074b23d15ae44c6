import type { Dim } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowerer } from "../lowering";
import { cumSum, doubling, linearRecurrence } from "./running";

/** How a primitive that stands alone is written in ONNX operators; gives the name of the result. */
export type FamilyLowering = (to: Lowerer, node: GraphNode) => string;

/**
 * `TopK` of as many as there are, which takes the lower position first among equal elements and so is stable. Where a NaN
 * goes it does not say.
 */
const argSort: FamilyLowering = (to, node) => {
  const { descending } = node.params as { readonly descending: boolean };
  const length = node.shape[node.shape.length - 1] as Dim;
  const operands = [to.value(node.inputs[0] as GraphNode), to.dims([length])];
  const attributes = { axis: -1, largest: Number(descending), sorted: 1 };
  const [, positions] = to.results("TopK", operands, attributes, 2) as [string, string];
  return to.cast(positions, "int32");
};

/** For what has no operator: says which operation it is and what to do instead. */
export function refuse(why: string): FamilyLowering {
  return (_to, node) => {
    throw new Error(`toOnnx: %${node.id} = ${node.op} cannot be written in ONNX: ${why}`);
  };
}

/**
 * The primitives that core declares in its `families/`, by name: core knows of them only once they were used, so the
 * compiler cannot name one that is missing.
 */
export const families: Readonly<Record<string, FamilyLowering>> = {
  argSort,
  cumSum,
  cumProd: doubling("Mul", { float: 1, int: 1 }),
  cumMax: doubling("Max", { float: Number.NEGATIVE_INFINITY, int: -(2 ** 31) }),
  cumMin: doubling("Min", { float: Number.POSITIVE_INFINITY, int: 2 ** 31 - 1 }),
  linearRecurrence,
};

/** What is said of a primitive that has no entry at all. */
export const unknown: FamilyLowering = refuse(
  "the exporter does not know this operation; compute this part outside of the exported function",
);
