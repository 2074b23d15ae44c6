import { beforeEach, describe, expect, test } from "vitest";
import { currentEngine } from "../src/engines/current";
import { describe as describeForm, detach } from "../src/engines/form";
import { type Program, rootsOf } from "../src/graph/program";
import { jit, scan, setEngine, type Tensor, tensor, topological, variable } from "../src/index";
import { apply } from "../src/ops/tensor";

beforeEach(() => setEngine("wasm", { fma: "off" }));

/** A function with a variable of its own, as every model has. */
function stepOf(start: number, factor: number, size = 3): (x: Tensor) => Tensor {
  const w = variable(tensor(Array(size).fill(start)));
  return jit((x: Tensor) => {
    w.assign(w.value.mul(factor).add(x));
    return w.value.sum();
  });
}

/** A function that changes two variables of its own at once. */
function exchange(change: (a: Tensor, b: Tensor, x: Tensor) => [Tensor, Tensor]): (x: Tensor) => Tensor {
  const [v, w] = [variable(tensor([1, 2, 3])), variable(tensor([1, 2, 3]))];
  return jit((x: Tensor) => {
    const [first, second] = change(v.value, w.value, x);
    v.assign(first);
    w.assign(second);
    return v.value.sum();
  });
}

describe("functions of equal structure", () => {
  test("are compiled once, and each has its own variables", () => {
    const { programs } = currentEngine();
    const [a, b] = [stepOf(1, 2), stepOf(10, 2)];
    expect(a(tensor([1, 2, 3])).item()).toBe(12);
    expect(programs.size).toBe(1);
    expect(b(tensor([1, 2, 3])).item()).toBe(66);
    expect(programs.size).toBe(1);
    expect(a(tensor([0, 0, 0])).item()).toBe(24);
    expect(b(tensor([0, 0, 0])).item()).toBe(132);
  });

  test.each<[string, () => (x: Tensor) => Tensor]>([
    ["another number in it", () => stepOf(1, 3)],
    ["-0 instead of 0", () => jit((x: Tensor) => x.add(-0).sum())],
    ["another shape", () => jit((x: Tensor) => x.add(0).reshape([3, 1]).sum())],
    ["another operation", () => jit((x: Tensor) => x.sum())],
    ["the updates the other way round", () => exchange((a, b, x) => [b.add(x), a.sub(x)])],
    [
      "another body of a loop",
      () => jit((x: Tensor) => scan((s: Tensor, y: Tensor) => [s.add(y), s], tensor(1), x)[0]),
    ],
  ])("but not with %s", (_, make) => {
    const { programs } = currentEngine();
    const all = [
      stepOf(1, 2),
      jit((x: Tensor) => x.add(0).sum()),
      jit((x: Tensor) => scan((s: Tensor, y: Tensor) => [s.mul(y), s], tensor(1), x)[0]),
      exchange((a, b, x) => [b.sub(x), a.add(x)]),
    ];
    for (const step of all) step(tensor([1, 2, 3])).item();
    const before = programs.size;
    make()(tensor([1, 2, 3])).item();
    expect(programs.size).toBe(before + 1);
  });

  test("numbers that a function closes over are its own when they are many", () => {
    const { programs } = currentEngine();
    const sums = [1, 2].map((start) => {
      const own = tensor(Array.from({ length: 100 }, (_, i) => start * i));
      return jit((x: Tensor) => own.mul(x).sum())(tensor(2)).item();
    });
    expect(sums).toEqual([9900, 19_800]);
    expect(programs.size).toBe(0);
  });

  test("what is long is not kept for others, because it takes memory", () => {
    const { programs } = currentEngine();
    const sum = jit((x: Tensor) => x.sum());
    sum(tensor(new Float32Array(2 ** 18 + 1).fill(1)));
    expect(programs.size).toBe(0);
  });

  test("the last 64 are kept", () => {
    const { programs } = currentEngine();
    for (let i = 0; i < 70; i++) stepOf(0, i)(tensor([1, 2, 3])).item();
    expect(programs.size).toBe(64);
  });

  test("what is kept knows nobody's variables, inputs or marks", () => {
    const w = variable(tensor([1, 2, 3]));
    const x = tensor([4, 5, 6]);
    const marked = apply("identity", [w.value.mul(x), x], { mark: { toString: () => "mark" } });
    const step = jit((y: Tensor) => {
      w.assign(w.value.add(marked).add(y));
      return w.value.sum();
    });
    const program: Program = step.program(tensor([1, 1, 1]));
    const order = topological([...program.inputs, ...rootsOf(program)]);
    const form = describeForm(order, rootsOf(program), () => false, program.states);
    const copy = detach(program, order, form);
    const cells = copy.states.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
    expect(cells).toEqual(program.states.map(({ name, shape, dtype }) => ({ name, shape, dtype })));
    const nodes = topological([...copy.inputs, ...rootsOf(copy)]);
    expect(nodes.filter((node) => order.includes(node as never))).toEqual([]);
    for (const { op, params } of nodes) {
      expect(op).not.toBe("identity");
      const { cell } = params as { cell?: never };
      if (cell) expect(program.states).not.toContain(cell);
    }
    expect(copy.updates.map(({ state }) => state)).toEqual(program.updates.map(({ state }) => state));
  });
});
