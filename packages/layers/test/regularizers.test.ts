import { grad, ones, setEngine, type Tensor, tensor } from "@wellfit/core";
import type { Regularizer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveRegularizer } from "../src/regularizers/resolve-regularizer";
import { numbers } from "./support/data";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly w: Golden;
  readonly penalty: number;
  readonly grad: Golden;
  readonly tol_grad?: number;
}

interface KerasCase extends Case {
  readonly config: Record<string, unknown>;
  readonly loss: Golden;
}

interface DecayCase {
  readonly kind: string;
  readonly args: { readonly eta: number; readonly lam: number; readonly m: number };
  readonly w: Golden;
  readonly grad_from_backprop: Golden;
  readonly penalty: number;
  readonly w_after_one_step: Golden;
}

const all = golden<{ cases: Case[] }>("regularizers_constraints_initializers.json").cases;
const cases = all.filter((c) => c.kind === "regularizer" && c.grad !== undefined);
const decays = all.filter((c) => c.kind === "weight_decay_identity") as unknown as DecayCase[];
const real = golden<{ cases: KerasCase[] }>("keras_regularizers_constraints.json").cases.filter(
  (c) => c.kind === "regularizer",
);

const made = (c: Case): Regularizer =>
  resolveRegularizer({ class_name: c.name.replace(/\(.*/, ""), config: c.args }, "test") as Regularizer;
const titled = <C extends Case>(some: C[]): (C & { title: string })[] =>
  some.map((c, i) => ({ ...c, title: `${i} ${c.name} ${JSON.stringify(c.args)}` }));

test("there are reference values", () => {
  expect([cases.length, decays.length, real.length]).toEqual([21, 1, 12]);
});

for (const { engine, dtype, tolerance } of engines) {
  describe(`penalties in ${dtype} on the ${engine} engine`, () => {
    test.each(titled(cases))("as the formulas say: $title", (c) => {
      setEngine(engine);
      const w = arrayOf(c.w, dtype);
      expectClose(made(c).call(w).item(), c.penalty, tolerance);
      expectClose(grad((x: Tensor) => made(c).call(x))(w), c.grad, Math.max(tolerance, c.tol_grad ?? 0));
    });

    test.each(titled(real))("as real Keras: $title", (c) => {
      setEngine(engine);
      const w = arrayOf(c.w, dtype);
      expectClose(made(c).call(w), c.loss, 1e-6);
      expectClose(grad((x: Tensor) => made(c).call(x))(w), c.grad, 1e-6);
      // Keras writes some factors as float32 has them.
      for (const [key, value] of Object.entries(made(c).getConfig())) {
        const want = c.config[key];
        if (typeof value === "number") expect(value).toBeCloseTo(want as number, 7);
        else expect(value).toBe(want);
      }
    });
  });
}

test("weights and outputs are penalised as in Keras's own example", () => {
  const layer = layers.dense(5, {
    kernelInitializer: "ones",
    useBias: false,
    kernelRegularizer: layers.l1(0.01),
    activityRegularizer: layers.l2(0.01),
  });
  const pass = layers.forwardPass(true, 0);
  layer.run(ones([5, 5]).mul(2), pass);
  expect(layer.regularizationLosses().map((loss) => loss.item())).toEqual([expect.closeTo(0.25, 6)]);
  expect(pass.losses.map((loss) => loss.item())).toEqual([expect.closeTo(5, 5)]);
});

describe("the λ of textbooks", () => {
  test.each(decays)("is an l2 with λ/(2m), and with plain SGD a decay of λ/m: $args", (c) => {
    const { eta, lam, m } = c.args;
    const w = arrayOf(c.w, "float64");
    const penalty = layers.l2(layers.textbookL2Factor(lam, m));
    expectClose(penalty.call(w).item(), c.penalty, 1e-12);
    const g = arrayOf(c.grad_from_backprop, "float64");
    const penalised = grad((x: Tensor) => penalty.call(x).add(x.mul(g).sum()))(w);
    expectClose(w.sub(penalised.mul(eta)), c.w_after_one_step, 1e-12);
    expectClose(w.mul(1 - (eta * lam) / m).sub(g.mul(eta)), c.w_after_one_step, 1e-12);
  });

  test("refuses what is no λ and no number of examples", () => {
    expect(() => layers.textbookL2Factor(-1, 30)).toThrow(/textbookL2Factor: received lambda -1/);
    expect(() => layers.textbookL2Factor(0.7, 0)).toThrow(
      /m \(the number of training examples\) 0, expected/,
    );
    expect(() => layers.textbookL2Factor(0.7, 2.5)).toThrow(/2\.5, expected a whole number/);
  });
});

interface Row {
  /** Options besides the defaults, as a config has them. */
  readonly options: Record<string, unknown>;
  /** Another name that Keras knows it by. */
  readonly keras: string;
  /** Options that it refuses, and what the error says. */
  readonly refused: readonly [Record<string, unknown>, RegExp][];
}

/** A row for each regularizer that is exported; the first test says so when one is missing. */
const rows: Record<string, Row> = {
  L1: {
    options: { l1: 0.3 },
    keras: "l1",
    refused: [[{ l1: -1 }, /l1: received the factor -1, expected a number at least 0/]],
  },
  L1L2: {
    options: { l1: 0.3, l2: 0.2 },
    keras: "l1_l2",
    refused: [
      [{ l1: -1 }, /l1 -1/],
      [{ l2: Number.NaN }, /l2 NaN/],
    ],
  },
  L2: { options: { l2: 0.3 }, keras: "l2", refused: [[{ l2: Number.POSITIVE_INFINITY }, /Infinity/]] },
  OrthogonalRegularizer: {
    options: { factor: 0.3, mode: "columns" },
    keras: "orthogonal_regularizer",
    refused: [
      [{ factor: -1 }, /factor -1, expected a number at least 0/],
      [{ mode: "row" }, /mode "row" \(did you mean "rows"\?\), expected "rows" or "columns"/],
    ],
  },
};

const classes = Object.values(layers).filter(
  (v) =>
    typeof v === "function" && v.prototype instanceof layers.Regularizer && Object.hasOwn(v, "className"),
) as unknown as ((new (options?: object) => Regularizer) & { className: string })[];

test("every exported regularizer has a row here", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(rows).sort());
});

