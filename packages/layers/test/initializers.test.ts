import { setEngine, tensor } from "@wellfit/core";
import type { Initializer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveInitializer } from "../src/initializers/resolve-initializer";
import { asFiles } from "./support/as-files";
import { expectClose, type Golden, golden, restoreEngine } from "./support/goldens";
import { gramError, statistics } from "./support/statistics";

restoreEngine();

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly shape?: number[];
  readonly mean?: number;
  readonly std?: number;
  readonly limit?: number;
  readonly expected?: Record<string, number>;
}

interface KerasCase {
  readonly initializer: string;
  readonly args: Record<string, unknown>;
  readonly shape: number[];
  readonly mean?: number;
  readonly std?: number;
  readonly min?: number;
  readonly max?: number;
  readonly gram_minus_gain2_identity_max_abs?: number;
  readonly values?: Golden;
}

const { cases } = golden<{ cases: Case[] }>("regularizers_constraints_initializers.json");
const real = golden<{ cases: KerasCase[] }>("keras_initializers.json").cases;

const made = (name: string, config: Record<string, unknown>): Initializer =>
  asFiles(() => resolveInitializer({ class_name: name, config }, "test"));

/** Enough draws of a shape to judge by. */
function draws(initializer: Initializer, shape: readonly number[]): Float64Array {
  const size = shape.reduce((a, b) => a * b, 1);
  const out: number[] = [];
  for (let i = 0; i * size < 30_000; i++) out.push(...initializer.call(shape).data());
  return Float64Array.from(out);
}

describe("the distributions of Keras, by formula", () => {
  const drawn = cases.filter((c) => c.kind === "initializer");
  test.each(drawn.map((c, i) => ({ ...c, title: `${i} ${c.name} ${JSON.stringify(c.shape)}` })))(
    "$title",
    (c) => {
      layers.setSeed(1);
      const config = c.name === "VarianceScaling" ? c.args : {};
      const data = draws(made(c.name, config), c.shape as number[]);
      const { mean, std, low, high } = statistics(data);
      const expected = c.std as number;
      expect(Math.abs(mean - (c.mean as number))).toBeLessThan((4.5 * expected) / Math.sqrt(data.length));
      expect(Math.abs(std / expected - 1)).toBeLessThan(0.02);
      if (c.limit !== undefined) {
        expect(low).toBeGreaterThanOrEqual(-c.limit * (1 + 1e-6));
        expect(high).toBeLessThanOrEqual(c.limit * (1 + 1e-6));
      }
    },
  );

  const fixed = cases.filter((c) => c.kind === "initializer_fixed");
  test.each(fixed.map((c) => ({ ...c, title: `${c.name} ${JSON.stringify(c.args)}` })))("$title", (c) => {
    layers.setSeed(1);
    const values = made(c.name, c.args).call([200, 200]);
    const { mean, std, low, high } = statistics(values.data());
    const want = c.expected as Record<string, number>;
    const gain = c.args.gain as number;
    if (c.name === "Identity") {
      expect([mean * 200, low, high]).toEqual([expect.closeTo(gain, 6), 0, gain]);
    } else if (c.name === "Orthogonal") {
      expect(gramError(values, gain)).toBeLessThan(1e-6);
    } else if (want.value !== undefined) {
      expect([low, high]).toEqual([Math.fround(want.value), Math.fround(want.value)]);
    } else {
      expect(Math.abs(mean - (want.mean as number))).toBeLessThan((4.5 * (want.std as number)) / 200);
      expect(Math.abs(std / (want.std as number) - 1)).toBeLessThan(0.02);
      if (want.limit_low !== undefined) expect(low).toBeGreaterThanOrEqual(want.limit_low);
      if (want.limit_high !== undefined) expect(high).toBeLessThanOrEqual(want.limit_high);
    }
  });

  test.each(cases.filter((c) => c.kind === "slide_factor") as unknown as Record<string, number>[])(
    "the factors of the course for $n_l units with $n_l_minus_1 inputs",
    (c) => {
      layers.setSeed(2);
      const shape = [c.n_l_minus_1 as number, c.n_l as number];
      const std = (initializer: Initializer): number => statistics(draws(initializer, shape)).std;
      const one = { distribution: "untruncatedNormal" } as const;
      const factors = [
        [layers.varianceScaling({ ...one, scale: 2 }), c.relu_he],
        [layers.varianceScaling({ ...one, scale: 1 }), c.tanh_xavier],
        [layers.varianceScaling({ ...one, scale: 1, mode: "fanAvg" }), c.tanh_bengio],
      ] as const;
      for (const [initializer, factor] of factors) {
        expect(Math.abs(std(initializer) / (factor as number) - 1)).toBeLessThan(0.02);
      }
    },
  );
});

