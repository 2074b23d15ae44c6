import { setEngine, type Tensor, tensor } from "@wellfit/core";
import type { Constraint } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveConstraint } from "../src/constraints/resolve-constraint";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly w: Golden;
  readonly out?: Golden;
  readonly result?: Golden;
  readonly column_norms_after_each_application?: Golden;
}

const all = golden<{ cases: Case[] }>("regularizers_constraints_initializers.json").cases;
const derived = all.filter((c) => c.kind === "constraint");
const iterated = all.filter((c) => c.kind === "constraint_iterated");
const real = golden<{ cases: Case[] }>("keras_regularizers_constraints.json").cases.filter(
  (c) => c.kind === "constraint",
);

const made = (c: Case): Constraint =>
  resolveConstraint({ class_name: c.name, config: c.args }, "test") as Constraint;
const titled = (cases: Case[]): (Case & { title: string })[] =>
  cases.map((c, i) => ({ ...c, title: `${i} ${c.name} ${JSON.stringify(c.args)}` }));

test("there are reference values", () => {
  expect([derived.length, iterated.length, real.length]).toEqual([23, 1, 17]);
});

for (const { engine, dtype, tolerance } of engines) {
  describe(`constraints in ${dtype} on the ${engine} engine`, () => {
    test.each(titled(derived))("as the formulas say: $title", (c) => {
      setEngine(engine);
      const float32 = c.out?.dtype === "float32" ? 1e-6 : tolerance;
      expectClose(made(c).call(arrayOf(c.w, dtype)), c.out as Golden, float32);
    });

    test.each(titled(real))("as real Keras: $title", (c) => {
      setEngine(engine);
      expectClose(made(c).call(arrayOf(c.w, dtype)), c.result as Golden, 3e-7);
      expect(made(c).getConfig()).toEqual(c.config);
    });

    test.each(titled(iterated))("again and again: $title", (c) => {
      setEngine(engine);
      let w = arrayOf(c.w, dtype);
      const want = c.column_norms_after_each_application as Golden;
      const [steps = 0, columns = 0] = want.shape;
      for (let step = 0; step < steps; step++) {
        w = made(c).call(w);
        expectClose(
          norms(w, 0),
          { ...want, shape: [columns], data: want.data.slice(step * columns, (step + 1) * columns) },
          tolerance,
        );
      }
    });
  });
}

function norms(w: Tensor, axis: number | readonly number[]): Tensor {
  return w.square().sum(axis).sqrt();
}

interface Row {
  /** Options besides the defaults, as a config has them. */
  readonly options: Record<string, unknown>;
  /** A shape it takes. */
  readonly shape: readonly number[];
  /** What holds of a weight that went through. */
  readonly law: (w: Tensor) => void;
  /** Whether a weight that went through stays as it is. */
  readonly idempotent?: boolean;
  /** Options that it refuses, and what the error says. */
  readonly refused: readonly [Record<string, unknown>, RegExp][];
}

const values = (t: Tensor): number[] => [...t.data()];
const badAxes: Row["refused"] = [
  [{ axis: 0.5 }, /axis 0\.5, expected a whole number or an array of different ones.*\[0, 1, 2\] for/],
  [{ axis: [] }, /axis \[\]/],
  [{ axis: [1, 1] }, /axis \[1, 1\].*different/],
  [{ axis: "rows" }, /axis "rows"/],
];

/** A row for each constraint that is exported; the first test says so when one is missing. */
const rows: Record<string, Row> = {
  MaxNorm: {
    options: { max_value: 0.7, axis: 1 },
    shape: [3, 4],
    law: (w) => expect(Math.max(...values(norms(w, 1)))).toBeLessThanOrEqual(0.7 + 1e-6),
    refused: [...badAxes, [{ maxValue: -1 }, /maxNorm: received maxValue -1, expected a number at least 0/]],
  },
  MinMaxNorm: {
    options: { min_value: 0.5, max_value: 0.7, rate: 1, axis: [0, 2] },
    shape: [2, 3, 4],
    law: (w) => {
      for (const norm of values(norms(w, [0, 2]))) {
        expect(norm).toBeGreaterThanOrEqual(0.5 - 1e-5);
        expect(norm).toBeLessThanOrEqual(0.7 + 1e-6);
      }
    },
    refused: [
      ...badAxes,
      [{ minValue: 2, maxValue: 1 }, /maxValue 1, expected a number at least 2/],
      [{ rate: 1.3 }, /rate 1\.3, expected a number at least 0 and at most 1/],
    ],
  },
  NonNeg: {
    options: {},
    shape: [3, 2],
    law: (w) => expect(Math.min(...values(w))).toBeGreaterThanOrEqual(0),
    refused: [],
  },
  RadialConstraint: {
    options: { true_centre: true },
    shape: [3, 3, 2, 2],
    law: (w) => expect(values(w.transpose([1, 0, 2, 3]))).toEqual(values(w)),
    refused: [],
  },
  UnitNorm: {
    options: { axis: -1 },
    shape: [2, 3],
    law: (w) => {
      for (const norm of values(norms(w, -1))) expect(norm).toBeCloseTo(1, 4);
    },
    refused: badAxes,
  },
};

