import { afterAll, describe, expect, test, vi } from "vitest";
import * as w from "../src/index";
import { gradients, jit, type Shape, setEngine, type Tensor, tensor, variable } from "../src/index";
import { distinct } from "./support/random-graph";
import { canRelax } from "./wasm/relaxed";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

afterAll(() => setEngine("wasm"));

type Float = "float32" | "float64";

/** Runs a compiled function on both engines and compares all it gives. */
function agree(f: (...xs: Tensor[]) => readonly Tensor[], shapes: readonly Shape[], tol = 2e-5): void {
  for (const dtype of ["float32", "float64"] as const) {
    for (const fma of canRelax() && dtype === "float32" ? (["off", "auto"] as const) : (["off"] as const)) {
      const given = shapes.map((s, i) => distinct(s, dtype, i));
      setEngine("reference");
      const right = jit(f)(...given);
      setEngine("wasm", { fma });
      jit(f)(...given).forEach((mine, i) => {
        const theirs = right[i] as Tensor;
        expect(mine.shape).toEqual(theirs.shape);
        const b = theirs.data();
        const scale = Math.max(1, ...Array.from(b, (x) => Math.abs(x)));
        mine.data().forEach((x, j) => {
          if (!(Math.abs(x - (b[j] as number)) <= (dtype === "float64" ? 1e-12 : tol) * scale))
            expect.fail(`${dtype}, output ${i}, element ${j}: wasm ${x}, reference ${b[j]}`);
        });
      });
    }
  }
}

describe("what is fused into one kernel is still what it was", () => {
  test("a loop that reads its neighbour elsewhere than at its own point waits for it", () => {
    const both = {
      float32: variable(distinct([17], "float32", 3)),
      float64: variable(distinct([17], "float64", 3)),
    };
    agree(
      (x) => {
        // Both read the variable at their own point; one of them also reads the other's last element.
        const held = both[x.dtype as Float];
        const a = held.value.sin();
        const b = held.value.tanh();
        return [a.add(b.slice([[16, 17]])).mul(x), a];
      },
      [[17]],
    );
    agree(
      (x) => {
        const base = w.softmax(x);
        const a = base.exp();
        const b = w.log1p(base);
        return [a.add(w.flip(b)), b.sub(w.flip(a)), a.mul(b)];
      },
      [[3, 4]],
    );
  });

  test("a gather by the position of an extreme takes another row in each lane", () => {
    agree((x, v) => [w.gather(v, w.argMax(x, 0)), w.gather(v, w.argMin(x, 1))], [[3, 9], [17]]);
    agree(
      (x, v) => [w.gather(v, w.argMax(x, 0).mod(5), 1)],
      [
        [3, 6],
        [4, 5, 2],
      ],
    );
  });

  test("movement of nothing", () => {
    agree(
      (x) => [x.sum(-1, { keepdims: true }), w.tile(x, [2, 3]), x.slice([null, -1]), w.softmax(x)],
      [[0, 3]],
    );
  });

  test("a reduction, what stands before it and what stands after", () => {
    agree(
      (x) => {
        const centred = x.sub(x.mean(1, { keepdims: true }));
        const scale = w.rsqrt(centred.square().mean(1, { keepdims: true }).add(1e-3));
        return [centred.mul(scale), scale, w.softmax(x), w.logSumExp(x, 0), x.max(1).sub(x.min(1))];
      },
      [[33, 19]],
    );
  });
});

