import { allocate } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import { type Shape, sizeOf, stridesOf } from "../../graph/shape";
import { type Contraction, lengthsOf } from "../../primitives/contraction";
import type { Loop } from "./loop";
import { forEachStrided } from "./strided";

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
  contract: (node, [a, b], params) => {
    const [left, right] = node.inputs as [Node, Node];
    const lengths = lengthsOf(params, node.inputs);
    const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
    const stridesFor = (labels: readonly number[], shape: Shape, of: readonly number[]): number[] => {
      const strides = stridesOf(shape);
      return of.map((label) => (labels.includes(label) ? (strides[labels.indexOf(label)] as number) : 0));
    };
    const lengthOf = (of: readonly number[]): number[] => of.map((label) => lengths.get(label) as number);
    // Where each term of a sum lies behind the first one, in both operands.
    const steps: (readonly [number, number])[] = [];
    const bSteps = stridesFor(params.b, right.shape, summed);
    forEachStrided(lengthOf(summed), stridesFor(params.a, left.shape, summed), 0, (_, at) =>
      steps.push([at, 0]),
    );
    forEachStrided(lengthOf(summed), bSteps, 0, (i, at) => {
      steps[i] = [steps[i]![0], at];
    });
    const out = allocate(node.dtype, sizeOf(node.shape));
    const bStarts = new Int32Array(out.length);
    forEachStrided(node.shape, stridesFor(params.b, right.shape, params.out), 0, (i, at) => {
      bStarts[i] = at;
    });
    forEachStrided(node.shape, stridesFor(params.a, left.shape, params.out), 0, (i, start) => {
      let sum = 0;
      for (const [x, y] of steps)
        sum += (a![start + x] as number) * (b![(bStarts[i] as number) + y] as number);
      out[i] = sum;
    });
    return out;
  },
};
