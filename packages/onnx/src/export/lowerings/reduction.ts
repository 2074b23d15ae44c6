import type { Dim, Dims } from "../dims";
import type { GraphNode } from "../graph";
import type { Lowerer, Lowering } from "../lowering";

const reduce =
  (type: string) =>
  (to: Lowerer, node: GraphNode, { axes }: { readonly axes: Dims }): string => {
    const operand = to.value(node.inputs[0] as GraphNode);
    // Without axes ONNX would reduce all of them.
    return axes.length === 0 ? operand : to.op(type, [operand, to.dims(axes)], { keepdims: 0 });
  };

const arg =
  (type: string) =>
  (to: Lowerer, node: GraphNode, { axis }: { readonly axis: Dim }): string => {
    const operand = to.value(node.inputs[0] as GraphNode);
    return to.cast(to.op(type, [operand], { axis: axis as number, keepdims: 0 }), "int32");
  };

/** What makes one element of many. */
export const reduction: {
  readonly [K in "sum" | "prod" | "max" | "min" | "argMax" | "argMin"]: Lowering<K>;
} = {
  sum: reduce("ReduceSum"),
  prod: reduce("ReduceProd"),
  max: reduce("ReduceMax"),
  min: reduce("ReduceMin"),
  argMax: arg("ArgMax"),
  argMin: arg("ArgMin"),
};