describe.each(classes.map((C) => [C.className, C] as const))("%s", (className, C) => {
  const row = rows[className] as Row;
  const regularizer = resolveRegularizer(
    { class_name: className, config: row.options },
    "test",
  ) as Regularizer;

  test("is known by name, and comes back from its config", () => {
    for (const name of [className, className.toLowerCase(), row.keras]) {
      expect(resolveRegularizer(name, "test")).toEqual(new C());
    }
    for (const one of [new C(), regularizer]) {
      const config = JSON.parse(JSON.stringify(one.getConfig())) as Record<string, unknown>;
      expect(resolveRegularizer({ class_name: one.className, config }, "test")).toEqual(one);
    }
    expect(regularizer.getConfig()).toEqual(row.options);
  });

  test("is a scalar in the dtype of the weight, with the gradient that differences have", () => {
    expect(regularizer.call(tensor([[1, 2]])).dtype).toBe("float32");
    const data = Float64Array.from(numbers(12, 3));
    const f = (values: Float64Array): Tensor => regularizer.call(tensor(values, { shape: [4, 3] }));
    expect([f(data).dtype, f(data).shape]).toEqual(["float64", []]);
    setEngine("reference");
    const slope = grad((x: Tensor) => regularizer.call(x))(tensor(data, { shape: [4, 3] })).data();
    data.forEach((_, i) => {
      const moved = (by: number): number => f(data.map((x, k) => (k === i ? x + by : x))).item();
      expect((moved(1e-6) - moved(-1e-6)) / 2e-6).toBeCloseTo(slope[i] as number, 7);
    });
  });

  test("of zeros is 0 and has a finite gradient", () => {
    const zeros = tensor(new Float32Array(6), { shape: [2, 3] });
    expect(regularizer.call(zeros).item()).toBe(0);
    expect([...grad((x: Tensor) => regularizer.call(x))(zeros).data()].every(Number.isFinite)).toBe(true);
  });

  test("refuses bad options", () => {
    expect(() => new C({ nonsense: 1 })).toThrow(/unknown option "nonsense"/);
    for (const [bad, message] of row.refused) expect(() => new C(bad)).toThrow(message);
  });
});

test("an orthogonal regularizer wants a matrix; a single row has no pair", () => {
  expect(() => layers.orthogonalRegularizer().call(tensor([1, 2]))).toThrow(
    /orthogonalRegularizer: received a weight of shape \[2\], expected a matrix; use it for/,
  );
  expect(
    layers
      .orthogonalRegularizer()
      .call(tensor([[1, 2]]))
      .item(),
  ).toBe(0);
});

test("functions, nothing, and names that do not exist", () => {
  expect(resolveRegularizer(undefined, "test")).toBeUndefined();
  expect(() => resolveRegularizer("l3", "dense: kernelRegularizer")).toThrow(
    /dense: kernelRegularizer: received "l3".*expected a regularizer/,
  );
  const own = resolveRegularizer((w: Tensor) => w.sum(), "test") as Regularizer;
  expect(own.call(tensor([1, 2])).item()).toBe(3);
});
