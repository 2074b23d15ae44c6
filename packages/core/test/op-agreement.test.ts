import { afterAll, expect, test, vi } from "vitest";
import { type DType, jit, type Shape, setEngine, type Tensor } from "../src/index";
import { domains, generator, sample } from "./support/numbers";
import type { OpRow } from "./support/op-row";
import { opTable, titleOf } from "./support/op-table";
import { canRelax } from "./wasm/relaxed";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

const SHAPES: readonly Shape[] = [
  [],
  [1],
  [3],
  [4],
  [5],
  [2, 3],
  [3, 1],
  [1, 4],
  [2, 3, 4],
  [17],
  [33, 7],
  [0],
  [0, 3],
  [2, 0],
];

/** Where another dtype or fused multiply-add runs through the same loops. */
const FEW: readonly Shape[] = [[], [5], [2, 3, 4], [33, 7], [0, 3]];

const FMA: readonly ("off" | "auto")[] = canRelax() ? ["off", "auto"] : ["off"];

afterAll(() => setEngine("wasm"));

/** All shapes in one program, so that an operation is compiled once for each engine and dtype. */
function results(
  row: OpRow,
  dtype: DType,
  all: readonly Shape[],
): { shape: Shape; values: readonly Tensor[] }[] {
  const random = generator(titleOf(row));
  const made: { shape: Shape; operands: Tensor[] }[] = [];
  for (const shape of all) {
    const shapes = row.operands ? row.operands(shape) : [shape];
    if (!shapes) continue;
    const operands = shapes.map((s, i) => sample(s, dtype, row.domains?.[i] ?? domains.any, random));
    made.push({ shape, operands });
  }
  const run = jit((given: readonly (readonly Tensor[])[]) =>
    given.map((operands, i) => [row.call(operands, (made[i] as (typeof made)[0]).shape)].flat() as Tensor[]),
  );
  const values = run(made.map((m) => m.operands));
  return made.map(({ shape }, i) => ({ shape, values: values[i] as readonly Tensor[] }));
}

function expectAgreement(row: OpRow, dtype: DType, fma: "off" | "auto"): void {
  const shapes = (dtype === "float32" || dtype === "float64") && fma === "off" ? SHAPES : FEW;
  setEngine("reference");
  const expected = results(row, dtype, shapes);
  setEngine("wasm", { fma });
  const received = results(row, dtype, shapes);
  expected.forEach(({ shape, values }, i) => {
    values.forEach((right, k) => {
      const ours = received[i]?.values[k] as Tensor;
      const what = `${titleOf(row)} of ${dtype} ${JSON.stringify(shape)}, fma ${fma}`;
      expect(ours.shape, what).toEqual(right.shape);
      expect(ours.dtype, what).toBe(right.dtype);
      const tol = right.dtype === "float64" ? 1e-12 : right.dtype === "float32" ? (row.tol ?? 5e-6) : 0;
      const [mine, theirs] = [ours.data(), right.data()];
      for (let j = 0; j < theirs.length; j++) {
        const [a, b] = [mine[j] as number, theirs[j] as number];
        if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
        if (!(Math.abs(a - b) <= tol * Math.max(1, Math.abs(b))))
          expect.fail(`${what}, element ${j}: wasm ${a}, reference ${b}`);
      }
    });
  });
}

test.each(opTable.map((row): [string, OpRow] => [titleOf(row), row]))(
  "both engines agree on %s",
  (_, row) => {
    for (const dtype of ["float32", "float64", "int32", "bool"] as const) {
      // Fused multiply-add makes a difference to float32 only.
      for (const fma of dtype === "float32" ? FMA : FMA.slice(0, 1)) expectAgreement(row, dtype, fma);
    }
  },
);
