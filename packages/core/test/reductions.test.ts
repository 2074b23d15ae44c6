import { afterAll, expect, test } from "vitest";
import {
  gradients,
  jit,
  printKernels,
  setEngine,
  softplus,
  type Tensor,
  tensor,
  variable,
} from "../src/index";
import { domains, generator, sample } from "./support/numbers";

afterAll(() => setEngine("wasm"));

/** A network with one hidden layer and plain descent on all of its weights, some of them shared with the next step. */
function network(
  inputs: number,
  hidden: number,
): { step: (x: Tensor, y: Tensor) => Tensor; weights: () => number[][] } {
  const random = generator(`network ${inputs} ${hidden}`);
  const all = [[inputs, hidden], [hidden], [hidden, 1], [1]].map((shape) =>
    variable(sample(shape, "float32", domains.unit, random)),
  );
  const step = jit((x: Tensor, y: Tensor) => {
    const [w1, b1, w2, b2] = all.map((w) => w.value) as [Tensor, Tensor, Tensor, Tensor];
    const logits = x.matmul(w1).add(b1).relu().matmul(w2).add(b2);
    const loss = softplus(logits).sub(logits.mul(y)).mean();
    gradients(loss, [w1, b1, w2, b2]).forEach((g, i) => {
      const weight = all[i] as (typeof all)[number];
      weight.assign(weight.value.sub(g.mul(0.5)));
    });
    return loss;
  });
  return { step, weights: () => all.map((w) => Array.from(w.data())) };
}

test.each([
  [1, 40],
  [2, 500],
  [3, 33],
  [4, 64],
  [7, 50],
])("training %i inputs and %i units gives the same weights on both engines", (inputs, hidden) => {
  const run = (engine: "reference" | "wasm"): number[][] => {
    setEngine(engine, { fma: "off" });
    const random = generator("rows");
    const x = sample([30, inputs], "float32", domains.any, random);
    const y = sample([30, 1], "float32", domains.any, random).greater(0).cast("float32");
    const { step, weights } = network(inputs, hidden);
    for (let i = 0; i < 20; i++) step(x, y).item();
    return weights();
  };
  const expected = run("reference");
  run("wasm").forEach((weights, i) => {
    weights.forEach((w, j) => {
      const e = expected[i]?.[j] as number;
      expect(Math.abs(w - e), `weight ${i}, element ${j}: ${w} and ${e}`).toBeLessThan(
        2e-5 * Math.max(1, Math.abs(e)),
      );
    });
  });
});

test("all gradients and updates of a small hidden layer are one pass over its activations", () => {
  setEngine("wasm", { fma: "off" });
  const { step } = network(2, 500);
  const x = tensor(Array.from({ length: 60 }, (_, i) => Math.sin(i))).reshape([30, 2]);
  const y = tensor(Array.from({ length: 30 }, (_, i) => i % 2)).reshape([30, 1]);
  expect(printKernels(step, x, y).match(/^kernel/gm)).toHaveLength(4);
});

test("reductions over the same loops share them", () => {
  setEngine("wasm", { fma: "off" });
  const f = (x: Tensor): Tensor[] => [x.sum(0), x.square().sum(0), x.max(0), x.min(0).neg()];
  const x = tensor(Array.from({ length: 600 }, (_, i) => Math.cos(i))).reshape([12, 50]);
  expect(printKernels(f, x).match(/^kernel/gm)).toHaveLength(1);
  const columns = x.transpose().toArray() as number[][];
  const [sums, squares, highest, lowest] = jit(f)(x).map((t) => t.toArray() as number[]);
  columns.forEach((column, j) => {
    expect(sums?.[j]).toBeCloseTo(
      column.reduce((a, b) => a + b),
      5,
    );
    expect(squares?.[j]).toBeCloseTo(
      column.reduce((a, b) => a + b * b, 0),
      5,
    );
    expect(highest?.[j]).toBe(Math.max(...column));
    expect(lowest?.[j]).toBe(-Math.min(...column));
  });
});

test("a reduction that reads what another one updates, elsewhere, is not walked together with it", () => {
  for (const engine of ["reference", "wasm"] as const) {
    setEngine(engine, { fma: "off" });
    const v = variable(tensor(Array.from({ length: 40 }, (_, i) => i)));
    const x = tensor(Array.from({ length: 120 }, (_, i) => (i % 7) - 3)).reshape([3, 40]);
    const step = jit((x: Tensor) => {
      // The second sum reads v from the other end.
      const turned = v.value.slice([[null, null, -1]]);
      const out = x.mul(turned).sum(0);
      v.assign(x.mul(v.value).sum(0));
      return out;
    });
    const columns = x.transpose().toArray() as number[][];
    const sums = columns.map((column) => column.reduce((a, b) => a + b));
    // + 0 makes 0 of -0.
    expect((step(x).toArray() as number[]).map((n) => n + 0)).toEqual(sums.map((s, i) => s * (39 - i) + 0));
    expect(Array.from(v.data(), (n) => n + 0)).toEqual(sums.map((s, i) => s * i + 0));
  }
});

test.each([
  [784, 256],
  [1001, 67],
  [260, 258],
  [4096, 64],
])("a vector by a matrix of %i by %i is the reference's, with what follows", (k, n) => {
  const random = generator(`${k} by ${n}`);
  const [x, w, b] = [[k], [k, n], [n]].map((shape) => sample(shape, "float32", domains.unit, random)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const f = (x: Tensor, w: Tensor, b: Tensor): Tensor[] => [x.matmul(w).add(b).relu(), w.sum(0).mul(b)];
  setEngine("reference");
  const expected = jit(f)(x, w, b);
  setEngine("wasm", { fma: "off" });
  jit(f)(x, w, b).forEach((got, i) => {
    const right = (expected[i] as Tensor).data();
    got.data().forEach((value, j) => {
      const e = right[j] as number;
      expect(Math.abs(value - e), `result ${i}, element ${j}: ${value} and ${e}`).toBeLessThan(
        2e-5 * Math.max(1, Math.abs(e)),
      );
    });
  });
});
