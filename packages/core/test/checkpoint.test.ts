import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkpoint,
  grad,
  gradients,
  hessian,
  jacobian,
  jit,
  jvp,
  printGraph,
  printKernels,
  randomKey,
  randomUniform,
  type Shape,
  setEngine,
  type Tensor,
  tensor,
  topological,
  valueAndGrad,
  variable,
} from "../src/index";
import { expectClose } from "./support/goldens";
import { domains, generator, sample } from "./support/numbers";

const numbers = (shape: Shape, seed: string): Tensor =>
  sample(shape, "float64", domains.any, generator(seed));

type Block = (x: Tensor) => Tensor;

/** A chain of dense layers in blocks, each of which is wrapped. */
function chain(weights: readonly Tensor[], perBlock: number, wrap: (block: Block) => Block): Block {
  return (x) => {
    let y = x;
    for (let from = 0; from < weights.length; from += perBlock) {
      const some = weights.slice(from, from + perBlock);
      y = wrap((z) => some.reduce((h, w) => h.matmul(w).tanh(), z))(y);
    }
    return y.square().sum();
  };
}

const plain = (block: Block): Block => block;

describe.each(["reference", "wasm"] as const)("checkpoint on %s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  const weights = [0, 1, 2, 3].map((i) => numbers([3, 3], `weight ${i}`));
  const x = numbers([2, 3], "x");
  const of = (wrap: (block: Block) => Block) => (ws: readonly Tensor[], at: Tensor) => chain(ws, 2, wrap)(at);

  test("changes neither values nor gradients, of arguments and of what is closed over", () => {
    const expected = valueAndGrad(of(plain))(weights, x);
    const slope = grad((at: Tensor) => of(plain)(weights, at))(x);
    const both = valueAndGrad(of(checkpoint));
    for (const run of [both, jit(both)]) {
      const [value, gradient] = run(weights, x);
      expectClose(value.data(), expected[0].data(), 1e-14);
      gradient.forEach((g, i) => {
        expectClose(g.data(), expected[1][i]?.data() as Float64Array, 1e-14);
      });
    }
    const ours = grad((at: Tensor) => of(checkpoint)(weights, at))(x);
    expectClose(ours.data(), slope.data(), 1e-14);
  });

  test("nor second derivatives", () => {
    const f = (wrap: (block: Block) => Block) => (at: Tensor) => chain(weights, 2, wrap)(at);
    const expected = hessian(f(plain))(x).data();
    expectClose(hessian(f(checkpoint))(x).data(), expected, 1e-12);
    expectClose(jit(hessian(f(checkpoint)))(x).data(), expected, 1e-12);
    const penalty = (wrap: (block: Block) => Block) => (at: Tensor) => grad(f(wrap))(at).square().sum();
    expectClose(grad(penalty(checkpoint))(x).data(), grad(penalty(plain))(x).data(), 1e-12);
  });

  test("blocks in blocks, with random numbers, variables, integers, and on the way out", () => {
    const w = variable(numbers([3, 3], "variable"));
    const f = (wrap: <A extends readonly unknown[]>(g: (...args: A) => Tensor) => (...args: A) => Tensor) =>
      jit((at: Tensor, rows: Tensor) => {
        const dropped = wrap((y: Tensor) => {
          const kept = randomUniform(randomKey(3), y.shape).greater(0.5);
          return y.mul(kept.cast("float64")).matmul(w.value);
        });
        const block = wrap((y: Tensor, take: Tensor) =>
          dropped(y.tanh()).mul(take.cast("float64").sum()).exp(),
        );
        const y = block(at, rows).sum();
        const [gx, gw] = gradients(y, [at, w.value]) as [Tensor, Tensor];
        w.assign(w.value);
        return [y, gx, gw];
      })(x, tensor([0, 1], { dtype: "int32" }));
    const [expected, received] = [f((g) => g), f(checkpoint)];
    received.forEach((t, i) => {
      expectClose(t.data(), expected[i]?.data() as Float64Array, 1e-13);
    });
  });

  test("what gives back its argument, or something of elsewhere, or nothing of it", () => {
    const outside = tensor([5]);
    expect(grad((y: Tensor) => checkpoint((z: Tensor) => z)(y).sum())(tensor([1])).toArray()).toEqual([1]);
    expect(
      grad((y: Tensor) =>
        checkpoint(() => outside)()
          .mul(y)
          .sum(),
      )(tensor([1])).toArray(),
    ).toEqual([5]);
    expect(
      grad((y: Tensor) =>
        checkpoint(() => tensor([2]).mul(3))()
          .mul(y)
          .sum(),
      )(tensor([1])).toArray(),
    ).toEqual([6]);
    expect(grad((y: Tensor) => checkpoint((z: Tensor) => z.exp())(y).sum())(tensor([])).toArray()).toEqual(
      [],
    );
  });

  test("calls the function once", () => {
    let calls = 0;
    const f = checkpoint((y: Tensor) => {
      calls++;
      return y.exp().sin();
    });
    grad((y: Tensor) => f(y).sum())(tensor([1])).data();
    expect(calls).toBe(1);
  });

  test("outside of a scope, where long chains are forgotten", () => {
    const long = checkpoint((y: Tensor) => {
      let z = y;
      for (let i = 0; i < 300; i++) z = z.mul(1.001);
      return z;
    });
    const y = tensor([1]);
    expect(() => gradients(long(y).sum(), [y])).toThrow(/was forgotten/);
    expectClose(grad((z: Tensor) => long(z).sum())(y).data(), [1.001 ** 300], 1e-4);
  });
});

