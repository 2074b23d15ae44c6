import { grad, jit, setEngine, type Tensor, type TensorLike, tensor, variable } from "@wellfit/core";
import type { Loss, LossOptions } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { snakeCase } from "../src/common/names";
import { camelName } from "../src/common/resolve";
import { resolveLoss } from "../src/losses/resolve-loss";
import { asFiles } from "./support/as-files";
import { numbers } from "./support/data";
import { golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Entry {
  /** The factory, with options that all losses have. */
  readonly make: (options?: LossOptions) => Loss;
  /** Targets of four rows. */
  readonly yTrue: number[] | number[][];
  /** Predictions of four rows; four logits or shares when not given. */
  readonly yPred: number[][] | number[][][];
  /** Options of its own, none of them the default. */
  readonly own?: Record<string, unknown>;
  /** Options that it refuses, and what it says about them. */
  readonly bad?: readonly (readonly [Record<string, unknown>, RegExp])[];
  /** Targets that mean nothing, and what it says about them. */
  readonly badTargets?: readonly [TensorLike, RegExp];
  /** The last activation of a model that is trained with it, "linear" by default. */
  readonly activation?: string;
  /** One loss for all rows. */
  readonly whole?: boolean;
}

const oneHot = [
  [0, 1, 0],
  [1, 0, 0],
  [0, 0, 1],
  [0, 1, 0],
];
const values = [
  [0.5, -1.2, 0.3],
  [1.4, 0.2, -0.7],
  [-0.3, 0.9, 2.1],
  [0.1, -0.4, 0.6],
];
const targets = [
  [0.8, -0.2, 1.3],
  [0.4, 1.2, -1.7],
  [0.3, -0.9, 0.1],
  [2.1, 0.4, -0.6],
];
const shares = [
  [0.2, 0.5, 0.3],
  [0.6, 0.3, 0.1],
  [0.25, 0.35, 0.4],
  [0.7, 0.2, 0.1],
];
const units = values.map((row) => row.map((x) => x / Math.hypot(...row)));
const positive = values.map((row) => row.map((x) => Math.abs(x) + 0.1));
const regression = { yTrue: targets, yPred: values };
const crossBad = [
  [{ labelSmoothing: 1.5 }, /labelSmoothing 1.5, expected a number at least 0 and at most 1/],
  [{ fromLogits: "yes" }, /fromLogits "yes", expected true or false/],
  [{ axis: 0.5 }, /axis 0.5, expected a whole number/],
] as const;
const notShares = [
  [[0, 7, 0], ...oneHot.slice(1)],
  /target 7 in row 0, expected numbers from 0 to 1/,
] as const;
const noColumn = [[1, 0, 7, 1], /target 7 in row 2, expected class numbers 0 to 2/] as const;

/** A row for each loss that is exported; the first test says so when one is missing. */
const entries: Record<string, Entry> = {
  BinaryCrossentropy: {
    make: (o) => layers.binaryCrossentropy(o),
    yTrue: oneHot,
    yPred: shares,
    own: { fromLogits: true, labelSmoothing: 0.1, axis: 1 },
    bad: crossBad,
    badTargets: notShares,
    activation: "sigmoid",
  },
  BinaryFocalCrossentropy: {
    make: (o) => layers.binaryFocalCrossentropy(o),
    yTrue: oneHot,
    yPred: shares,
    own: { applyClassBalancing: true, alpha: 0.4, gamma: 1.5, labelSmoothing: 0.1 },
    bad: [
      ...crossBad,
      [{ alpha: 1.3 }, /alpha 1.3, expected a number at least 0 and at most 1/],
      [{ gamma: -1 }, /gamma -1/],
      [{ applyClassBalancing: 1 }, /applyClassBalancing 1, expected true or false/],
    ],
    badTargets: notShares,
    activation: "sigmoid",
  },
  CTC: {
    make: (o) => layers.ctc(o),
    yTrue: [
      [1, 1],
      [2, 1],
      [1, 0],
      [2, 2],
    ],
    yPred: [0, 1, 2, 3].map((b) => [0, 1, 2, 3].map((t) => values[(b + t) % 4] as number[])),
    badTargets: [
      [
        [1, 7],
        [1, 1],
        [2, 2],
        [1, 0],
      ],
      /target 7 .*expected class numbers 0 to 2/,
    ],
  },
  CategoricalCrossentropy: {
    make: (o) => layers.categoricalCrossentropy(o),
    yTrue: oneHot,
    yPred: shares,
    own: { fromLogits: true, labelSmoothing: 0.1, axis: 1 },
    bad: crossBad,
    badTargets: notShares,
    activation: "softmax",
  },
  CategoricalFocalCrossentropy: {
    make: (o) => layers.categoricalFocalCrossentropy(o),
    yTrue: oneHot,
    yPred: shares,
    own: { alpha: [0.1, 0.2, 0.7], gamma: 1.5, labelSmoothing: 0.1, fromLogits: true },
    bad: [...crossBad, [{ gamma: -1 }, /gamma -1/], [{ alpha: [0.1, -0.2] }, /alpha -0.2/]],
    badTargets: notShares,
    activation: "softmax",
  },
  CategoricalGeneralizedCrossEntropy: {
    make: (o) => layers.categoricalGeneralizedCrossEntropy(o),
    yTrue: [1, 0, 2, 1],
    yPred: shares,
    own: { q: 0.7 },
    bad: [
      [{ q: 0 }, /q 0, expected a number above 0 and below 1/],
      [{ q: 1 }, /q 1/],
    ],
    badTargets: noColumn,
    activation: "softmax",
  },
  CategoricalHinge: { make: (o) => layers.categoricalHinge(o), yTrue: oneHot, yPred: values },
  Circle: {
    make: (o) => layers.circle(o),
    yTrue: [1, 0, 1, 0],
    yPred: units,
    own: { gamma: 2, margin: 0.3, removeDiagonal: false },
    bad: [
      [{ gamma: 0 }, /gamma 0, expected a number above 0/],
      [{ margin: -1 }, /margin -1/],
      [{ removeDiagonal: 0 }, /removeDiagonal 0, expected true or false/],
    ],
    activation: "tanh",
  },
  CosineSimilarity: {
    make: (o) => layers.cosineSimilarity(o),
    ...regression,
    own: { axis: 1 },
    bad: [[{ axis: "last" }, /axis "last", expected a whole number/]],
  },
  Dice: {
    make: (o) => layers.dice(o),
    yTrue: oneHot,
    yPred: shares,
    own: { axis: [1] },
    bad: [[{ axis: [] }, /expected a whole number, several in an array/]],
    activation: "sigmoid",
    whole: true,
  },
  Hinge: { make: (o) => layers.hinge(o), yTrue: oneHot, yPred: values },
  Huber: {
    make: (o) => layers.huber(o),
    ...regression,
    own: { delta: 0.4 },
    bad: [[{ delta: 0 }, /delta 0, expected a number above 0/]],
  },
  KLDivergence: {
    make: (o) => layers.klDivergence(o),
    yTrue: shares,
    yPred: positive,
    activation: "softmax",
  },
  LogCosh: { make: (o) => layers.logCosh(o), ...regression },
  MeanAbsoluteError: { make: (o) => layers.meanAbsoluteError(o), ...regression },
  MeanAbsolutePercentageError: { make: (o) => layers.meanAbsolutePercentageError(o), ...regression },
  MeanSquaredError: { make: (o) => layers.meanSquaredError(o), ...regression },
  MeanSquaredLogarithmicError: {
    make: (o) => layers.meanSquaredLogarithmicError(o),
    yTrue: oneHot,
    yPred: positive,
    activation: "softplus",
  },
  Poisson: { make: (o) => layers.poisson(o), yTrue: oneHot, yPred: positive, activation: "softplus" },
  SparseCategoricalCrossentropy: {
    make: (o) => layers.sparseCategoricalCrossentropy(o),
    yTrue: [1, 0, 2, 1],
    yPred: shares,
    own: { fromLogits: true, ignoreClass: 2, axis: 1 },
    bad: [
      [{ ignoreClass: 0.5 }, /ignoreClass 0.5, expected a whole number/],
      [{ labelSmoothing: 0.1 }, /use categoricalCrossentropy with one-hot targets/],
      [{ fromLogits: 1 }, /fromLogits 1, expected true or false/],
    ],
    badTargets: noColumn,
    activation: "softmax",
  },
  SquaredHinge: { make: (o) => layers.squaredHinge(o), yTrue: oneHot, yPred: values },
  Tversky: {
    make: (o) => layers.tversky(o),
    yTrue: oneHot,
    yPred: shares,
    own: { alpha: 0.3, beta: 0.7, axis: 1 },
    bad: [
      [{ alpha: -0.1 }, /alpha -0.1/],
      [{ beta: Number.NaN }, /beta NaN/],
    ],
    activation: "sigmoid",
    whole: true,
  },
};

const classes = Object.values(layers).filter(
  (v) => typeof v === "function" && v.prototype instanceof layers.Loss,
) as unknown as { className: string; aliases?: readonly string[] }[];

test("every exported loss has a row here", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(entries).sort());
});

