import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { type DType, grad, jit, type Shape, setEngine, type Tensor, tensor, variable } from "../src/index";
import { distinct, runSteps, type Step, special } from "./support/random-graph";
import { canRelax } from "./wasm/relaxed";

// A slow machine is no mistake.
vi.setConfig({ testTimeout: 0 });

afterAll(() => setEngine("wasm"));

const nat = fc.nat({ max: 1023 });
const step: fc.Arbitrary<Step> = fc.record({ op: fc.nat({ max: 23 }), a: nat, b: nat, c: nat });
const axis = fc.constantFrom(1, 2, 3, 4, 5, 8);
const shape: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 8, arbitrary: fc.array(axis, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([17], [33, 2], [0], [2, 0], [0, 3]) },
);

interface Recipe {
  readonly steps: readonly Step[];
  readonly inputs: readonly Shape[];
  readonly variables: readonly Shape[];
  readonly updates: readonly { readonly variable: number; readonly from: number }[];
}

const recipe = (steps: number, updates: number): fc.Arbitrary<Recipe> =>
  fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: steps }),
    inputs: fc.array(shape, { minLength: 1, maxLength: 3 }),
    variables: fc.array(shape, { minLength: updates > 0 ? 1 : 0, maxLength: 3 }),
    updates: fc.array(fc.record({ variable: fc.nat({ max: 2 }), from: fc.nat({ max: 30 }) }), {
      maxLength: updates,
    }),
  });

type Float = "float32" | "float64";

/** Runs a recipe, twice when variables change, and gives back every number that can be seen. */
function run(
  { steps, inputs, variables, updates }: Recipe,
  dtype: Float,
  compiled: boolean,
  numbers = distinct,
): [string, Tensor][] {
  const given = inputs.map((s, i) => numbers(s, dtype, i + 1));
  const held = variables.map((s, i) => variable(distinct(s, dtype, i + 11), { name: `v${i}` }));
  const body = (xs: readonly Tensor[]): Tensor[] => runSteps(steps, xs, held, updates);
  const call = compiled ? jit(body) : body;
  const seen: [string, Tensor][] = [];
  for (let round = 0; round < (updates.length > 0 ? 3 : 1); round++) {
    const results = call(given);
    results.forEach((r, i) => {
      seen.push([`output ${i} of round ${round}`, r]);
    });
    held.forEach((v, i) => {
      seen.push([`variable ${i} after round ${round}`, tensor(v.data(), { shape: v.shape })]);
    });
  }
  // Read in the end: a result must not change when variables do.
  for (const [, t] of seen) t.data();
  return seen;
}

function compare(ours: readonly [string, Tensor][], theirs: readonly [string, Tensor][], tol: number): void {
  ours.forEach(([what, x], i) => {
    const right = (theirs[i] as [string, Tensor])[1];
    expect(x.shape, what).toEqual(right.shape);
    const [a, b] = [x.data(), right.data()];
    for (let j = 0; j < b.length; j++) {
      const [p, q] = [a[j] as number, b[j] as number];
      if (!(Math.abs(p - q) <= tol * Math.max(1, Math.abs(q))) && !Object.is(p, q))
        throw new Error(`${what}, element ${j}: wasm ${p}, reference ${q}`);
    }
  });
}

const modes: { dtype: Float; fma: "auto" | "off"; tol: number }[] = [
  { dtype: "float64", fma: "off", tol: 1e-9 },
  { dtype: "float32", fma: canRelax() ? "auto" : "off", tol: 5e-4 },
];

/** The same numbers on both engines. */
function agree(what: Recipe, compiled: boolean, numbers = distinct): void {
  for (const { dtype, fma, tol } of modes) {
    setEngine("reference");
    const right = run(what, dtype, compiled, numbers);
    setEngine("wasm", { fma });
    compare(run(what, dtype, compiled, numbers), right, tol);
  }
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 80);
const SEED = Number(process.env.FUZZ_SEED ?? 20261);