describe("memory", () => {
  const arena = (f: (...args: never[]) => unknown, ...args: unknown[]): number =>
    Number(/(\d+) bytes of arena/.exec(printKernels(f as never, ...(args as never[])))?.[1]);

  const weights = Array.from({ length: 16 }, (_, i) =>
    sample([32, 32], "float32", domains.any, generator(`${i}`)),
  );
  const x = sample([64, 32], "float32", domains.any, generator("x"));
  const state = 4 * 64 * 32;

  test("a deep chain in blocks of four keeps what goes between blocks and what is in one", () => {
    const slope = (wrap: (block: Block) => Block) => (at: Tensor) => grad(chain(weights, 4, wrap))(at);
    const [kept, dropped] = [arena(slope(plain), x), arena(slope(checkpoint), x)];
    // Every layer's result and two gradients on their way; against the ends of blocks, one block, and its copies.
    expect(kept).toBeGreaterThanOrEqual(16 * state);
    expect(dropped).toBeLessThanOrEqual(10 * state);
  });

  test("random numbers of known keys are made again too", () => {
    const dropped = (z: Tensor, i: number): Tensor => {
      const kept = randomUniform(randomKey(i), z.shape).greater(0.5);
      return z
        .mul(kept.cast("float32"))
        .matmul(weights[i] as Tensor)
        .tanh();
    };
    const slope = (wrap: (block: Block) => Block) => (at: Tensor) =>
      grad((y: Tensor) => {
        let z = y;
        for (let i = 0; i < 16; i += 4) {
          z = wrap((h) => [0, 1, 2, 3].reduce((t, j) => dropped(t, i + j), h))(z);
        }
        return z.sum();
      })(at);
    const [kept, again] = [arena(slope(plain), x), arena(slope(checkpoint), x)];
    expect(kept).toBeGreaterThanOrEqual(32 * state);
    expect(again).toBeLessThanOrEqual(16 * state);
  });

  test("weights are not copied", () => {
    const step = (ws: readonly Tensor[]): readonly Tensor[] =>
      grad((all: readonly Tensor[]) => {
        const block = checkpoint((ours: readonly Tensor[], z: Tensor) =>
          ours.reduce((h, w) => h.matmul(w).tanh(), z),
        );
        return block(all.slice(8), block(all.slice(0, 8), x)).sum();
      })(ws);
    const copies = printKernels(step, weights).match(/kernel \d+: select/g) ?? [];
    expect(copies.length).toBeLessThanOrEqual(2);
  });

  test("forward products and jacobians do not compute again", () => {
    const block = checkpoint((z: Tensor) => z.exp().sin().exp());
    const at = tensor([1, 2, 3]);
    const programs = [
      jit((z: Tensor) => jvp(block, [z], [at])).program(at),
      jit((z: Tensor) => jacobian(block)(z)).program(at),
    ];
    for (const { outputs } of programs) {
      expect(topological(outputs).filter((node) => node.op === "select")).toEqual([]);
    }
    expectClose(jacobian(block)(at).data(), jacobian((z: Tensor) => z.exp().sin().exp())(at).data(), 1e-6);
  });
});

test("printed graphs show where it is", () => {
  expect(
    printGraph(
      checkpoint((x: Tensor) => x.exp()),
      tensor([1]),
    ),
  ).toContain("{mark: checkpoint}");
});

test("a function that gives something else", () => {
  expect(() => checkpoint((() => [tensor(1), tensor(2)]) as never)()).toThrow(
    "checkpoint: the function returned Tensor float32[] 1,Tensor float32[] 2, expected one tensor; join several with " +
      "concat or stack",
  );
});