test("every loss but CTC, which has a test of its own, has a golden case", () => {
  const cases = golden<{ losses: { loss: string }[] }>("keras_losses.json").losses.map((c) => c.loss);
  expect(classes.map((c) => c.className).filter((name) => !cases.includes(name))).toEqual(["CTC"]);
});

describe.each(Object.entries(entries))("%s", (className, entry) => {
  const { make, own = {}, yTrue, yPred } = entry;
  const factory = camelName(className);
  const withOwn = (): Loss => make(own);

  test("has the gradient that differences have", () => {
    setEngine("reference");
    const t = tensor(yTrue, { dtype: "float64" });
    const start = tensor(yPred, { dtype: "float64" });
    for (const loss of [make({ reduction: "sum" }), make({ ...own, reduction: "sum" } as LossOptions)]) {
      const expected = grad((p: Tensor) => loss.call(t, p))(start).data();
      const data = start.data();
      for (let i = 0; i < data.length; i++) {
        const at = (by: number): number => {
          const moved = Float64Array.from(data);
          moved[i] = (moved[i] as number) + by;
          return loss.call(t, tensor(moved, { shape: start.shape })).item();
        };
        const difference = (at(1e-6) - at(-1e-6)) / 2e-6;
        const size = 1 + Math.abs(difference);
        expect(Math.abs(difference - (expected[i] as number)) / size).toBeLessThan(1e-6);
      }
    }
  });

  test("is the same on both engines, compiled, and in both dtypes", () => {
    const t = tensor(yTrue);
    const wasm = make().call(t, yPred);
    expect(wasm.dtype).toBe("float32");
    const step = jit((a: Tensor, b: Tensor) => make().call(a, b));
    expect(step(t, tensor(yPred)).item()).toBeCloseTo(wasm.item(), 5);
    const double = make({ dtype: "float64" }).call(t, yPred);
    expect(double.dtype).toBe("float64");
    expect(make().call(t, tensor(yPred, { dtype: "float64" })).dtype).toBe("float64");
    expect(double.item()).toBeCloseTo(wasm.item(), 5);
    setEngine("reference");
    expect(make().call(t, yPred).item()).toBeCloseTo(wasm.item(), 5);
  });

  test("comes back from its name and its config", () => {
    const { aliases = [] } = classes.find((c) => c.className === className) as (typeof classes)[0];
    const snake = className.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
    const names = [className, snake, factory, ...aliases, ...aliases.map((a) => a.toUpperCase())];
    // Files know all losses by name; elsewhere a program would carry what it does not use.
    const find = (value: unknown): layers.Loss => asFiles(() => resolveLoss(value, "test"));
    for (const name of names) expect(find(name).getConfig()).toEqual(make().getConfig());
    for (const loss of [make({ name: "mine", reduction: "meanWithSampleWeight" }), withOwn()]) {
      const config = JSON.parse(JSON.stringify(loss.getConfig()));
      const again = find({ class_name: className, config });
      expect(again.getConfig()).toEqual(loss.getConfig());
      expect(again).toEqual(loss);
    }
    // What is not the default is written to files, under Keras's name.
    const config = withOwn().getConfig();
    for (const [key, value] of Object.entries(own)) expect(config[snakeCase(key)]).toEqual(value);
    expect(make({ reduction: "sum_over_batch_size" }).getConfig().reduction).toBe("sum_over_batch_size");
    expect(make({ reduction: null }).reduction).toBe("none");
  });

  test("is reduced as the options say, with weights and a mask", () => {
    const t = tensor(yTrue);
    const rows = make({ reduction: "none" }).call(t, yPred);
    expect([...rows.shape]).toEqual(entry.whole ? [] : [4]);
    const v = entry.whole ? [rows.item(), rows.item(), rows.item(), rows.item()] : [...rows.data()];
    const w = [0.5, 2, 0, 1];
    const sum = (f: (x: number, i: number) => number): number => v.map(f).reduce((a, b) => a + b, 0);
    const close = (a: number, b: number): void =>
      expect(Math.abs(a - b) / (1 + Math.abs(b))).toBeLessThan(1e-5);
    const weighted = (x: number, i: number): number => x * (w[i] as number);
    // A loss that leaves rows out itself, as circle, divides by those that are left.
    const left = className === "Circle" ? v.filter((x) => x > 0).length : 4;
    close(make({ reduction: "sum" }).call(t, yPred, w).item(), sum(weighted));
    close(make().call(t, yPred, w).item(), sum(weighted) / left);
    close(make({ reduction: "mean" }).call(t, yPred, w).item(), sum(weighted) / left);
    close(
      make({ reduction: "meanWithSampleWeight" }).call(t, yPred, w).item(),
      className === "Circle"
        ? sum(weighted) / w.reduce((a, b, i) => a + ((v[i] as number) > 0 ? b : 0), 0)
        : sum(weighted) / 3.5,
    );
    close(
      make({ reduction: "sum" })
        .call(
          t,
          yPred,
          w.map((x) => [x]),
        )
        .item(),
      sum(weighted),
    );
    close(make({ reduction: "meanWithSampleWeight" }).call(t, yPred, [0, 0, 0, 0]).item(), 0);
    if (entry.whole || className === "Circle") return;
    const mask = [true, false, true, false];
    const kept = (x: number, i: number): number => (mask[i] ? x : 0);
    close(make().call(t, yPred, undefined, mask).item(), sum(kept) / 2);
    close(make({ reduction: "sum" }).call(t, yPred, undefined, mask).item(), sum(kept));
    close(make().call(t, yPred, w, mask).item(), sum((x, i) => kept(weighted(x, i), i)) / 2);
    expect(() => make().call(t, yPred, [1, 2, 3])).toThrow(/sampleWeight: received shape \[3\]/);
  });

  test("refuses bad options, shapes and targets", () => {
    const bad = [
      ...(entry.bad ?? []),
      [{ reduction: "average" }, /reduction "average".*expected "sumOverBatchSize" or "sum"/],
      [{ rate: 1 }, /unknown option "rate".*expected one of/],
      [{ dtype: "int8" }, /dtype "int8"/],
    ] as const;
    for (const [options, message] of bad) {
      expect(() => make(options as LossOptions)).toThrow(message);
      expect(() => make(options as LossOptions)).toThrow(new RegExp(`^${factory}: received`));
    }
    const wrong = tensor([
      [1, 0],
      [0, 1],
    ]);
    expect(() => make().call(wrong, yPred)).toThrow(/received targets of shape \[2, 2\]/);
    if (entry.badTargets === undefined) return;
    const [targetsOf, message] = entry.badTargets;
    expect(() => make().call(targetsOf, yPred)).toThrow(message);
  });

  test("trains a model by its name", async () => {
    if (className === "CTC") return;
    layers.setSeed(3);
    const model = layers.sequential([
      layers.dense(6, { inputShape: [2], activation: "tanh" }),
      layers.dense(3, { activation: (entry.activation ?? "linear") as "linear" }),
    ]);
    model.compile({ loss: factory, optimizer: layers.adam({ learningRate: 0.02 }) });
    const x = { data: numbers(8), shape: [4, 2] };
    const sampleWeight = [1, 2, 0.5, 1];
    const { history } = await model.fit(x, yTrue, { epochs: 40, batchSize: 4, verbose: 0, sampleWeight });
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] as number);
    if (entry.badTargets === undefined) return;
    const [targetsOf, message] = entry.badTargets;
    await expect(model.fit(x, targetsOf as number[], { verbose: 0 })).rejects.toThrow(message);
  });
});

