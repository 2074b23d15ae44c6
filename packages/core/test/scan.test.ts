import { afterAll, describe, expect, test } from "vitest";
import {
  grad,
  gradients,
  jit,
  logicalNot,
  maxPool,
  printKernels,
  type Shape,
  scan,
  setEngine,
  stack,
  type Tensor,
  tensor,
  valueAndGrad,
  variable,
} from "../src/index";
import { type Domain, domains, generator, sample } from "./support/numbers";

afterAll(() => setEngine("wasm"));

const engines = [
  ["reference", "float64"],
  ["wasm", "float64"],
  ["wasm", "float32"],
] as const;

const expectClose = (received: Tensor, expected: Tensor, tol: number): void => {
  expect(received.shape).toEqual(expected.shape);
  expect(received.dtype).toBe(expected.dtype);
  const [a, b] = [received.data(), expected.data()];
  b.forEach((e, i) => {
    expect(Math.abs((a[i] as number) - e), `element ${i}: ${a[i]} and ${e}`).toBeLessThanOrEqual(
      tol * Math.max(1, Math.abs(e)),
    );
  });
};

/** The same loop, written out. */
function unrolled(
  f: (carry: Tensor[], x: Tensor[]) => readonly [Tensor[], Tensor[]],
  init: Tensor[],
  xs: Tensor[],
  reverse = false,
): [Tensor[], Tensor[]] {
  const length = (xs[0] as Tensor).shape[0] as number;
  let carry = init;
  const ys: Tensor[][] = [];
  for (let i = 0; i < length; i++) {
    const t = reverse ? length - 1 - i : i;
    const [next, y] = f(
      carry,
      xs.map((x) => x.slice([t])),
    );
    carry = next;
    ys[t] = y;
  }
  return [carry, (ys[0] as Tensor[]).map((_, i) => stack(ys.map((y) => y[i] as Tensor)))];
}

describe.each(engines)("on %s in %s", (engine, dtype) => {
  const tol = dtype === "float32" ? 2e-5 : 1e-11;
  const random = generator("scan");
  const make = (shape: Shape, domain: Domain = domains.unit): Tensor => sample(shape, dtype, domain, random);
  const weights = [make([4, 3]), make([3, 3]), make([3])];
  const xs = [make([5, 2, 4])];
  const h = make([2, 3]);
  const cell =
    ([w, u, b]: readonly Tensor[]) =>
    ([h]: Tensor[], [x]: Tensor[]): readonly [Tensor[], Tensor[]] => {
      const next = (x as Tensor)
        .matmul(w as Tensor)
        .add((h as Tensor).matmul(u as Tensor))
        .add(b as Tensor)
        .tanh();
      return [[next], [next.mul(2), next.sum(1)]];
    };

  test.each([false, true])(
    "a recurrent network is the unrolled one, with all gradients (reverse %s)",
    (reverse) => {
      setEngine(engine);
      const loss =
        (how: typeof unrolled) =>
        (all: { weights: Tensor[]; h: Tensor; xs: Tensor[] }): Tensor => {
          const [[last], [ys, sums]] = how(cell(all.weights), [all.h], all.xs, reverse);
          return (ys as Tensor)
            .square()
            .sum()
            .add((last as Tensor).mul([1, -2, 3]).sum())
            .add((sums as Tensor).sum());
        };
      const scanned: typeof unrolled = (f, init, xs, reverse) =>
        scan(f, init, xs, { reverse: reverse ?? false });
      const all = { weights, h, xs };
      const [expected, slopes] = valueAndGrad(loss(unrolled))(all);
      for (const run of [valueAndGrad(loss(scanned)), jit(valueAndGrad(loss(scanned)))]) {
        const [value, got] = run(all);
        expectClose(value, expected, tol);
        expectClose(got.h, slopes.h, tol);
        got.weights.forEach((g, i) => {
          expectClose(g, slopes.weights[i] as Tensor, tol);
        });
        expectClose(got.xs[0] as Tensor, slopes.xs[0] as Tensor, tol);
      }
    },
  );

  test("second derivatives are those of the unrolled loop", () => {
    setEngine(engine);
    const slope =
      (how: typeof unrolled) =>
      (w: Tensor): Tensor =>
        grad((u: Tensor) => {
          const [[last], [ys]] = how(cell([weights[0] as Tensor, u, weights[2] as Tensor]), [h], xs);
          return (ys as Tensor)
            .square()
            .sum()
            .add((last as Tensor).sum());
        })(w)
          .square()
          .sum();
    const scanned: typeof unrolled = (f, init, xs) => scan(f, init, xs);
    const u = weights[1] as Tensor;
    expectClose(grad(slope(scanned))(u), grad(slope(unrolled))(u), tol * 10);
    expectClose(jit(grad(slope(scanned)))(u), grad(slope(unrolled))(u), tol * 10);
  });

  test("gradients of one's own work inside", () => {
    setEngine(engine);
    const x = make([3, 1, 6, 2]);
    const f = (x: Tensor): Tensor =>
      scan(
        (sum: Tensor, row: Tensor) => [sum.add(maxPool(row.square(), 2)), sum],
        make([1, 3, 2]).mul(0),
        x,
      )[0]
        .square()
        .sum();
    const plain = (x: Tensor): Tensor =>
      [0, 1, 2]
        .map((i) => maxPool(x.slice([i]).square(), 2))
        .reduce((a, b) => a.add(b))
        .square()
        .sum();
    expectClose(jit(grad(f))(x), grad(plain)(x), tol);
    const twice = (f: (x: Tensor) => Tensor) => grad((x: Tensor) => grad(f)(x).square().sum());
    expectClose(jit(twice(f))(x), twice(plain)(x), tol * 10);
  });

  test("scans stand inside of scans", () => {
    setEngine(engine);
    const x = make([3, 4, 2]);
    const f = (x: Tensor): Tensor => {
      const [total] = scan(
        (sum: Tensor, rows: Tensor) => {
          const [inner, each] = scan(
            (s: Tensor, row: Tensor) => [s.mul(0.5).add(row), s] as const,
            sum,
            rows,
          );
          return [inner, each.sum()] as const;
        },
        make([2]).mul(0),
        x,
      );
      return total.square().sum();
    };
    const plain = (x: Tensor): Tensor => {
      let total = make([2]).mul(0);
      for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) total = total.mul(0.5).add(x.slice([i, j]));
      return total.square().sum();
    };
    expectClose(jit(f)(x), plain(x), tol);
    expectClose(jit(grad(f))(x), grad(plain)(x), tol);
  });
});

