import { grad, setEngine, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbers, twoClasses } from "./support/data";
import { restoreEngine } from "./support/goldens";

const { adam, dense, dropout, sequential, setSeed, sgd } = layers;

restoreEngine();

const small = (options: Partial<layers.CompileOptions> = {}): layers.Sequential => {
  const model = sequential([
    dense(6, { inputShape: [2], activation: "tanh" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.02 }),
    metrics: ["accuracy"],
    ...options,
  });
  return model;
};

describe("history", () => {
  test("has a number an epoch for everything that was asked for", async () => {
    setSeed(1);
    const { x, y } = twoClasses(50);
    const dev = twoClasses(20, 9);
    const model = small();
    const history = await model.fit(x, y, { epochs: 30, validationData: [dev.x, dev.y], verbose: 0 });
    expect(Object.keys(history.history)).toEqual(["loss", "accuracy", "valLoss", "valAccuracy"]);
    expect(history.epoch).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(history.params).toEqual({
      epochs: 30,
      steps: 2,
      metrics: ["loss", "accuracy", "valLoss", "valAccuracy"],
    });
    for (const series of Object.values(history.history)) expect(series).toHaveLength(30);
    expect(history.history.loss.at(-1)).toBeLessThan(0.3);
    const { loss, accuracy } = await model.evaluate(dev.x, dev.y);
    expect([loss, accuracy]).toEqual([history.history.valLoss?.at(-1), history.history.valAccuracy?.at(-1)]);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  test("goes on from initialEpoch, and no epochs are no error", async () => {
    const { x, y } = twoClasses(10);
    const model = small();
    const { epoch } = await model.fit(x, y, { initialEpoch: 3, epochs: 5, verbose: 0 });
    expect(epoch).toEqual([3, 4]);
    expect((await model.fit(x, y, { epochs: 0, verbose: 0 })).history.loss).toEqual([]);
  });
});

describe("a step", () => {
  /** The same training written out: plain gradients of the mean loss, batch after batch. */
  function byHand(
    w: Tensor,
    b: Tensor,
    x: Tensor,
    y: Tensor,
    batchSize: number,
    epochs: number,
    weights: Tensor,
  ): { w: Tensor; b: Tensor; losses: number[] } {
    const rows = x.shape[0] as number;
    const loss = (p: { w: Tensor; b: Tensor }, from: number, to: number): Tensor => {
      const part = (t: Tensor): Tensor => t.slice([[from, to]]);
      const error = part(x).matmul(p.w).add(p.b).sub(part(y)).square().mean(-1);
      return error
        .mul(part(weights))
        .sum()
        .div(to - from)
        .add(p.w.square().sum().mul(0.1));
    };
    let p = { w, b };
    const losses: number[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      let total = 0;
      for (let from = 0; from < rows; from += batchSize) {
        const to = Math.min(rows, from + batchSize);
        total += loss(p, from, to).item() * (to - from);
        const slope = grad((q: { w: Tensor; b: Tensor }) => loss(q, from, to))(p);
        p = { w: p.w.sub(slope.w.mul(0.05)), b: p.b.sub(slope.b.mul(0.05)) };
      }
      losses.push(total / rows);
    }
    return { ...p, losses };
  }

  test("is what one would write by hand, for any batch size and weights", async () => {
    setEngine("reference");
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 14 }),
        fc.boolean(),
        async (rows, batchSize, weighted) => {
          const x = tensor(Float64Array.from(numbers(rows * 3, 3)), { shape: [rows, 3] });
          const y = tensor(Float64Array.from(numbers(rows * 2, 5)), { shape: [rows, 2] });
          const weights = tensor(Float64Array.from(numbers(rows, 7), (v) => (weighted ? Math.abs(v) : 1)));
          const model = sequential([
            dense(2, { inputShape: [3], dtype: "float64", kernelRegularizer: layers.l2(0.1) }),
          ]);
          model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.05 }) });
          const [w, b] = model.weights.map((v) => tensor(v.data(), { shape: v.shape })) as [Tensor, Tensor];
          const { history } = await model.fit(x, y, {
            epochs: 2,
            batchSize,
            shuffle: false,
            verbose: 0,
            ...(weighted ? { sampleWeight: weights } : {}),
          });
          const expected = byHand(w, b, x, y, batchSize, 2, weights);
          const close = (a: ArrayLike<number>, c: ArrayLike<number>): void => {
            for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(c[i] as number, 12);
          };
          close(history.loss, expected.losses);
          close(model.weights[0]?.data() as Float64Array, expected.w.data());
          close(model.weights[1]?.data() as Float64Array, expected.b.data());
        },
      ),
      { numRuns: 12 },
    );
  });

  test("weights classes as it weights rows", async () => {
    const { x, y } = twoClasses(20);
    const run = async (options: layers.FitOptions): Promise<number[]> => {
      setSeed(3);
      const { history } = await small().fit(x, y, { epochs: 3, verbose: 0, ...options });
      return history.loss;
    };
    const sampleWeight = y.map((c) => (c === 1 ? 5 : 0.5));
    expect(await run({ classWeight: { 0: 0.5, 1: 5 } })).toEqual(await run({ sampleWeight }));
    expect(await run({ classWeight: { 0: 0.5, 1: 5 } })).not.toEqual(await run({}));
    await expect(run({ classWeight: { 0: 1 } })).rejects.toThrow(/classWeight undefined for class 1/);
    await expect(run({ sampleWeight: [1, 2] })).rejects.toThrow(/sampleWeight of shape \[2\] for 20 rows/);
    await expect(run({ sampleWeight: y.map((c) => c - 0.5) })).rejects.toThrow(/sampleWeight -0.5 for row/);
  });

  test("leaves frozen layers alone", async () => {
    const model = sequential([dense(3, { inputShape: [2], trainable: false }), dense(1)]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const before = model.getWeights();
    const { x, y } = twoClasses(10);
    await model.fit(x, y, { verbose: 0 });
    const after = model.getWeights();
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.slice(2)).not.toEqual(before.slice(2));
  });

  test("drops while training and not while judging", async () => {
    setSeed(5);
    const model = sequential([dense(50, { inputShape: [2], activation: "relu" }), dropout(0.5), dense(1)]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0 }) });
    const { x, y } = twoClasses(16);
    const { history } = await model.fit(x, y, { epochs: 4, verbose: 0, validationData: [x, y] });
    expect(new Set(history.loss).size).toBe(4);
    expect(new Set(history.valLoss).size).toBe(1);
    expect(model.predict(x).toArray()).toEqual(model.predict(x).toArray());
  });

  test("counts the penalty on outputs in the loss", async () => {
    const model = sequential([
      dense(1, { inputShape: [1], kernelInitializer: "ones", activityRegularizer: "l2" }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    expect((await model.evaluate([2, 2], [2, 2])).loss).toBeCloseTo(0.04, 6);
  });
});

describe("what comes in", () => {
  test("tensors, NdArrays, typed arrays and nested arrays are the same", async () => {
    const rows = [
      [0.1, 0.2],
      [0.3, -0.4],
      [-0.5, 0.6],
    ];
    const flat = rows.flat();
    const forms = [
      rows,
      tensor(rows),
      { data: Float64Array.from(flat), shape: [3, 2] },
      { data: Float32Array.from(flat), shape: [3, 2] },
    ];
    const results: unknown[] = [];
    const targets = [[1, 0, 1], [[1], [0], [1]], Int32Array.of(1, 0, 1), [true, false, true]];
    for (const [i, x] of forms.entries()) {
      setSeed(1);
      const y = targets[i] as number[];
      results.push((await small().fit(x, y, { epochs: 2, verbose: 0 })).history.loss);
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test("three classes, as numbers and one-hot", async () => {
    const x = numbers(90);
    const classes = Array.from({ length: 45 }, (_, i) => {
      const [a, b] = [x[2 * i] as number, x[2 * i + 1] as number];
      return a > 0.2 ? 2 : b > 0 ? 1 : 0;
    });
    const oneHot = classes.map((c) => [0, 1, 2].map((k) => (k === c ? 1 : 0)));
    const run = async (loss: string, y: layers.FitOptions["sampleWeight"]): Promise<layers.Evaluation> => {
      setSeed(2);
      const model = sequential([
        dense(30, { inputShape: [2], activation: "relu" }),
        dense(3, { activation: "softmax" }),
      ]);
      model.compile({ loss, optimizer: adam({ learningRate: 0.05 }), metrics: ["accuracy"] });
      await model.fit({ data: x, shape: [45, 2] }, y as number[], { epochs: 60, verbose: 0 });
      return model.evaluate({ data: x, shape: [45, 2] }, y as number[]);
    };
    const sparse = await run("sparse_categorical_crossentropy", classes);
    const dense_ = await run("categoricalCrossentropy", oneHot);
    expect(sparse.accuracy).toBeGreaterThan(0.9);
    expect(dense_.accuracy).toBe(sparse.accuracy);
    expect(dense_.loss).toBeCloseTo(sparse.loss, 4);
  });

  test("losses and metrics of one's own", async () => {
    const model = small({
      loss: (t: Tensor, p: Tensor) => p.sub(t).square().square().mean(-1),
      metrics: [
        function largest(t: Tensor, p: Tensor) {
          return p.sub(t).abs().max(-1);
        },
      ],
    });
    const { x, y } = twoClasses(40);
    const { history } = await model.fit(x, y, { epochs: 20, verbose: 0 });
    expect(Object.keys(history)).toEqual(["loss", "largest"]);
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0] as number);
  });

  const { x, y } = twoClasses(4);
  const bad = (at: number, value: number): unknown => {
    const data = Float64Array.from(x.data);
    data[at] = value;
    return { data, shape: [4, 2] };
  };
  test.each([
    [bad(5, Number.NaN), y, /fit: received NaN in x at row 2, column 1.*simpleImputer/],
    [bad(2, Number.POSITIVE_INFINITY), y, /Infinity in x at row 1, column 0/],
    [x, [0, 1, Number.NaN, 0], /NaN in y at row 2,? /],
    [
      x,
      ["a", "b", "a", "b"],
      /received "a" in y, expected numbers; number the classes with labelEncoder\(\)/,
    ],
    [[["x", 1]], y, /received "x" in x, expected numbers; turn text into numbers with oneHotEncoder/],
    [[[1, 2], [3]], y, /fit: x: expected 2 elements at \[1\]/],
    [x, [0, 1], /received 4 rows of x and 2 of y/],
    [x, [0, 1, 2, 1], /target 2 in row 2, expected numbers from 0 to 1/],
    [
      x,
      [
        [0, 1],
        [1, 0],
        [0, 1],
        [1, 0],
      ],
      /received y of shape \[4, 2\], expected \[batch, 1\].*end the model with 2 units/,
    ],
    [x, undefined, /received no y/],
    [[], [], /expected at least one row/],
    [{ data: new Float32Array(5), shape: [4, 2] }, y, /5 numbers for the shape \[4, 2\], expected 8/],
    [new Map(), y, /received a Map in x/],
    [
      { data: new Float32Array(12), shape: [4, 3] },
      y,
      /dense: expected input of shape \[batch, 2\], received \[4, 3\]/,
    ],
  ])("is refused: %#", async (badX, badY, message) => {
    const model = small();
    const before = model.getWeights();
    await expect(model.fit(badX as never, badY as never, { verbose: 0 })).rejects.toThrow(message);
    expect(model.getWeights()).toEqual(before);
  });

  test.each([
    [{ epochs: -1 }, /epochs -1/],
    [{ batchSize: 0 }, /batchSize 0, expected a whole number at least 1/],
    [{ validationSplit: 1 }, /validationSplit 1/],
    [{ validationSplit: 0.99 }, /leaves 0 to train on and 4 to judge by/],
    [{ validationData: [x] }, /expected \[x, y\]/],
    [{ validationData: [x, y], validationSplit: 0.5 }, /expected one of them/],
    [{ verbose: 3 }, /verbose "3"/],
    [{ callbacks: layers.earlyStopping() }, /expected an array such as \[earlyStopping\(\)\]/],
    [{ callbacks: ["earlyStopping"] }, /received "earlyStopping" among callbacks/],
    [{ epoch: 3 }, /unknown option "epoch" \(did you mean "epochs"\?\)/],
    [{ validationData: [x, [0, 1]] }, /fit: validationData: received 4 rows of x and 2 of y/],
    [{ callbacks: [layers.earlyStopping()] }, /no "valLoss" in the logs.*give fit validationData/],
  ])("options are refused: %o", async (options, message) => {
    await expect(small().fit(x, y, { verbose: 0, ...(options as object) })).rejects.toThrow(message);
  });

  test("a model that is not compiled says so", async () => {
    const model = sequential([dense(1, { inputShape: [2] })]);
    await expect(model.fit(x, y, { verbose: 0 })).rejects.toThrow(/not compiled; call compile/);
    await expect(model.evaluate(x, y)).rejects.toThrow(/not compiled/);
    expect(model.predict(x).shape).toEqual([4, 1]);
  });
});

describe("seeds", () => {
  const run = async (seed: number): Promise<unknown> => {
    setSeed(seed);
    const model = sequential([dense(8, { inputShape: [2], activation: "relu" }), dropout(0.3), dense(1)]);
    model.compile({ loss: "mse", optimizer: adam() });
    const { x, y } = twoClasses(40);
    const { history } = await model.fit(x, y, { epochs: 5, batchSize: 7, validationSplit: 0.25, verbose: 0 });
    return [history, model.getWeights()];
  };

  test("repeat everything: weights, order, masks and the split", async () => {
    expect(await run(11)).toEqual(await run(11));
    expect(await run(11)).not.toEqual(await run(12));
  });

  test("give the same on both engines but for rounding", async () => {
    const [wasm] = (await run(3)) as [{ loss: number[]; valLoss: number[] }];
    setEngine("reference");
    const [reference] = (await run(3)) as [{ loss: number[]; valLoss: number[] }];
    reference.loss.forEach((loss, i) => {
      expect(wasm.loss[i]).toBeCloseTo(loss, 5);
    });
    expect(wasm.valLoss.at(-1)).toBeCloseTo(reference.valLoss.at(-1) as number, 5);
  });

  test("every epoch has another order, and shuffle: false has none", async () => {
    const orders = async (shuffle: boolean): Promise<number[]> => {
      setSeed(1);
      const model = sequential([dense(1, { inputShape: [1] })]);
      model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0 }) });
      const first: number[] = [];
      const watch: layers.Callback = {
        onBatchEnd: (batch, { loss }) => void (batch === 0 && first.push(loss as number)),
      };
      const rows = [...Array(20).keys()];
      await model.fit(rows, rows, { epochs: 4, batchSize: 5, shuffle, callbacks: [watch], verbose: 0 });
      return first;
    };
    expect(new Set(await orders(true)).size).toBe(4);
    expect(new Set(await orders(false)).size).toBe(1);
  });
});

