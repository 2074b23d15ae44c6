import { jit, type PrimitiveName, topological } from "@wellfit/core";
import { describe, expect, test } from "vitest";
import { checkAgainstOnnxRuntime } from "../src/check";
import { lowerings } from "../src/export/lowerings/index";
import { fromOnnx, toOnnx } from "../src/index";
import { distance, fill, list, named, oracle, runtime } from "./harness";
import { cases } from "./primitive-cases";

test("every primitive has programs here, and a lowering", () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(lowerings).sort());
});

describe.each(Object.keys(cases) as PrimitiveName[])("%s", (primitive) => {
  test.each(cases[primitive].map((row, i) => [i, row] as const))("program %i", async (_, row) => {
    const { fn, inputs, refused, batches = [1, 2, 17] } = row;
    const options = {
      inputShapes: inputs.map(({ shape }) => shape),
      inputDtypes: inputs.map(({ dtype = "float32" }) => dtype),
    };
    const bytes = toOnnx(fn, options);
    const back = fromOnnx(bytes);
    const sizes = inputs.some(({ shape }) => shape[0] === null) ? batches : [1];
    for (const batch of sizes) {
      const given = inputs.map((input) => fill(input, batch));
      const expected = oracle(fn, given);
      const again = list(back(named(given)));
      expect(again.map((t) => [t.dtype, t.shape])).toEqual(expected.map((t) => [t.dtype, t.shape]));
      for (const [i, t] of expected.entries()) {
        expect(distance((again[i] as typeof t).data(), t.data())).toBeLessThanOrEqual(1e-6);
      }
      if (refused) {
        await expect(checkAgainstOnnxRuntime(fn, named(given), options)).rejects.toThrow(refused);
        continue;
      }
      const theirs = await runtime(bytes, named(given));
      expect(theirs.map((t) => [t.type, t.dims])).toEqual(expected.map((t) => [t.dtype, t.shape]));
      for (const [i, t] of expected.entries()) {
        const tolerance = t.dtype === "float64" ? 1e-12 : 1e-6;
        const d = distance(t.data(), theirs[i]?.data ?? []);
        expect(d, `${JSON.stringify(t.toArray())} and ${theirs[i]?.data}`).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  test("stands in the graph of its programs", () => {
    const found = cases[primitive].flatMap(({ fn, inputs }) => {
      const given = inputs.map((input) => fill(input, 3));
      const { outputs } = jit((all: typeof given) => list(fn(...all))).program(given);
      return topological(outputs, (node) => node.op === "constant").map((node) => node.op);
    });
    expect(found).toContain(primitive);
  });
});