test("a class number without a column makes NaN where a program cannot throw", () => {
  for (const loss of [
    layers.sparseCategoricalCrossentropy({ reduction: "none" }),
    layers.categoricalGeneralizedCrossEntropy({ reduction: "none" }),
  ]) {
    const held = variable([1, 7, -1, 2]);
    const found = jit(() => loss.call(held.value, shares))().data();
    expect([...found].map(Number.isNaN)).toEqual([false, true, true, false]);
  }
});

test("the name crossentropy stands for the one that fits the shapes", async () => {
  const loss = resolveLoss("crossentropy", "test");
  const same = (t: TensorLike, p: number[][], other: Loss): void =>
    expect(loss.call(t, p).item()).toBe(other.call(t, p).item());
  same([1, 0, 2, 1], shares, layers.sparseCategoricalCrossentropy());
  same(oneHot, shares, layers.categoricalCrossentropy());
  same([1, 0], [[0.3], [0.4]], layers.binaryCrossentropy());
  expect(() => loss.call([1, 0, 7, 1], shares)).toThrow(/target 7 in row 2/);
  layers.setSeed(3);
  for (const [y, units, activation] of [
    [[0, 1, 1, 0], 1, "sigmoid"],
    [[0, 1, 2, 0], 3, "softmax"],
    [oneHot, 3, "softmax"],
  ] as const) {
    const model = layers.sequential([layers.dense(units, { inputShape: [2], activation })]);
    model.compile({ loss: "crossentropy", optimizer: "sgd" });
    const { history } = await model.fit({ data: numbers(8), shape: [4, 2] }, y as number[][], {
      epochs: 10,
      verbose: 0,
    });
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] as number);
    await expect(
      model.fit({ data: numbers(8), shape: [4, 2] }, [9, 9, 9, 9], { verbose: 0 }),
    ).rejects.toThrow(/target 9 in row 0/);
  }
});

