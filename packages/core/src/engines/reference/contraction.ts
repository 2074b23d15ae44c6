import { allocate } from "../../graph/dtype";
import { sizeOf } from "../../graph/shape";
import type { Contraction } from "../../primitives/contraction";
import type { Loop } from "./loop";

/** Loops of contractions; sums are kept in float64. */
export const contractionLoops: { readonly [K in keyof Contraction]: Loop<Contraction[K]> } = {
  matmul: (node, [a, b]) => {
    const left = node.inputs[0]!.shape;
    const [m, k] = left.slice(-2) as [number, number];
    const n = node.shape[node.shape.length - 1] as number;
    const out = allocate(node.dtype, sizeOf(node.shape));
    const row = new Float64Array(n);
    const batches = sizeOf(left.slice(0, -2));
    for (let batch = 0; batch < batches; batch++) {
      for (let i = 0; i < m; i++) {
        row.fill(0);
        for (let p = 0; p < k; p++) {
          const x = a![(batch * m + i) * k + p] as number;
          const from = (batch * k + p) * n;
          for (let j = 0; j < n; j++) row[j]! += x * (b![from + j] as number);
        }
        out.set(row, (batch * m + i) * n);
      }
    }
    return out;
  },
};