describe("the values of real Keras", () => {
  const fixed = real.filter((c) => c.values !== undefined);
  const drawn = real.filter((c) => c.values === undefined);
  const title = (c: KerasCase, i: number): string =>
    `${i} ${c.initializer} ${JSON.stringify(c.args)} ${JSON.stringify(c.shape)}`;

  test("there are reference values", () => {
    expect([fixed.length, drawn.length]).toEqual([38, 53]);
  });

  test.each(fixed.map((c, i) => ({ ...c, title: title(c, i) })))("$title", (c) => {
    // Keras has π in float32 for the waves of a Fourier transform, whatever the dtype.
    const tolerance = c.initializer === "STFTInitializer" ? 1e-6 : 3e-8;
    expectClose(made(c.initializer, c.args).call(c.shape), c.values as Golden, tolerance);
  });

  test.each(drawn.map((c, i) => ({ ...c, title: title(c, i) })))("$title, in distribution", (c) => {
    const initializer = made(c.initializer, { ...c.args, seed: 42 });
    const values = initializer.call(c.shape);
    const { mean, std, low, high } = statistics(values.data());
    const n = c.shape.reduce((a, b) => a * b, 1);
    const want = c as Required<KerasCase>;
    expect(Math.abs(mean - want.mean)).toBeLessThan((5 * want.std * Math.SQRT2) / Math.sqrt(n));
    expect(Math.abs(std / want.std - 1)).toBeLessThan(0.06);
    if (/Uniform|Truncated|Glorot|He|Lecun/.test(c.initializer)) {
      const width = want.max - want.min;
      expect(Math.abs(low - want.min)).toBeLessThan(0.06 * width);
      expect(Math.abs(high - want.max)).toBeLessThan(0.06 * width);
    }
    if (c.gram_minus_gain2_identity_max_abs !== undefined) {
      // Keras decomposes in float32; the bound is what rounding to it leaves.
      expect(gramError(values, c.args.gain as number)).toBeLessThan(5e-7);
    }
    expect(
      made(c.initializer, { ...c.args, seed: 42 })
        .call(c.shape)
        .data(),
    ).toEqual(values.data());
  });
});

interface Row {
  /** Options besides the defaults, as a config has them. */
  readonly options: Record<string, unknown>;
  /** Other names that Keras knows it by. */
  readonly keras?: readonly string[];
  /** Shapes it makes; all by default. */
  readonly shapes?: readonly (readonly number[])[];
  /** Shapes that it refuses, and what the error says. */
  readonly refusedShapes?: readonly [readonly number[], RegExp][];
  /** Options that it refuses, and what the error says. */
  readonly refused?: readonly [Record<string, unknown>, RegExp][];
  /** Options without which it cannot be made. */
  readonly needed?: Record<string, unknown>;
}

const fanRow: Row = {
  options: { seed: 3, input_axes: [0], output_axes: [1, 2] },
  refused: [
    [{ scale: 3 }, /received the unknown option "scale"/],
    [
      { inputAxes: [0] },
      /inputAxes \[0\] and outputAxes undefined, expected an array of whole numbers for each/,
    ],
    [{ inputAxes: [0.5], outputAxes: [1] }, /inputAxes \[0\.5\]/],
    [{ seed: -1 }, /seed -1/],
  ],
};