test("an ignored class counts for nothing, in a mean and in the gradient", () => {
  const loss = layers.sparseCategoricalCrossentropy({ ignoreClass: -1 });
  const kept = layers.sparseCategoricalCrossentropy();
  const two = [shares[0], shares[3]] as number[][];
  expect(loss.call([1, -1, -1, 1], shares).item()).toBeCloseTo(kept.call([1, 1], two).item(), 6);
  const slope = grad((p: Tensor) => loss.call([1, -1, -1, 1], p))(tensor(shares)).data();
  expect([...slope.slice(3, 9)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(() => loss.call([1, -2, -1, 1], shares)).toThrow(/target -2 in row 1/);
});

test("classes may lie along another axis", () => {
  const p = tensor([shares, shares.slice().reverse()]);
  const t = tensor([oneHot, oneHot]);
  const turned = (x: Tensor): Tensor => x.transpose([0, 2, 1]);
  for (const make of [layers.categoricalCrossentropy, layers.categoricalFocalCrossentropy]) {
    const last = make({ reduction: "none", labelSmoothing: 0.1 }).call(t, p);
    const middle = make({ reduction: "none", labelSmoothing: 0.1, axis: 1 }).call(turned(t), turned(p));
    expect(middle.shape).toEqual([2, 4]);
    expect(middle.data()).toEqual(last.data());
  }
  const numbersOf = tensor([
    [1, 0, 2, 1],
    [1, 0, 2, 1],
  ]);
  const sparse = layers.sparseCategoricalCrossentropy({ reduction: "none", axis: 1 });
  const straight = layers.sparseCategoricalCrossentropy({ reduction: "none" });
  expect(sparse.call(numbersOf, turned(p)).data()).toEqual(straight.call(numbersOf, p).data());
});

describe("ctc", () => {
  /** Adds up the probabilities of all paths, one by one. */
  function byPaths(label: number[], logits: number[][]): number {
    const shares = logits.map((row) => {
      const e = row.map(Math.exp);
      const total = e.reduce((a, b) => a + b, 0);
      return e.map((x) => x / total);
    });
    const classCount = (logits[0] as number[]).length;
    let total = 0;
    for (let code = 0; code < classCount ** logits.length; code++) {
      const path = logits.map((_, t) => Math.floor(code / classCount ** t) % classCount);
      const said = path.filter((c, t) => c !== 0 && c !== path[t - 1]);
      if (said.join() !== label.join()) continue;
      total += path.reduce((p, c, t) => p * ((shares[t] as number[])[c] as number), 1);
    }
    return -Math.log(total);
  }

  test("is the sum over all paths", () => {
    const logits = [0, 1, 2, 3].map((b) => [0, 1, 2, 3, 4].map((t) => values[(b + 3 * t) % 4] as number[]));
    const labels = [
      [1, 1],
      [2, 1],
      [1, 0],
      [0, 0],
    ];
    const found = layers.ctc({ reduction: "none" }).call(labels, logits).data();
    labels.forEach((label, i) => {
      const expected = byPaths(
        label.filter((c) => c !== 0),
        logits[i] as number[][],
      );
      expect(found[i]).toBeCloseTo(expected, 4);
    });
  });

  test("trains a model", async () => {
    layers.setSeed(3);
    const model = layers.sequential([
      layers.dense(16, { inputShape: [4, 2], activation: "tanh" }),
      layers.dense(3),
    ]);
    expect(() => model.compile({ loss: "ctc" })).toThrow(
      /received the name "ctc".*import ctc and pass what it gives/,
    );
    model.compile({ loss: layers.ctc(), optimizer: layers.adam({ learningRate: 0.05 }) });
    const x = { data: numbers(32), shape: [4, 4, 2] };
    const y = [
      [1, 2],
      [2, 1],
      [1, 0],
      [2, 0],
    ];
    const { history } = await model.fit(x, y, { epochs: 100, batchSize: 4, verbose: 0 });
    expect(history.loss.at(-1)).toBeLessThan((history.loss[0] as number) / 2);
  });
});
