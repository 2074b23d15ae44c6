import type { Lowering } from "../lowering";

/** Sums of products. */
export const contraction: { readonly [K in "matmul"]: Lowering<K> } = {
  // ONNX broadcasts the leading axes by itself, so the operands stand as those of elementwise nodes do.
  matmul: (to, node) => to.op("MatMul", to.operands(node)),
};