/** A row for each initializer that is exported; the first test says so when one is missing. */
const rows: Record<string, Row> = {
  Constant: {
    options: { value: [1, 2, 3] },
    refused: [
      [{ value: "a" }, /value "a", expected a number/],
      [{ value: [1, Number.NaN] }, /array with NaN/],
    ],
    refusedShapes: [
      [[4], /array of shape \[3\] for a weight of shape \[4\], expected a number or an array of that shape/],
      [[], /weight of shape \[\]/],
    ],
  },
  GlorotNormal: fanRow,
  GlorotUniform: fanRow,
  HeNormal: fanRow,
  HeUniform: fanRow,
  Identity: {
    options: { gain: 2 },
    keras: ["IdentityInitializer", "identity_initializer"],
    shapes: [
      [2, 3],
      [3, 3],
    ],
    refused: [[{ gain: Number.NaN }, /gain NaN/]],
    refusedShapes: [[[3], /identity: received a weight of shape \[3\], expected a matrix/]],
  },
  LecunNormal: fanRow,
  LecunUniform: fanRow,
  Ones: { options: {}, keras: ["one"] },
  Orthogonal: {
    options: { gain: 1.5, seed: 3 },
    keras: ["OrthogonalInitializer", "orthogonal"],
    shapes: [
      [2, 3],
      [3, 2],
      [2, 2, 2, 3],
      [1, 1],
    ],
    refused: [
      [{ gain: "big" }, /gain "big"/],
      [{ seed: 0.5 }, /seed 0\.5/],
    ],
    refusedShapes: [[[3], /orthogonal: received a weight of shape \[3\], expected at least two axes/]],
  },
  RandomNormal: {
    options: { mean: 1, stddev: 2, seed: 3 },
    keras: ["normal"],
    refused: [[{ stddev: -1 }, /stddev -1/]],
  },
  RandomUniform: {
    options: { minval: 1, maxval: 2, seed: 3 },
    keras: ["uniform"],
    refused: [[{ minval: 1, maxval: 0 }, /maxval 0/]],
  },
  STFTInitializer: {
    options: { side: "imag", window: null, periodic: true, scaling: null },
    needed: { side: "real" },
    shapes: [
      [4, 1, 3],
      [1, 1, 1],
    ],
    refused: [
      [{ side: undefined }, /side undefined, expected "real" or "imag"/],
      [{ window: "han" }, /window "han" \(did you mean "hann"\?\)/],
      [{ window: [] }, /an array of numbers\): received window \[\]/],
      [{ scaling: "power" }, /scaling "power", expected "density" or "spectrum" or "none"/],
    ],
    refusedShapes: [[[4, 2, 3], /shape \[4, 2, 3\], expected \[frameLength, 1, fftLength \/ 2 \+ 1\]/]],
  },
  TruncatedNormal: { options: { mean: 1, stddev: 2, seed: 3 }, refused: [[{ stddev: -1 }, /stddev -1/]] },
  VarianceScaling: {
    options: {
      scale: 2,
      mode: "fan_out",
      distribution: "uniform",
      seed: 3,
      input_axes: null,
      output_axes: null,
    },
    refused: [
      [{ scale: 0 }, /scale 0, expected a number above 0/],
      [{ mode: "fanBoth" }, /mode "fan_both".*"fan_in" or "fan_out" or "fan_avg"/],
      [{ distribution: "cauchy" }, /distribution "cauchy"/],
      ...(fanRow.refused ?? []).slice(1),
    ],
  },
  Zeros: { options: {}, keras: ["zero"] },
};

const classes = Object.values(layers).filter(
  (v) =>
    typeof v === "function" && v.prototype instanceof layers.Initializer && Object.hasOwn(v, "className"),
) as unknown as ((new (options?: object) => Initializer) & { className: string })[];

test("every exported initializer has a row here", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(rows).sort());
});

describe.each(classes.map((C) => [C.className, C] as const))("%s", (className, C) => {
  const row = rows[className] as Row;
  const plain = (options: object = {}): Initializer => new C({ ...row.needed, ...options });
  const withOptions = made(className, row.options);
  const shapes = row.shapes ?? [[], [3], [2, 3], [2, 2, 2, 3]];

  test("is known by every spelling of its name, and comes back from its config", () => {
    const camel = className.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
    const factory = (layers as unknown as Record<string, (options?: unknown) => Initializer>)[camel];
    expect(factory?.(row.needed)).toEqual(plain());
    if (row.needed === undefined) {
      const snake = className.replace(/(?<=.)[A-Z]/g, (x) => `_${x}`).toLowerCase();
      for (const name of [className, camel, snake, ...(row.keras ?? [])]) {
        expect(resolveInitializer(name, "test")).toEqual(plain());
      }
    }
    for (const one of [plain(), withOptions]) {
      const config = JSON.parse(JSON.stringify(one.getConfig())) as Record<string, unknown>;
      expect(made(one.className, config)).toEqual(one);
    }
    expect(withOptions.getConfig()).toEqual(row.options);
  });

  test.each(shapes.map((shape) => [shape]))("makes finite numbers of shape %j", (shape) => {
    for (const dtype of ["float32", "float64"] as const) {
      const values = plain().call(shape, dtype);
      expect([values.dtype, values.shape]).toEqual([dtype, shape]);
      expect([...values.data()].every(Number.isFinite)).toBe(true);
    }
    expect(plain().call(shape).dtype).toBe("float32");
  });

  test("gives the same for the same seed, on both engines", () => {
    const shape = shapes.at(-1) as number[];
    setEngine("wasm");
    const fast = withOptions.call(shape).data();
    expect(withOptions.call(shape).data()).toEqual(fast);
    setEngine("reference");
    const slow = withOptions.call(shape).data();
    // The bits that they are drawn from are the same; logarithms and cosines are within 3e-7.
    fast.forEach((x, i) => {
      expect(Math.abs(x - (slow[i] as number))).toBeLessThan(2e-6);
    });
  });

  test("gives other numbers at each call without a seed", () => {
    if (!("seed" in plain())) return;
    layers.setSeed(5);
    const one = plain();
    expect(one.call([4, 4]).data()).not.toEqual(one.call([4, 4]).data());
    expect(plain({ seed: 1 }).call([4, 4]).data()).not.toEqual(plain({ seed: 2 }).call([4, 4]).data());
  });

  test("refuses bad options and shapes", () => {
    expect(() => plain({ nonsense: 1 })).toThrow(/unknown option "nonsense"/);
    for (const [bad, message] of row.refused ?? []) expect(() => plain(bad)).toThrow(message);
    for (const [shape, message] of row.refusedShapes ?? []) {
      expect(() => withOptions.call(shape)).toThrow(message);
    }
  });
});

