import type { Lowering } from "../lowering";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Labels as letters of an equation. */
const letters = (labels: readonly unknown[]): string =>
  labels.map((label) => LETTERS[label as number] as string).join("");

/** Sums of products. */
export const contraction: { readonly [K in "matmul" | "contract"]: Lowering<K> } = {
  // ONNX broadcasts the leading axes by itself, so the operands stand as those of elementwise nodes do.
  matmul: (to, node) => to.op("MatMul", to.operands(node)),
  contract: (to, node, { a, b, out }) =>
    to.op(
      "Einsum",
      node.inputs.map((input) => to.value(input)),
      { equation: `${letters(a)},${letters(b)}->${letters(out)}` },
    ),
};
