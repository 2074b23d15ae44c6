import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gradients, jit, scan, setEngine, type Tensor, tensor, variable, withValues } from "../src/index";

describe.each(["reference", "wasm"] as const)("withValues on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test("stands in for what a variable holds, and only inside", () => {
    const [a, b] = [variable([1, 2]), variable(10)];
    const sum = (): Tensor => a.value.add(b.value);
    const values = new Map([[a, tensor([5, 6])]]);
    expect(withValues(values, sum).toArray()).toEqual([15, 16]);
    expect(sum().toArray()).toEqual([11, 12]);
    expect(Array.from(a.data())).toEqual([1, 2]);
    const nested = withValues(values, () => [
      withValues(new Map([[b, 1]]), sum),
      withValues(new Map([[a, [0, 0]]]), sum),
      sum(),
    ]);
    expect(nested.map((x) => x.toArray())).toEqual([
      [6, 7],
      [10, 10],
      [15, 16],
    ]);
  });

  test("lets gradients through to what the value was made of, also compiled", () => {
    const w = variable([1, 2]);
    const step = (x: Tensor): Tensor => {
      const noisy = new Map([[w, w.value.mul(3)]]);
      const loss = withValues(noisy, () => w.value.square().mul(x).sum());
      const [slope] = gradients(loss, [w.value]) as [Tensor];
      w.assign(w.value.sub(slope));
      return loss;
    };
    const compiled = jit(step);
    // (3w)² x has the slope 18 w x.
    expect(compiled(tensor([1, 1])).item()).toBe(9 + 36);
    expect(Array.from(w.data())).toEqual([1 - 18, 2 - 36]);
    w.assign([1, 2]);
    expect(step(tensor([1, 1])).item()).toBe(45);
    expect(Array.from(w.data())).toEqual([-17, -34]);
  });

  test("reaches into scans", () => {
    const w = variable(2);
    const run = (): Tensor =>
      scan((carry: Tensor, x: Tensor) => [carry.mul(w.value).add(x), carry], tensor(0), tensor([1, 1, 1]))[0];
    expect(withValues(new Map([[w, 3]]), run).item()).toBe(13);
    expect(run().item()).toBe(7);
  });

  test("converts dtypes, and refuses other shapes and assignments", () => {
    const w = variable([1, 2], { name: "kernel" });
    const values = new Map([[w, tensor(Float64Array.of(3, 4))]]);
    expect(withValues(values, () => w.value.dtype)).toBe("float32");
    expect(() => withValues(new Map([[w, [1]]]), () => 0)).toThrow(
      'withValues: received shape [1] for the variable "kernel", expected [2]',
    );
    expect(() => withValues(values, () => w.assign([0, 0]))).toThrow(
      'variable "kernel": assigned inside of withValues, which stands in for it',
    );
    // It ends with the function also when that throws.
    w.assign([7, 8]);
    expect(w.value.toArray()).toEqual([7, 8]);
  });
});
