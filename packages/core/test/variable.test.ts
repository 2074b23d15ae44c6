import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  getEngine,
  gradients,
  isVariable,
  jit,
  setEngine,
  type Tensor,
  tensor,
  Variable,
  variable,
} from "../src/index";

describe.each(["reference", "wasm"] as const)("variables on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test("hold their first value, a name, a shape and a dtype", () => {
    const v = variable([[1, 2, 3]], { name: "kernel", trainable: false });
    expect([v.name, v.shape, v.dtype, v.size, v.trainable]).toEqual(["kernel", [1, 3], "float32", 3, false]);
    expect(String(v)).toBe("Variable kernel float32[1, 3]");
    expect(v.value.toArray()).toEqual([[1, 2, 3]]);
    expect(variable(1).trainable).toBe(true);
    expect(variable(tensor([1]).add(1), { dtype: "float64" }).value.toArray()).toEqual([2]);
    expect(isVariable(v)).toBe(true);
    expect(v).toBeInstanceOf(Variable);
    expect(isVariable(v.value)).toBe(false);
  });

  test("neither the array they were made from nor the one they give out is theirs", () => {
    const numbers = new Float32Array([1, 2]);
    const v = variable(tensor(numbers));
    numbers[0] = 100;
    v.data()[1] = 100;
    expect(Array.from(v.data())).toEqual([1, 2]);
  });

  test("a lazy read keeps the value of its moment", () => {
    const v = variable([1, 2]);
    const before = v.value;
    const doubled = v.value.mul(2);
    v.assign([10, 20]);
    const between = v.value;
    v.assign(v.value.add(1));
    expect(before.toArray()).toEqual([1, 2]);
    expect(doubled.toArray()).toEqual([2, 4]);
    expect(between.toArray()).toEqual([10, 20]);
    expect(v.value.toArray()).toEqual([11, 21]);
  });

  test("a lazy read keeps the value of its moment when a program updates the variable", () => {
    const v = variable([1, 2]);
    const step = jit(() => v.assign(v.value.mul(3)));
    const reads: Tensor[] = [];
    for (let i = 0; i < 4; i++) {
      reads.push(v.value.add(0.5));
      step();
    }
    expect(reads.map((r) => r.toArray())).toEqual([
      [1.5, 2.5],
      [3.5, 6.5],
      [9.5, 18.5],
      [27.5, 54.5],
    ]);
    expect(step.traces).toBe(1);
  });

  test("a function compiled around an earlier read has the numbers of that moment", () => {
    const v = variable([1, 2]);
    const earlier = v.value;
    const derived = v.value.mul(10);
    const f = jit((x: Tensor) => x.add(earlier).add(derived));
    expect(f(tensor([0, 0])).toArray()).toEqual([11, 22]);
    v.assign([5, 5]);
    expect(f(tensor([0, 0])).toArray()).toEqual([11, 22]);
  });

  test("a counter, as in the programs", () => {
    const count = variable(tensor([0]));
    const step = jit((x: Tensor) => {
      count.assign(count.value.add(1));
      return x.square().sum();
    });
    expect(step(tensor([1, 2, 3])).item()).toBe(14);
    expect(step(tensor([4, 5, 6])).item()).toBe(77);
    expect(step.traces).toBe(1);
    expect(count.value.toArray()).toEqual([2]);
  });

  test("two variables change places", () => {
    const [a, b] = [variable([1, 2, 3, 4, 5]), variable([6, 7, 8, 9, 10])];
    const swap = jit(() => {
      const [x, y] = [a.value, b.value];
      a.assign(y);
      b.assign(x);
    });
    swap();
    expect([Array.from(a.data()), Array.from(b.data())]).toEqual([
      [6, 7, 8, 9, 10],
      [1, 2, 3, 4, 5],
    ]);
    swap();
    swap();
    expect(Array.from(a.data())).toEqual([6, 7, 8, 9, 10]);
  });

  test("three variables in a ring, each changed on the way", () => {
    const ring = [1, 2, 3].map((n) => variable([n, n * 10]));
    const turn = jit(() => {
      const held = ring.map((v) => v.value);
      for (const [i, v] of ring.entries()) v.assign((held[(i + 1) % 3] as Tensor).add(100));
    });
    turn();
    turn();
    expect(ring.map((v) => Array.from(v.data()))).toEqual([
      [203, 230],
      [201, 210],
      [202, 220],
    ]);
  });

  test("an update that reads its own variable turned, flipped, shifted or summed", () => {
    const square = variable([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    jit(() => square.assign(square.value.transpose().mul(2)))();
    expect(square.value.toArray()).toEqual([
      [2, 8, 14],
      [4, 10, 16],
      [6, 12, 18],
    ]);
    const line = variable([1, 2, 3, 4, 5, 6, 7]);
    jit(() => line.assign(line.value.slice([[null, null, -1]]).add(1)))();
    expect(Array.from(line.data())).toEqual([8, 7, 6, 5, 4, 3, 2]);
    jit(() => line.assign(line.value.div(line.value.sum())))();
    expect(Array.from(line.data()).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    jit(() => square.assign(square.value.matmul(square.value)))();
    expect(square.value.toArray()).toEqual([
      [120, 264, 408],
      [144, 324, 504],
      [168, 384, 600],
    ]);
  });

  test("the same node goes to two variables and is given back", () => {
    const [a, b] = [variable([0, 0, 0]), variable([0, 0, 0])];
    const f = jit((x: Tensor) => {
      const y = x.mul(2).add(1);
      a.assign(y);
      b.assign(y);
      return [y, x, a.value];
    });
    const results = f(tensor([1, 2, 3]));
    expect(results.map((r) => r.toArray())).toEqual([
      [3, 5, 7],
      [1, 2, 3],
      [3, 5, 7],
    ]);
    expect(Array.from(a.data())).toEqual([3, 5, 7]);
    expect(Array.from(b.data())).toEqual([3, 5, 7]);
  });

  test("inside a program an assignment is seen by what comes after, and the last one stays", () => {
    const v = variable(1);
    const seen = jit(() => {
      const first = v.value;
      v.assign(v.value.add(1));
      const second = v.value;
      v.assign(v.value.mul(10));
      return [first, second, v.value];
    });
    expect(seen().map((t) => t.item())).toEqual([1, 2, 20]);
    expect(v.value.item()).toBe(20);
    expect(seen().map((t) => t.item())).toEqual([20, 21, 210]);
  });

  test("a variable that is assigned what it holds stays as it is", () => {
    const v = variable([1, 2]);
    jit(() => v.assign(v.value))();
    expect(Array.from(v.data())).toEqual([1, 2]);
  });

  test("every dtype can be held, and what is assigned is converted", () => {
    const flag = variable([true, false, true]);
    jit(() => flag.assign(flag.value.equal(false)))();
    expect(flag.value.toArray()).toEqual([false, true, false]);
    const whole = variable(tensor(new Int32Array([1, 2])));
    whole.assign([2.9, -2.9]);
    expect(Array.from(whole.data())).toEqual([2, -2]);
    const fine = variable([0.1], { dtype: "float64" });
    jit(() => fine.assign(fine.value.mul(3)))();
    expect(fine.data()[0]).toBeCloseTo(0.3, 15);
    expect(fine.data()).toBeInstanceOf(Float64Array);
  });

  test("gradients with respect to what variables hold, as a training step takes them", () => {
    const [weight, bias] = [variable([[1], [2]]), variable([0.5])];
    const step = jit((x: Tensor) => {
      const loss = x.matmul(weight.value).add(bias.value).square().mean();
      const [dw, db] = gradients(loss, [weight.value, bias.value]) as [Tensor, Tensor];
      weight.assign(weight.value.sub(dw.mul(0.1)));
      bias.assign(bias.value.sub(db.mul(0.1)));
      return loss;
    });
    const x = tensor([
      [1, 1],
      [2, 0],
    ]);
    expect(step(x).item()).toBeCloseTo((3.5 ** 2 + 2.5 ** 2) / 2, 5);
    expect(Array.from(weight.data())[0]).toBeCloseTo(1 - 0.1 * (3.5 + 5), 5);
    expect(Array.from(weight.data())[1]).toBeCloseTo(2 - 0.1 * 3.5, 5);
    expect(bias.data()[0]).toBeCloseTo(0.5 - 0.1 * 6, 5);
    const losses = Array.from({ length: 30 }, () => step(x).item());
    expect(losses[29]).toBeLessThan(losses[0] as number);
  });

  test("mistakes are told", () => {
    const v = variable([1, 2], { name: "bias" });
    expect(() => v.assign([1, 2, 3])).toThrow(
      'variable "bias": assigned shape [3], expected [2]; a variable keeps its shape',
    );
    expect(() => jit(() => v.data())()).toThrow(/data\(\) reads numbers while jit is tracing/);
    expect(() => jit(() => v.value.sum().item())()).toThrow(/no value yet/);
    expect(Array.from(v.data())).toEqual([1, 2]);
  });

  test("a program that throws while it is traced leaves variables alone", () => {
    const v = variable([1, 2]);
    const broken = jit(() => {
      v.assign([9, 9]);
      throw new Error("on purpose");
    });
    expect(() => broken()).toThrow("on purpose");
    expect(Array.from(v.data())).toEqual([1, 2]);
    v.assign([3, 4]);
    expect(Array.from(v.data())).toEqual([3, 4]);
  });
});

describe("a change of engine", () => {
  afterAll(() => setEngine("wasm"));

  test("keeps variables, lazy reads and compiled functions", () => {
    setEngine("wasm");
    const v = variable([1, 2, 3]);
    const count = variable(tensor(new Int32Array([0])));
    const step = jit((x: Tensor) => {
      v.assign(v.value.add(x));
      count.assign(count.value.add(1));
      return v.value.sum();
    });
    expect(step(tensor([1, 1, 1])).item()).toBe(9);
    const pending = v.value.mul(2);
    setEngine("reference");
    expect(getEngine()).toBe("reference");
    expect(step(tensor([1, 1, 1])).item()).toBe(12);
    expect(pending.toArray()).toEqual([4, 6, 8]);
    expect(Array.from(v.data())).toEqual([3, 4, 5]);
    v.assign([0, 0, 0]);
    setEngine("wasm", { fma: "off" });
    expect(getEngine()).toBe("wasm");
    expect(step(tensor([5, 5, 5])).item()).toBe(15);
    setEngine("wasm", { fma: "auto" });
    expect(step(tensor([5, 5, 5])).item()).toBe(30);
    expect(count.value.toArray()).toEqual([4]);
    expect(step.traces).toBe(1);
  });

  test("to one that does not exist is an error", () => {
    expect(() => setEngine("webgpu" as never)).toThrow(
      'setEngine: received engine "webgpu", expected "wasm" or "reference"',
    );
    expect(() => setEngine("wasm", { fma: "on" as never })).toThrow(
      'received fma "on", expected "auto" or "off"',
    );
  });
});
