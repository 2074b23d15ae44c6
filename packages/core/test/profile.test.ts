import { afterEach, expect, test } from "vitest";
import * as w from "../src/index";
import {
  jit,
  printKernels,
  profile,
  randomKey,
  setEngine,
  type Tensor,
  tensor,
  valueAndGrad,
  variable,
} from "../src/index";

afterEach(() => setEngine("wasm"));

const names = (text: string): string[] => [...text.matchAll(/^kernel \d+: (.*)$/gm)].map(([, name]) => name!);

/** A train step with momentum and a counter: everything that it changes must be put back. */
function trainStep() {
  const weight = variable(w.randomNormal(randomKey(1), [20, 30]), { name: "weight" });
  const speed = variable(w.zeros([20, 30]), { name: "speed" });
  const seed = variable(tensor([3, 4], { dtype: "int32" }), { name: "seed" });
  const step = jit(
    (x: Tensor) => {
      const [loss, gradient] = valueAndGrad((k: Tensor) => x.matmul(k).tanh().square().mean())(weight.value);
      speed.assign(speed.value.mul(0.9).add(gradient));
      weight.assign(weight.value.sub(speed.value.mul(0.1)));
      seed.assign(seed.value.add(1));
      return loss;
    },
    { name: "train step" },
  );
  return { step, variables: [weight, speed, seed] };
}