describe("validation", () => {
  test("a split takes its share of shuffled rows, and only those", async () => {
    setSeed(2);
    const model = sequential([dense(1, { inputShape: [1], kernelInitializer: "zeros", useBias: false })]);
    model.compile({ loss: "mae", optimizer: sgd({ learningRate: 0 }) });
    const rows = [...Array(10).keys()];
    const { history } = await model.fit(rows, rows, { validationSplit: 0.3, verbose: 0, batchSize: 3 });
    // The mean of |y - 0| over each part: together they are all ten rows.
    const [train, dev] = [(history.loss[0] as number) * 7, (history.valLoss?.[0] as number) * 3];
    expect(train + dev).toBeCloseTo(45, 4);
    expect(dev).not.toBeCloseTo(7 + 8 + 9, 4);
  });

  test("in pieces is the same as at once", async () => {
    const { x, y } = twoClasses(2500);
    const model = small();
    const whole = await model.evaluate(x, y, { batchSize: 2500 });
    for (const batchSize of [1024, 999]) {
      const parts = await model.evaluate(x, y, { batchSize });
      expect(parts.loss).toBeCloseTo(whole.loss, 4);
      expect(parts.accuracy).toBeCloseTo(whole.accuracy as number, 5);
    }
    const once = model.predict(x, { batchSize: 2500 }).data();
    const pieces = model.predict(x, { batchSize: 100 }).data();
    once.forEach((p, i) => {
      expect(pieces[i]).toBeCloseTo(p, 5);
    });
    await expect(model.evaluate(x, y, { batchSize: 0 })).rejects.toThrow(/batchSize 0/);
    expect(() => model.predict(x, { batch: 3 } as never)).toThrow(/did you mean "batchSize"/);
  });

  test("takes the weights of rows", async () => {
    const model = sequential([dense(1, { inputShape: [1], kernelInitializer: "zeros" })]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const { loss } = await model.evaluate([1, 1], [1, 3], { sampleWeight: [1, 0] });
    expect(loss).toBeCloseTo(0.5, 6);
    const { history } = await model.fit([1, 1], [0, 0], {
      validationData: [
        [1, 1],
        [1, 3],
        [0, 0],
      ],
      verbose: 0,
    });
    expect(history.valLoss).toEqual([0]);
  });
});

describe("used again", () => {
  test("other rows of the same shape are the ones that are trained on", async () => {
    const model = sequential([dense(1, { inputShape: [1], kernelInitializer: "zeros", useBias: false })]);
    model.compile({ loss: "mae", optimizer: sgd({ learningRate: 0 }) });
    const lossOf = async (y: number[]): Promise<unknown> =>
      (await model.fit([1, 2], y, { verbose: 0 })).history.loss[0];
    expect(await lossOf([1, 1])).toBe(1);
    expect(await lossOf([5, 5])).toBe(5);
    expect((await model.evaluate([1, 2], [7, 7])).loss).toBe(7);
    expect(await lossOf([1, 1])).toBe(1);
  });

  test("fit goes on where it was", async () => {
    const { x, y } = twoClasses(30);
    const run = async (parts: number[]): Promise<unknown> => {
      setSeed(6);
      const model = small();
      for (const epochs of parts) await model.fit(x, y, { epochs, batchSize: 8, verbose: 0 });
      return model.getWeights();
    };
    expect(await run([2, 3])).toEqual(await run([5]));
  });

  test("two trainings at once are refused", async () => {
    const { x, y } = twoClasses(10);
    const model = small();
    const slow: layers.Callback = { onEpochEnd: () => new Promise((resolve) => setTimeout(resolve, 5)) };
    const first = model.fit(x, y, { verbose: 0, callbacks: [slow] });
    await expect(model.fit(x, y, { verbose: 0 })).rejects.toThrow(/is being trained; await the first call/);
    await first;
    await model.fit(x, y, { verbose: 0 });
  });

  test("layers added after compiling are trained", async () => {
    const model = sequential([dense(3, { inputShape: [2] })]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    model.add(dense(1));
    const { x, y } = twoClasses(10);
    const before = model.getWeights();
    await model.fit(x, y, { verbose: 0 });
    expect(model.getWeights()[2]).not.toEqual(before[2]);
  });
});
