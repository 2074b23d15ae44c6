import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as core from "../src/index";
import { grad, jit, type Shape, setEngine, type Tensor, tensor } from "../src/index";
import { differences, expectSlopes } from "./support/differences";
import { domains, generator, sample, sizeOf } from "./support/numbers";
import type { OpRow } from "./support/op-row";
import { notOperations, opTable, titleOf } from "./support/op-table";

test("every exported function is a row of the table, or known not to be an operation", () => {
  const rows = new Set(opTable.map((row) => row.name));
  expect(Object.keys(core).filter((name) => !rows.has(name) && !notOperations.has(name))).toEqual([]);
  for (const name of [...rows, ...notOperations]) expect(core).toHaveProperty(name);
});

/** The results that have a gradient, each times numbers of no symmetry, added up. */
function lossOf(row: OpRow, shape: Shape): (operands: readonly Tensor[]) => Tensor {
  return (operands) => {
    const random = generator(`${titleOf(row)} weights`);
    const results = [row.call(operands, shape)].flat() as Tensor[];
    const floats = results.filter((r) => r.dtype === "float64");
    return floats
      .map((r) => r.mul(sample(r.shape, "float64", domains.positive, random)).sum())
      .reduce((a, b) => a.add(b), tensor(0, { dtype: "float64" }));
  };
}

describe("gradients against central differences, in float64", () => {
  beforeAll(() => setEngine("reference"));
  afterAll(() => setEngine("wasm"));

  const smooth = opTable.filter((row) => row.smooth ?? true);
  test.each(smooth.map((row): [string, OpRow] => [titleOf(row), row]))("%s", (title, row) => {
    for (const shape of [[2, 3], [2, 2, 2], [4], []]) {
      const shapes = row.operands ? row.operands(shape) : [shape];
      if (!shapes || shapes.length === 0 || shapes.some((s) => sizeOf(s) === 0)) continue;
      const random = generator(title);
      const at = shapes.map((s, i) => sample(s, "float64", row.domains?.[i] ?? domains.any, random));
      const loss = lossOf(row, shape);
      if ([row.call(at, shape)].flat().every((r) => (r as Tensor).dtype !== "float64")) continue;
      const first = jit((xs: readonly Tensor[]) => grad(loss)(xs));
      const slopes = first(at) as readonly Tensor[];
      expectSlopes(
        slopes,
        differences(jit(loss), at, 1e-6),
        1e-6,
        `${title} ${JSON.stringify(shape)}: gradient`,
      );
      // The gradient's product with fixed numbers, differentiated again.
      const along = at.map((t) => sample(t.shape, "float64", domains.any, random));
      const slope = (xs: readonly Tensor[]): Tensor =>
        (grad(loss)(xs) as readonly Tensor[])
          .map((g, i) => g.mul(along[i] as Tensor).sum())
          .reduce((a, b) => a.add(b));
      const second = jit((xs: readonly Tensor[]) => grad(slope)(xs))(at) as readonly Tensor[];
      expectSlopes(
        second,
        differences(jit(slope), at, 1e-5),
        1e-5,
        `${title} ${JSON.stringify(shape)}: second derivative`,
      );
    }
  });
});