describe("random programs give the same numbers on both engines", () => {
  test("compiled", () => {
    fc.assert(
      fc.property(recipe(25, 0), (what) => agree(what, true)),
      { numRuns: RUNS, seed: SEED },
    );
  });

  test("compiled, with NaN, infinities and zeros among the numbers", () => {
    fc.assert(
      fc.property(recipe(25, 0), (what) => agree(what, true, special)),
      { numRuns: RUNS, seed: SEED + 7 },
    );
  });

  test("compiled, with variables that are read and assigned", () => {
    fc.assert(
      fc.property(recipe(12, 4), (what) => agree(what, true)),
      { numRuns: RUNS, seed: SEED + 1 },
    );
  });

  test("compiled, with the optimizer's kind of work: element by element, on variables of one shape", () => {
    const pointwise = fc.record({
      op: fc.constantFrom(0, 0, 1, 2, 2, 3, 4, 7, 8, 15),
      a: nat,
      b: nat,
      c: nat,
    });
    const alike = fc
      .record({
        steps: fc.array(pointwise, { minLength: 2, maxLength: 14 }),
        of: shape,
        count: fc.integer({ min: 2, max: 4 }),
        updates: fc.array(fc.record({ variable: fc.nat({ max: 3 }), from: fc.nat({ max: 12 }) }), {
          minLength: 2,
          maxLength: 6,
        }),
      })
      .map(({ steps, of, count, updates }) => ({
        steps,
        inputs: [of],
        variables: Array.from({ length: count }, () => of),
        updates,
      }));
    fc.assert(
      fc.property(alike, (what) => agree(what, true)),
      { numRuns: RUNS, seed: SEED + 6 },
    );
  });

  test("lazy, with variables that are read and assigned", () => {
    fc.assert(
      fc.property(recipe(10, 3), (what) => agree(what, false)),
      { numRuns: RUNS >> 1, seed: SEED + 2 },
    );
  });

  test("gradients", () => {
    fc.assert(
      fc.property(recipe(10, 0), (what) => {
        const slopes = (dtype: Float): [string, Tensor][] => {
          const given = what.inputs.map((s, i) => distinct(s, dtype, i + 1));
          const loss = (xs: readonly Tensor[]): Tensor =>
            runSteps(what.steps, xs, [], [])
              .map((r) => r.mul(distinct(r.shape, dtype, 5)).sum())
              .reduce((a, b) => a.add(b));
          return jit((xs: readonly Tensor[]) => grad(loss)(xs))(given).map((g, i) => [
            `gradient ${i}`,
            g as Tensor,
          ]);
        };
        for (const { dtype, fma, tol } of modes) {
          setEngine("reference");
          const right = slopes(dtype);
          setEngine("wasm", { fma });
          compare(slopes(dtype), right, 10 * tol);
        }
      }),
      { numRuns: RUNS >> 1, seed: SEED + 3 },
    );
  });

  test("lazy and compiled are the same on one engine", () => {
    setEngine("wasm", { fma: "off" });
    fc.assert(
      fc.property(recipe(12, 3), (what) => {
        compare(run(what, "float64", true), run(what, "float64", false), 1e-9);
      }),
      { numRuns: RUNS >> 2, seed: SEED + 4 },
    );
  });
});

describe("integers", () => {
  test("random arithmetic that wraps around is the same to the bit", () => {
    const ops = ["add", "sub", "mul", "maximum", "minimum", "mod"] as const;
    const number = fc.oneof(fc.integer(), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 11 }),
        fc.array(fc.record({ op: fc.constantFrom(...ops), n: number }), { minLength: 1, maxLength: 8 }),
        (values, chain) => {
          const results = (["reference", "wasm"] as const).map((engine) => {
            setEngine(engine, { fma: "off" });
            const x = tensor(new Int32Array(values));
            const end = chain.reduce(
              (t: Tensor, { op, n }) => t[op](tensor(n, { dtype: "int32" })).add(x),
              x,
            );
            expect(end.dtype).toBe<DType>("int32");
            return [end.data(), end.sum().data(), end.max().data(), end.neg().abs().data()].map((a) =>
              Array.from(a),
            );
          });
          expect(results[1]).toEqual(results[0]);
        },
      ),
      { numRuns: RUNS >> 1, seed: SEED + 5 },
    );
  });
});
