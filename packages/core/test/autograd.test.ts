import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DType, jit, setEngine, type Tensor, vjp } from "../src/index";
import { goldenOps } from "./support/golden-ops";
import { type AutogradCase, expectClose, golden, numbers, unpack } from "./support/goldens";

const files: Record<"float64" | "float32", AutogradCase[]> = {
  float64: golden<AutogradCase>("autograd_f64"),
  float32: golden<AutogradCase>("autograd_f32"),
};

test("every golden case is tested", () => {
  for (const cases of Object.values(files)) {
    const names = cases.map((c) => c.name).sort();
    expect(Object.keys(goldenOps).sort()).toEqual(names);
  }
});

/** The output and every gradient, in the order of the inputs. */
function forwardAndBack(c: AutogradCase, inputs: readonly Tensor[], upstream: Tensor): Tensor[] {
  const names = Object.keys(c.inputs);
  const op = goldenOps[c.name] as (typeof goldenOps)[string];
  const { value, pullback } = vjp(
    (...tensors) => op(Object.fromEntries(names.map((name, i) => [name, tensors[i]])), c.args),
    ...inputs,
  );
  return [value, ...pullback(upstream)];
}

const runs: {
  engine: "reference" | "wasm";
  fma: "auto" | "off";
  dtype: "float64" | "float32";
  tol: number;
}[] = [
  { engine: "reference", fma: "auto", dtype: "float64", tol: 1e-10 },
  { engine: "wasm", fma: "off", dtype: "float64", tol: 1e-10 },
  { engine: "reference", fma: "auto", dtype: "float32", tol: 2e-5 },
  { engine: "wasm", fma: "auto", dtype: "float32", tol: 2e-5 },
];

describe.each(runs)("$engine, $dtype", ({ engine, fma, dtype, tol }) => {
  beforeAll(() => setEngine(engine, { fma }));
  afterAll(() => setEngine("wasm"));

  test.each(files[dtype])("$name", (c) => {
    const names = Object.keys(c.inputs);
    const inputs = names.map((name) => unpack(c.inputs[name] as AutogradCase["output"], dtype));
    const upstream = unpack(c.upstream, dtype);
    const check = (how: string, [value, ...grads]: readonly Tensor[]): void => {
      expect(value?.shape).toEqual(c.output.shape);
      expect(value?.dtype).toBe<DType>(dtype);
      expectClose(value!.data(), numbers(c.output), tol, `${how}: output`);
      names.forEach((name, i) => {
        const expected = c.grads[name] as AutogradCase["output"];
        expect(grads[i]?.shape).toEqual(expected.shape);
        expectClose(grads[i]!.data(), numbers(expected), tol, `${how}: gradient of ${name}`);
      });
    };
    check("lazy", forwardAndBack(c, inputs, upstream));
    check(
      "jit",
      jit((given: readonly Tensor[], seed: Tensor) => forwardAndBack(c, given, seed))(inputs, upstream),
    );
  });
});