describe("products with everything around them", () => {
  const sizes: [number, number, number][] = [
    [1, 1, 1],
    [1, 7, 5],
    [5, 7, 1],
    [3, 1, 4],
    [4, 4, 4],
    [30, 2, 500],
    [37, 53, 29],
    [64, 64, 64],
    [65, 17, 33],
    [2, 300, 3],
  ];

  test.each(sizes)("a dense layer of %i by %i by %i, forwards and back", (m, k, n) => {
    agree(
      (x, kernel, bias) => {
        const y = x.matmul(kernel).add(bias).relu();
        const loss = y.square().mean();
        return [y, loss, ...gradients(loss, [x, kernel, bias])];
      },
      [[m, k], [k, n], [n]],
    );
  });

  test.each(sizes)("operands that lie otherwise, %i by %i by %i", (m, k, n) => {
    agree(
      (a, at, b, bt, padded) => [
        a.matmul(b),
        at.transpose().matmul(b),
        a.matmul(bt.transpose()),
        at.transpose().matmul(bt.transpose()),
        w.flip(a, 1).matmul(w.flip(b, 0)),
        padded
          .slice([
            [1, m + 1],
            [2, k + 2],
          ])
          .matmul(b)
          .sigmoid(),
        a.tanh().matmul(b.mul(2)).sub(1),
        a.sum(1, { keepdims: true }).mul(a).matmul(b),
      ],
      [
        [m, k],
        [k, m],
        [k, n],
        [n, k],
        [m + 2, k + 3],
      ],
    );
  });

  test("batches that are shared, spread, turned and summed", () => {
    agree(
      (a, b, c, d) => {
        const y = a.matmul(b).add(a.matmul(c));
        const z = a.matmul(d.transpose([0, 2, 1]));
        const loss = y.tanh().sum().add(z.sin().sum());
        return [y, z, ...gradients(loss, [a, b, c, d])];
      },
      [
        [3, 5, 4],
        [4, 6],
        [3, 4, 6],
        [3, 7, 4],
      ],
    );
    agree(
      (a, b) => [a.matmul(b)],
      [
        [2, 1, 5, 4],
        [3, 4, 6],
      ],
    );
  });
});

describe("a training step", () => {
  /** A network of two layers with Adam, all of it one program. */
  function train(dtype: Float): number[] {
    const shapes = [[2, 20], [20], [20, 1], [1]];
    const weights = shapes.map((s, i) => variable(distinct(s, dtype, i + 1).mul(0.5)));
    const slots = shapes.map((s) => [variable(w.zeros(s, dtype)), variable(w.zeros(s, dtype))] as const);
    const count = variable(tensor(0, { dtype: "int32" }));
    const step = jit((x: Tensor, y: Tensor) => {
      const [w1, b1, w2, b2] = weights.map((v) => v.value) as [Tensor, Tensor, Tensor, Tensor];
      const out = x.matmul(w1).add(b1).relu().matmul(w2).add(b2);
      const loss = out.sub(y).square().mean();
      const grads = gradients(loss, [w1, b1, w2, b2]);
      const t = count.value.add(1);
      count.assign(t);
      const norm = grads
        .map((g) => g.square().sum())
        .reduce((a, b) => a.add(b))
        .sqrt();
      const clip = w.minimum(1, w.div(1, norm));
      grads.forEach((g, i) => {
        const [m, v] = slots[i] as (typeof slots)[0];
        const clipped = g.mul(clip);
        m.assign(m.value.mul(0.9).add(clipped.mul(0.1)));
        v.assign(v.value.mul(0.999).add(clipped.square().mul(0.001)));
        const rate = w
          .sub(1, w.pow(0.999, t))
          .sqrt()
          .div(w.sub(1, w.pow(0.9, t)))
          .mul(0.01);
        const weight = weights[i] as (typeof weights)[0];
        weight.assign(weight.value.sub(m.value.mul(rate).div(v.value.sqrt().add(1e-7))));
      });
      return loss;
    });
    const x = distinct([30, 2], dtype, 7);
    const y = x.slice([null, [0, 1]]).mul(x.slice([null, [1, 2]]));
    return Array.from({ length: 60 }, () => step(x, y).item());
  }

  test("with clipping and Adam learns the same on both engines", () => {
    for (const dtype of ["float64", "float32"] as const) {
      setEngine("reference");
      const right = train(dtype);
      setEngine("wasm", { fma: "off" });
      const ours = train(dtype);
      expect(right[59]).toBeLessThan((right[0] as number) / 2);
      right.forEach((loss, i) => {
        expect(Math.abs((ours[i] as number) - loss)).toBeLessThan(dtype === "float64" ? 1e-12 : 1e-4);
      });
      // The same again gives the same bits.
      expect(train(dtype)).toEqual(ours);
    }
  });

  test("numbers too small to be normal do not stay in variables", () => {
    setEngine("wasm");
    const v = variable([1e-37, 1, -1e-37, 3e-38, 2]);
    const halve = jit(() => v.assign(v.value.mul(0.01)));
    halve();
    const kept = Array.from(v.data());
    expect(kept.map((x) => x === 0)).toEqual([true, false, true, true, false]);
  });
});