describe.each(["reference", "wasm"] as const)("on %s", (engine) => {
  test("carries of several kinds, in any nesting, and no slices", () => {
    setEngine(engine);
    const [last, ys] = scan(
      ({ count, state: [x, on] }: { count: Tensor; state: [Tensor, Tensor] }) => {
        const state: [Tensor, Tensor] = [x.mul(2), logicalNot(on)];
        return [
          { count: count.add(1), state },
          { before: count, on },
        ];
      },
      { count: tensor(0, { dtype: "int32" }), state: [tensor([1, 3]), tensor(true)] as [Tensor, Tensor] },
      undefined,
      { length: 4 },
    );
    expect(last.count.item()).toBe(4);
    expect(last.state[0].toArray()).toEqual([16, 48]);
    expect(last.state[1].toArray()).toBe(true);
    expect(ys.before.toArray()).toEqual([0, 1, 2, 3]);
    expect(ys.on.toArray()).toEqual([true, false, true, false]);
  });

  test("swapped carries do not see each other's new values", () => {
    setEngine(engine);
    const [[a, b]] = scan(
      ([a, b]: Tensor[]) => [[b as Tensor, (a as Tensor).add(b as Tensor)], null],
      [tensor(0), tensor(1)],
      undefined,
      { length: 10 },
    );
    expect([a?.item(), b?.item()]).toEqual([55, 89]);
  });

  test("no steps: the carry as it came, and nothing stacked", () => {
    setEngine(engine);
    const [last, ys] = scan(
      (c: Tensor, x: Tensor) => [c.add(x.sum()), x],
      tensor(7),
      tensor([], { shape: [0, 3] }),
    );
    expect(last.item()).toBe(7);
    expect(ys.shape).toEqual([0, 3]);
    const slope = grad((c: Tensor) => scan((s: Tensor) => [s.mul(2), s], c, undefined, { length: 0 })[0])(
      tensor(3),
    );
    expect(slope.item()).toBe(1);
  });

  test("a jitted step trains variables that the body reads", () => {
    setEngine(engine);
    const w = variable(tensor([[0.5]]));
    const x = tensor([1, 2, 3, 4]).reshape([4, 1, 1]);
    const step = jit(() => {
      const at = w.value;
      const [last] = scan((h: Tensor, x: Tensor) => [h.mul(0.5).add(x.matmul(at)), null], tensor([[0]]), x);
      const loss = last.sub(10).square().sum();
      const [g] = gradients(loss, [at]) as [Tensor];
      w.assign(at.sub(g.mul(0.01)));
      return loss;
    });
    const losses = Array.from({ length: 60 }, () => step().item());
    expect(losses[59]).toBeLessThan(1e-6);
    // 0.125 + 0.5 + 1.5 + 4 = 6.125 times w is 10.
    expect(w.data()[0]).toBeCloseTo(10 / 6.125, 3);
  });

  test("misuse says what came and what to do", () => {
    setEngine(engine);
    const x = tensor([1, 2]);
    expect(() => scan((c: Tensor) => [c.reshape([1]), c], tensor(0), x)).toThrow(
      /came in as \[\] and went out as \[1\]/,
    );
    expect(() => scan((c: Tensor) => [c.cast("int32"), c], tensor(0), x)).toThrow(
      /float32 and went out as int32/,
    );
    expect(() => scan((c: Tensor) => [[c], c] as never, tensor(0), x)).toThrow(
      /came in as \* and went out as \[\*\]/,
    );
    expect(() => scan((c: Tensor) => c as never, tensor(0), x)).toThrow(/expected \[carry, y\]/);
    expect(() => scan((c: Tensor) => [c, c], tensor(0))).toThrow(/nothing to cut/);
    expect(() => scan((c: Tensor) => [c, c], tensor(0), x, { length: 3 })).toThrow(/one length for all/);
    expect(() => scan((c: Tensor) => [c, c], tensor(0), tensor(1))).toThrow(/a scalar/);
    const v = variable(tensor(0), { name: "count" });
    const assigning = (c: Tensor): [Tensor, Tensor] => {
      v.assign(c);
      return [c, c];
    };
    const reading = (c: Tensor): [Tensor, number] => [c, c.item()];
    expect(() => scan(assigning, tensor(0), x)).toThrow(/"count": assigned inside of scan/);
    expect(() => scan(reading, tensor(0), x)).toThrow(/no value yet/);
  });
});

test("a thousand steps are one loop, and no more to compile than ten", () => {
  setEngine("wasm");
  const f = (x: Tensor): Tensor =>
    scan((s: Tensor, row: Tensor) => [s.mul(0.9).add(row), s], tensor(0), x)[1];
  const kernels = (n: number): number =>
    (printKernels(jit(grad((x: Tensor) => f(x).sum())), tensor(new Float32Array(n))).match(/^kernel/gm) ?? [])
      .length;
  expect(kernels(1000)).toBe(kernels(10));
});