const classes = Object.values(layers).filter(
  (v) => typeof v === "function" && v.prototype instanceof layers.Constraint && Object.hasOwn(v, "className"),
) as unknown as ((new (options?: object) => Constraint) & { className: string })[];

test("every exported constraint has a row here", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(rows).sort());
});

describe.each(classes.map((C) => [C.className, C] as const))("%s", (className, C) => {
  const row = rows[className] as Row;
  const { options, shape, law } = row;
  const constraint = resolveConstraint({ class_name: className, config: options }, "test") as Constraint;
  const size = shape.reduce((a, b) => a * b, 1);
  const weights = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: size, maxLength: size });

  test("is known by every spelling of its name, and comes back from its config", () => {
    const plain = new C();
    const camel = className.charAt(0).toLowerCase() + className.slice(1);
    const snake = className.replace(/(?<=.)[A-Z]/g, (x) => `_${x}`).toLowerCase();
    for (const name of [className, camel, snake]) expect(resolveConstraint(name, "test")).toEqual(plain);
    const factory = (layers as unknown as Record<string, () => Constraint>)[camel];
    expect(factory?.()).toEqual(plain);
    for (const one of [plain, constraint]) {
      const config = JSON.parse(JSON.stringify(one.getConfig())) as Record<string, unknown>;
      expect(resolveConstraint({ class_name: one.className, config }, "test")).toEqual(one);
    }
    expect(constraint.getConfig()).toEqual(options);
  });

  test("keeps shape and dtype, its law, and a weight that went through before", () => {
    for (const { engine, dtype } of engines) {
      setEngine(engine);
      fc.assert(
        fc.property(weights, (data) => {
          // Weights with norms near 0, whose direction Keras's epsilon blurs, are left out.
          const w = tensor(
            Float64Array.from(data, (x) => (Math.abs(x) < 0.1 ? x + 0.2 : x)),
            { shape, dtype },
          );
          const once = constraint.call(w);
          expect([once.dtype, once.shape]).toEqual([dtype, [...shape]]);
          law(once);
          const twice = values(constraint.call(once));
          values(once).forEach((x, i) => {
            expect(Math.abs((twice[i] as number) - x)).toBeLessThan(2e-6);
          });
        }),
        { numRuns: 25 },
      );
    }
  });

  test("leaves zeros at zero", () => {
    expect(values(constraint.call(tensor(new Float64Array(size), { shape })))).toEqual(Array(size).fill(0));
  });

  test("refuses bad options", () => {
    expect(() => new C({ nonsense: 1 })).toThrow(/unknown option "nonsense"/);
    for (const [bad, message] of row.refused) expect(() => new C(bad)).toThrow(message);
  });
});

test("an axis that the weight does not have", () => {
  const bias = tensor([1, 2, 3]);
  expect(() => layers.maxNorm(1, { axis: [0, 1, 2] }).call(bias)).toThrow(
    /maxNorm: received a weight of shape \[3\], which has no axis 1, expected axes from -1 to 0; set axis/,
  );
  expect(() => layers.unitNorm({ axis: -2 }).call(bias)).toThrow(/no axis -2/);
  expect(() => layers.radialConstraint().call(bias)).toThrow(
    /radialConstraint: received a weight of shape \[3\].*\[size, size, channels, filters\]/,
  );
  expect(() => layers.radialConstraint().call(tensor(new Float32Array(6), { shape: [2, 3, 1, 1] }))).toThrow(
    /as many rows as columns/,
  );
});

test("a tuple of Python's is an array of axes", () => {
  const config = { axis: { class_name: "__tuple__", items: [0, 1] } };
  const constraint = resolveConstraint({ class_name: "UnitNorm", config }, "test");
  expect(constraint).toEqual(layers.unitNorm({ axis: [0, 1] }));
});

test("functions, nothing, and names that do not exist", () => {
  const halved = resolveConstraint((w: Tensor) => w.mul(0.5), "test") as Constraint;
  expect(halved.call(tensor([1, 2])).toArray()).toEqual([0.5, 1]);
  const summed = resolveConstraint((w: Tensor) => w.sum(), "test") as Constraint;
  expect(() => summed.call(tensor([1, 2]))).toThrow(/weight of shape \[2\], expected the same shape/);
  expect(resolveConstraint(undefined, "test")).toBeUndefined();
  expect(resolveConstraint(null, "test")).toBeUndefined();
  expect(() => resolveConstraint("maxnrm", "dense: kernelConstraint")).toThrow(
    /dense: kernelConstraint: received "maxnrm" \(did you mean "maxNorm"\?\), expected a constraint/,
  );
  expect(() => resolveConstraint(3, "t")).toThrow(/t: received 3, expected a constraint/);
});