test("setSeed repeats everything after it, whatever the seed", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const run = (): unknown[] => {
        layers.setSeed(seed);
        return [layers.heNormal().call([3]).toArray(), layers.orthogonal().call([2, 2]).toArray()];
      };
      expect(run()).toEqual(run());
    }),
    { numRuns: 20 },
  );
  layers.setSeed(1);
  const one = layers.heNormal().call([5]).toArray();
  layers.setSeed(2);
  expect(layers.heNormal().call([5]).toArray()).not.toEqual(one);
});

test("setSeed refuses what is no seed", () => {
  expect(() => layers.setSeed(1.5)).toThrow(/seed 1.5, expected a whole number/);
  expect(() => layers.setSeed(-1)).toThrow(/at least 0/);
});

test("orthogonal matrices of any shape are orthogonal, in float64 to its last digits", () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, fc.nat(), (rows, columns, seed) => {
      const matrix = layers.orthogonal({ seed, gain: 2 }).call([rows, columns], "float64");
      expect(gramError(matrix, 2)).toBeLessThan(1e-11);
    }),
    { numRuns: 40 },
  );
  const large = layers.orthogonal({ seed: 1 }).call([128, 512], "float64");
  expect(gramError(large, 1)).toBeLessThan(1e-11);
});

test("orthogonal matrices prefer no direction", () => {
  // Without the sign of R's diagonal the entries of the first column would all lean one way.
  const first = Float64Array.from({ length: 2000 }, (_, seed) =>
    Number(layers.orthogonal({ seed }).call([2, 2], "float64").data()[0]),
  );
  const { mean, std } = statistics(first);
  expect(Math.abs(mean)).toBeLessThan(0.07);
  expect(Math.abs(std - Math.SQRT1_2)).toBeLessThan(0.03);
});

test("a constant takes arrays of every kind", () => {
  const want = [
    [1, 2],
    [1, 2],
  ];
  const kinds = [
    [1, 2],
    Float32Array.of(1, 2),
    tensor([1, 2]),
    { data: Float64Array.of(1, 2), shape: [1, 2] },
  ];
  for (const value of kinds) {
    const constant = layers.constant(value);
    expect(constant.call([2, 2]).toArray()).toEqual(want);
    const config = JSON.parse(JSON.stringify(constant.getConfig())) as Record<string, unknown>;
    expect(made("Constant", config).call([2, 2]).toArray()).toEqual(want);
  }
  const numpy = { class_name: "__tensor__", config: { value: [1, 2], dtype: "float64" } };
  expect(made("Constant", { value: numpy }).call([2, 2]).toArray()).toEqual(want);
});

test("axes that the kernel does not have", () => {
  const initializer = layers.heNormal({ inputAxes: [0], outputAxes: [2] });
  expect(() => initializer.call([2, 3])).toThrow(
    /axes \[2\] for a weight of shape \[2, 3\], expected axes from -2 to 1/,
  );
});

test("a window of another length", () => {
  const initializer = layers.stftInitializer({ side: "real", window: [1, 2, 1] });
  expect(() => initializer.call([4, 1, 3])).toThrow(
    /window of 3 numbers for a weight of shape \[4, …\], expected 4/,
  );
});

test("a function is an initializer", () => {
  const layer = layers.dense(2, { inputShape: [1], kernelInitializer: (shape) => layers.ones().call(shape) });
  layer.build([null, 1]);
  expect(layer.weights.map((w) => [...w.data()])).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

test("names that do not exist", () => {
  expect(() => resolveInitializer("he", "dense: kernelInitializer")).toThrow(
    /dense: kernelInitializer.*"heNormal"/,
  );
});