for (const engine of ["wasm", "reference"] as const) {
  test(`${engine}: a profile changes nothing`, () => {
    setEngine(engine);
    const { step, variables } = trainStep();
    const x = w.randomNormal(randomKey(2), [16, 20]);
    step(x);
    const pending = variables.map((v) => v.value.add(0));
    const before = variables.map((v) => v.value.toArray());
    const report = profile(step, [x], { runs: 3 });
    expect(variables.map((v) => v.value.toArray())).toEqual(before);
    expect(pending.map((p) => p.toArray())).toEqual(before);
    expect(report.total.name).toBe("train step");
    expect(step.traces).toBe(1);
    // It trains on from there as if nothing had been.
    const other = trainStep();
    const losses = [other.step(x).item(), other.step(x).item()];
    expect(step(x).item()).toBe(losses[1]);
  });

  test(`${engine}: times and shares are those of real work`, () => {
    setEngine(engine);
    const { step } = trainStep();
    const { kernels, total } = profile(step, [w.randomNormal(randomKey(2), [16, 20])], { runs: 5 });
    for (const kernel of [...kernels, total]) {
      expect(kernel.ms, kernel.name).toBeGreaterThan(0);
      expect(kernel.calls).toBeGreaterThanOrEqual(5);
      expect(kernel.ceilingShare).toBeGreaterThan(0);
      expect(kernel.ceilingShare).toBeLessThan(3);
      expect(["compute", "memory"]).toContain(kernel.bound);
    }
    expect(kernels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
}

test("kernels have the names that printed kernels have", () => {
  const { step } = trainStep();
  const x = w.randomNormal(randomKey(2), [16, 20]);
  const { kernels } = profile(step, [x], { runs: 1 });
  expect(kernels.map(({ name }) => name)).toEqual(names(printKernels(step, x)));
});

test("work is counted: products, elements, bytes", () => {
  const [a, b] = [w.ones([40, 50]), w.ones([50, 60])];
  const [product] = profile((x: Tensor, y: Tensor) => x.matmul(y).add(1), [a, b], { runs: 1 }).kernels;
  expect(product).toMatchObject({
    name: "matmul+add",
    flops: 2 * 40 * 50 * 60 + 40 * 60,
    bytes: 4 * (40 * 50 + 50 * 60 + 40 * 60),
  });
  const [sum] = profile((x: Tensor) => x.mul(2).sum(1), [a], { runs: 1 }).kernels;
  expect(sum).toMatchObject({ flops: 2 * 40 * 50, bytes: 4 * (40 * 50 + 40) });
  const [row] = profile((x: Tensor, y: Tensor) => x.add(y), [a, w.ones([50])], { runs: 1 }).kernels;
  expect(row).toMatchObject({ flops: 40 * 50, bytes: 4 * (2 * 40 * 50 + 50) });
  const [wide] = profile((x: Tensor) => x.mul(x), [w.ones([10], "float64")], { runs: 1 }).kernels;
  expect(wide).toMatchObject({ flops: 10, bytes: 8 * 20 });
  const table = w.ones([1000, 4]);
  const rows = tensor([1, 5, 5], { dtype: "int32" });
  const [gathered] = profile((t: Tensor, i: Tensor) => w.gather(t, i), [table, rows], { runs: 1 }).kernels;
  expect(gathered?.bytes).toBeLessThan(4 * 100);
});

test("the work of a loop is that of all its turns", () => {
  const [weight, start] = [w.ones([8, 8]), w.zeros([4, 8])];
  const walk = (x: Tensor): Tensor => {
    const [last] = w.scan((h: Tensor, v: Tensor) => [h.matmul(weight).add(v), h], start, x) as [
      Tensor,
      Tensor,
    ];
    return last;
  };
  const { kernels } = profile(walk, [w.ones([50, 4, 8])], { runs: 1 });
  const loop = kernels.find(({ name }) => name.startsWith("scan"));
  expect(loop?.flops).toBe(50 * (2 * 4 * 8 * 8 + 4 * 8));
});

test("a longer kernel takes longer, and the whole is about the sum", () => {
  const small = w.ones([32, 32]);
  const large = w.ones([256, 256]);
  const both = (x: Tensor, y: Tensor): Tensor[] => [x.matmul(x), y.matmul(y)];
  const { kernels, total } = profile(both, [small, large], { runs: 5 });
  const [quick, slow] = kernels as [(typeof kernels)[0], (typeof kernels)[0]];
  expect(slow.ms).toBeGreaterThan(20 * quick.ms);
  expect(slow.share).toBeGreaterThan(0.9);
  expect(total.flops).toBe(quick.flops + slow.flops);
  expect(total.ms).toBeGreaterThan(0.3 * slow.ms);
});

test("the table has a line for every kernel, aligned", () => {
  const { step } = trainStep();
  const report = profile(step, [w.randomNormal(randomKey(2), [16, 20])], { runs: 1 });
  const lines = report.toString().split("\n");
  expect(lines).toHaveLength(report.kernels.length + 4);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[0]).toMatch(/^kernel +µs +share +MFLOP +kB +GFLOP\/s +GB\/s +of ceiling +bound by$/);
  expect(lines[2]).toContain(`0 ${report.kernels[0]?.name}`);
  expect(lines.at(-1)).toMatch(/^train step/);
});

test("the trace is one of Chrome's: events in microseconds, one after the other", () => {
  const { step } = trainStep();
  const report = profile(step, [w.randomNormal(randomKey(2), [16, 20])], { runs: 1 });
  const trace = JSON.parse(JSON.stringify(report.toChromeTrace()));
  const bars = trace.traceEvents.filter((event: { ph: string }) => event.ph === "X");
  expect(bars.map((bar: { name: string }) => bar.name)).toEqual([
    "train step",
    ...report.kernels.map(({ name }) => name),
  ]);
  const [whole, ...rest] = bars;
  let end = 0;
  for (const [k, bar] of rest.entries()) {
    expect(bar.ts).toBeCloseTo(end, 6);
    expect(bar.dur).toBeCloseTo((report.kernels[k]?.ms ?? 0) * 1000, 6);
    end = bar.ts + bar.dur;
  }
  expect(whole.ts).toBe(0);
  expect(whole.dur).toBeCloseTo(end, 6);
});

test("tensors, and functions that are not compiled yet, can be profiled too", () => {
  expect(profile(w.ones([100]).exp().sum(), [], { runs: 1 }).kernels.length).toBeGreaterThan(0);
  expect(profile(() => w.ones([100]).exp().sum(), undefined, { runs: 1 }).total.ms).toBeGreaterThan(0);
});

test("what cannot be meant is refused", () => {
  const f = (x: Tensor): Tensor => x.exp();
  expect(() => profile(f, [tensor([1])], { runs: 0 })).toThrow(/runs 0, expected how many rounds/);
  expect(() => profile(f, tensor([1]) as never)).toThrow(
    /a tensor as second argument.*profile\(f, \[x, y\]\)/,
  );
});
