import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { readHdf5 } from "../src/serialization/hdf5/read";
import { numbers } from "./support/data";

const {
  bidirectional,
  dense,
  embedding,
  functional,
  gru,
  gruCell,
  input,
  lstm,
  lstmCell,
  masking,
  modelFromJson,
  rnn,
  sequential,
  setSeed,
  simpleRnn,
  simpleRnnCell,
  stackedRnnCells,
  timeDistributed,
} = layers;

const random = (shape: readonly number[], seed = 1): Tensor =>
  tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    { shape },
  );
const x = random([2, 5, 3]);
const list = (y: unknown): readonly Tensor[] => y as readonly Tensor[];

function expectSame(a: Tensor, b: Tensor, within = 1e-6): void {
  expect(a.shape).toEqual(b.shape);
  expect(a.sub(b).abs().max().item()).toBeLessThanOrEqual(within);
}

/** Gives a layer the weights of another. */
function share(from: layers.Layer, to: layers.Layer): void {
  to.weights.forEach((weight, i) => {
    weight.assign((from.weights[i] as (typeof from.weights)[0]).value);
  });
}

describe("states", () => {
  test.each([
    ["simpleRnn", (o: object) => simpleRnn(4, o)],
    ["lstm", (o: object) => lstm(4, o)],
    ["gru", (o: object) => gru(4, o)],
    ["stacked", (o: object) => rnn([lstmCell(3), gruCell(4)], o)],
  ])("%s goes on from the states that it gave", (_, make) => {
    const layer = make({ returnState: true });
    const [whole] = list(layer.apply(x));
    const [, ...states] = list(layer.apply(x.slice([null, [0, 2]])));
    const rest = x.slice([null, [2, 5]]);
    expectSame(list(layer.apply([rest, ...states]))[0] as Tensor, whole as Tensor);
    expectSame(list(layer.apply(rest, { initialState: states }))[0] as Tensor, whole as Tensor);
  });

  test("may be symbolic: an encoder hands its state to a decoder, in Keras's file too", () => {
    const [source, target] = [input([5, 3]), input([4, 2])];
    const [, h, c] = list(lstm(3, { returnState: true }).apply(source) as never) as never as [
      layers.SymbolicTensor,
      layers.SymbolicTensor,
      layers.SymbolicTensor,
    ];
    const decoder = lstm(3, { returnSequences: true });
    const y = decoder.apply(target, { initialState: [h, c] }) as layers.SymbolicTensor;
    const again = gru(3).apply([y, h]) as layers.SymbolicTensor;
    const model = functional({ inputs: [source, target], outputs: dense(1).apply(again) });
    const data = [x, random([2, 4, 2], 2)];
    const before = model.predict(data);
    const { config } = JSON.parse(JSON.stringify(model)) as { config: { layers: never[] } };
    const node = (name: string): { args: unknown[]; kwargs: { initial_state: unknown[] } } =>
      (config.layers as { name: string; inbound_nodes: never[] }[]).find((l) => l.name === name)
        ?.inbound_nodes[0] as never;
    expect(node("lstm_1").args).toHaveLength(1);
    expect(node("lstm_1").kwargs.initial_state).toHaveLength(2);
    expect(node("gru").kwargs.initial_state).toHaveLength(1);
    const copy = modelFromJson(JSON.stringify(model));
    copy.setWeights(model.getWeights());
    expectSame(copy.predict(data) as Tensor, before as Tensor, 0);
  });

  test("a file may have them as a second argument", () => {
    const [entry, state] = [input([5, 3]), input([4])];
    const layer = gru(4);
    const one = layer.readCall({ args: [entry.output, state.output], kwargs: { training: false } });
    const many = layer.readCall({ args: [entry.output, [state.output]], kwargs: { mask: null } });
    expect(one).toEqual({ inputs: [entry.output], list: false, options: { initialState: [state.output] } });
    expect(many).toEqual(one);
  });

  test("of both directions of a bidirectional layer", () => {
    const layer = bidirectional(gru(4, { returnState: true, returnSequences: true }), { mergeMode: null });
    const [h1, h2] = [random([2, 4], 3), random([2, 4], 4)];
    const ys = list(layer.apply(x, { initialState: [h1, h2] }));
    expect(ys.map((y) => y.shape)).toEqual([
      [2, 5, 4],
      [2, 5, 4],
      [2, 4],
      [2, 4],
    ]);
    const there = list(layer.forwardLayer.apply([x, h1]));
    const back = list(layer.backwardLayer.apply([x, h2]));
    expectSame(ys[0] as Tensor, there[0] as Tensor);
    expectSame((ys[1] as Tensor).slice([null, [0, 1]]), (back[0] as Tensor).slice([null, [4, 5]]));
    expectSame(ys[2] as Tensor, there[1] as Tensor);
    expectSame(ys[3] as Tensor, back[1] as Tensor);
  });
});

describe("masks", () => {
  const tokens = tensor(Int32Array.of(3, 1, 0, 0, 2, 4, 1, 0), { shape: [2, 4] });

  test.each([
    ["lstm", () => lstm(3)],
    ["gru", () => gru(3, { resetAfter: false })],
    ["simpleRnn", () => simpleRnn(3)],
    ["stacked", () => rnn([gruCell(2), lstmCell(3)])],
    ["bidirectional", () => bidirectional(lstm(3))],
  ])("%s leaves out the padding that embedding marks", (_, make) => {
    const model = sequential([embedding(5, 3, { maskZero: true, inputShape: [4] }), make()]);
    const all = model.predict(tokens);
    const alone = (row: number, length: number): Tensor => {
      const part = tokens.slice([
        [row, row + 1],
        [0, length],
      ]);
      return model.predict(part);
    };
    expectSame(all.slice([[0, 1]]), alone(0, 2));
    expectSame(all.slice([[1, 2]]), alone(1, 3));
  });

  test("pass through layers that keep the steps, and tell which outputs count", () => {
    const rows = tensor([
      [
        [1, 2],
        [9, 9],
        [3, 4],
      ],
    ]);
    const y = masking({ maskValue: 9 }).apply(rows);
    expect(y.toArray()).toEqual([
      [
        [1, 2],
        [0, 0],
        [3, 4],
      ],
    ]);
    const sequence = gru(2, { returnSequences: true }).apply(y) as Tensor;
    expect(layers.maskOf(sequence)?.toArray()).toEqual([[true, false, true]]);
    expectSame(sequence.slice([null, [0, 1]]), sequence.slice([null, [1, 2]]), 0);
    const both = timeDistributed(dense(2)).apply(sequence);
    expect(layers.maskOf(both)).toBe(layers.maskOf(sequence));
    const zero = simpleRnn(2, { returnSequences: true, zeroOutputForMask: true }).apply(y) as Tensor;
    expect(
      zero
        .slice([null, [1, 2]])
        .abs()
        .max()
        .item(),
    ).toBe(0);
  });

  test("may be symbolic, also for a layer of the user's", () => {
    const entry = input([4], { dtype: "int32" });
    const vectors = embedding(5, 2).apply(entry) as layers.SymbolicTensor;
    const differs = layers.defineLayer({
      className: "Differs",
      call: (x: Tensor) => x.notEqual(0).cast("float32"),
    });
    const lastOf = layers.defineLayer({
      className: "MeanOf",
      call: (x: Tensor, { arguments: { mask } }) => {
        const counts = (mask as Tensor).cast("float32").expandDims(-1);
        return x.mul(counts).sum(1).div(counts.sum(1));
      },
    });
    const mask = differs().apply(entry) as layers.SymbolicTensor;
    const options = { mask: mask as never };
    const means = lastOf().apply(vectors, options) as layers.SymbolicTensor;
    expect(means.shape).toEqual([null, 2]);
    const states = gru(3).apply(vectors, options) as layers.SymbolicTensor;
    const model = functional({ inputs: entry, outputs: [means, states] });
    const [a, b] = list(model.predict(tokens));
    const [c, d] = list(model.predict(tensor(Int32Array.of(3, 1, 0, 0), { shape: [1, 4] })));
    expectSame((a as Tensor).slice([[0, 1]]), c as Tensor);
    expectSame((b as Tensor).slice([[0, 1]]), d as Tensor);
  });

  test("before the first step that counts, outputs are 0 and given states stay", () => {
    const mask = tensor([
      [false, false, true, true, true],
      [true, true, true, true, false],
    ]);
    const layer = lstm(4, { returnSequences: true, returnState: true });
    const [h, c] = [random([2, 4], 3), random([2, 4], 4)];
    const [y, last] = list(layer.apply(x, { mask, initialState: [h, c] }));
    expect(
      (y as Tensor)
        .slice([
          [0, 1],
          [0, 2],
        ])
        .abs()
        .max()
        .item(),
    ).toBe(0);
    const first = [x, h, c].map((one, i) =>
      one.slice(
        i === 0
          ? [
              [0, 1],
              [2, 5],
            ]
          : [[0, 1]],
      ),
    );
    expectSame((last as Tensor).slice([[0, 1]]), list(layer.apply(first))[1] as Tensor);
    expectSame(
      (y as Tensor).slice([
        [1, 2],
        [4, 5],
      ]),
      (y as Tensor).slice([
        [1, 2],
        [3, 4],
      ]),
      0,
    );
  });
});

describe("cells", () => {
  test.each([
    ["simpleRnn", () => simpleRnn(4, { returnSequences: true }), () => simpleRnnCell(4)],
    ["lstm", () => lstm(4, { returnSequences: true }), () => lstmCell(4)],
    ["gru", () => gru(4, { returnSequences: true }), () => gruCell(4)],
    [
      "gru of 2014",
      () => gru(4, { returnSequences: true, resetAfter: false }),
      () => gruCell(4, { resetAfter: false }),
    ],
  ])("step by step they do what %s does", (_, makeLayer, makeCell) => {
    const [layer, cell] = [makeLayer(), makeCell()];
    const expected = layer.apply(x) as Tensor;
    let states = cell.stateSizes.map(() => tensor(new Float32Array(8), { shape: [2, 4] }));
    cell.apply([x.slice([null, [0, 1]]).squeeze(1), ...states]);
    share(layer, cell);
    for (let t = 0; t < 5; t++) {
      const [y, ...next] = cell.apply([x.slice([null, [t, t + 1]]).squeeze(1), ...states]);
      states = next;
      expectSame(y as Tensor, expected.slice([null, [t, t + 1]]).squeeze(1));
    }
  });

  test("of your own work in rnn, alone and stacked, and are copied for both directions", () => {
    class Leaky extends layers.RnnCell {
      static readonly className = "Leaky";
      readonly stateSizes = [3];
      constructor(options: layers.LayerOptions = {}) {
        super("leaky", options);
      }
      override call(all: layers.Tensors): readonly Tensor[] {
        const [rows, state] = all as readonly [Tensor, Tensor];
        const next = state.mul(0.5).add(rows);
        return [next.mul(2), next];
      }
    }
    const expected = (values: Tensor): Tensor => {
      let state = values.slice([null, [0, 1]]).mul(0);
      for (let t = 0; t < 5; t++) state = state.mul(0.5).add(values.slice([null, [t, t + 1]]));
      return state.squeeze(1);
    };
    expectSame(rnn(new Leaky()).apply(x) as Tensor, expected(x).mul(2));
    const mask = tensor([
      [true, true, true, false, false],
      [true, true, true, true, true],
    ]);
    const masked = rnn(new Leaky(), { returnState: true }).apply(x, { mask }) as readonly [Tensor, Tensor];
    expectSame(masked[0], masked[1].mul(2));
    const stack = rnn([new Leaky(), new Leaky()], { returnState: true });
    expect(list(stack.apply(x)).map((y) => y.shape)).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    const both = bidirectional(rnn([new Leaky(), new Leaky()])).apply(x) as Tensor;
    expectSame(both.slice([null, [0, 3]]), list(stack.apply(x))[0] as Tensor);
  });

  test("stacked do what layers one after the other do, in both directions", () => {
    for (const goBackwards of [false, true]) {
      const stack = rnn([lstmCell(4), gruCell(2)], { goBackwards, returnSequences: true });
      const y = stack.apply(x) as Tensor;
      const [first, second] = [
        lstm(4, { goBackwards, returnSequences: true }),
        gru(2, { returnSequences: true }),
      ];
      second.apply(first.apply(x) as Tensor);
      const [bottom, top] = (stack.cell as layers.StackedRNNCells).cells as [layers.RnnCell, layers.RnnCell];
      share(bottom, first);
      share(top, second);
      expectSame(y, second.apply(first.apply(x) as Tensor) as Tensor);
    }
  });

  test("stand in Keras's files under their classes", async () => {
    const model = sequential([
      rnn(stackedRnnCells([lstmCell(2), gruCell(2), lstmCell(2)]), { inputShape: [5, 3] }),
      dense(1),
    ]);
    const bytes = await layers.weightsToH5(model);
    const at = (path: string): string[] => {
      let node: { children: ReadonlyMap<string, unknown> } = readHdf5(bytes) as never;
      for (const part of path.split("/")) node = node.children.get(part) as never;
      return [...node.children.keys()].sort();
    };
    expect(at("layers/rnn/cell/cells")).toEqual(["gru_cell", "lstm_cell", "lstm_cell_1"]);
    expect(at("layers/rnn/cell/cells/gru_cell/vars")).toEqual(["0", "1", "2"]);
    const copy = modelFromJson(JSON.stringify(model));
    await copy.loadWeights(bytes);
    expectSame(copy.predict(x), model.predict(x), 0);
  });
});

describe("weights", () => {
  test("the forget gate begins open", () => {
    const bias = (layer: layers.Layer): number[] => {
      layer.build([null, 5, 3]);
      return [...(layer.weights[2] as (typeof layer.weights)[0]).data()];
    };
    expect(bias(lstm(2))).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(bias(lstm(2, { biasInitializer: layers.constant(3) }))).toEqual([3, 3, 1, 1, 3, 3, 3, 3]);
    expect(bias(lstm(2, { unitForgetBias: false }))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("both directions have their own, also with functions of the user's", () => {
    const half = (y: Tensor): Tensor => y.mul(0.5);
    const layer = bidirectional(gru(2, { activation: half, kernelInitializer: (s) => random(s, 5) }));
    layer.build([null, 5, 3]);
    expect(layer.weights).toHaveLength(6);
    expect(new Set(layer.weights).size).toBe(6);
    expect(layer.forwardLayer.name).toBe("forward_gru");
    expect(layer.backwardLayer.name).toBe("backward_gru");
    expect((layer.apply(x) as Tensor).shape).toEqual([2, 4]);
  });

  test("another layer may go backwards", () => {
    const back = gru(3, { goBackwards: true, returnSequences: true, activation: "relu" });
    const layer = bidirectional(gru(3, { returnSequences: true }), { backwardLayer: back, mergeMode: "sum" });
    expect(layer.backwardLayer).toBe(back);
    const y = layer.apply(x) as Tensor;
    const there = layer.forwardLayer.apply(x) as Tensor;
    expectSame(y.sub(there).slice([null, [4, 5]]), (back.apply(x) as Tensor).slice([null, [0, 1]]));
  });

  test("fit sequences of any length and learn to remember the first step", async () => {
    setSeed(3);
    const model = sequential([lstm(8, { inputShape: [null, 1] }), dense(1, { activation: "sigmoid" })]);
    model.compile({ optimizer: layers.adam({ learningRate: 0.03 }), loss: "binaryCrossentropy" });
    const data = numbers(64 * 6, 3);
    const y = Float32Array.from({ length: 64 }, (_, i) => ((data[i * 6] as number) > 0 ? 1 : 0));
    const { history } = await model.fit({ data, shape: [64, 6, 1] }, y, {
      epochs: 80,
      batchSize: 64,
      verbose: 0,
    });
    expect((history.loss as number[])[79]).toBeLessThan(0.15);
    expect(model.predict(random([3, 9, 1])).shape).toEqual([3, 1]);
  });
});

describe("dropout", () => {
  const ones = tensor(new Float32Array(4 * 6 * 200).fill(1), { shape: [4, 6, 200] });
  const count = { kernelInitializer: "ones", recurrentInitializer: "zeros", activation: "linear" } as const;

  test("drops the same inputs at all steps, others in each row, and keeps the mean", () => {
    const y = simpleRnn(1, { ...count, dropout: 0.4, seed: 1, returnSequences: true }).apply(ones, {
      training: true,
    }) as Tensor;
    const sums = y.reshape([4, 6]).toArray() as number[][];
    for (const row of sums) expect(new Set(row).size).toBe(1);
    expect(new Set(sums.flat()).size).toBe(4);
    for (const [first] of sums) expect(Math.abs((first as number) / 200 - 1)).toBeLessThan(0.25);
  });

  test("does nothing when it is not training", () => {
    const layer = gru(3, { dropout: 0.5, recurrentDropout: 0.5 });
    expectSame(layer.apply(x) as Tensor, layer.apply(x) as Tensor, 0);
    const [a, b] = [layer.apply(x, { training: true }), layer.apply(x, { training: true })] as Tensor[];
    expect(
      (a as Tensor)
        .sub(b as Tensor)
        .abs()
        .max()
        .item(),
    ).toBeGreaterThan(0);
  });

  test("with recurrent dropout each gate has masks of its own, else they share one", () => {
    const make = (o: object): layers.LSTM =>
      lstm(50, { ...count, recurrentActivation: "linear", useBias: false, dropout: 0.5, seed: 2, ...o });
    // One step: i * g and o * (i * g) of the sums of inputs; equal sums make a cube.
    const one = ones.slice([null, [0, 1]]);
    const isCube = (layer: layers.Layer): boolean => {
      const y = (layer.apply(one, { training: true }) as Tensor).slice([null, [0, 1]]).data();
      return [...y].every((v) => Math.abs(Math.cbrt(v) - Math.round(Math.cbrt(v))) < 1e-3);
    };
    expect(isCube(make({}))).toBe(true);
    expect(isCube(make({ implementation: 1 }))).toBe(false);
    expect(isCube(make({ recurrentDropout: 0.1 }))).toBe(false);
  });
});

describe("timeDistributed", () => {
  test("applies a layer to each step, also one that reads sequences", () => {
    const layer = timeDistributed(lstm(2));
    const videos = random([2, 3, 5, 4]);
    const y = layer.apply(videos) as Tensor;
    expect(y.shape).toEqual([2, 3, 2]);
    const step = layer.layer.apply(videos.slice([null, [1, 2]]).squeeze(1)) as Tensor;
    expectSame(y.slice([null, [1, 2]]).squeeze(1), step);
  });

  test("is applied step by step where the layer learns from batches", () => {
    const [whole, single] = [timeDistributed(layers.batchNormalization()), layers.batchNormalization()];
    const y = whole.apply(x, { training: true }) as Tensor;
    for (let t = 0; t < 5; t++) {
      const step = x.slice([null, [t, t + 1]]).squeeze(1);
      expectSame(
        y.slice([null, [t, t + 1]]).squeeze(1),
        single.apply(step, { training: true }) as Tensor,
        1e-5,
      );
    }
    whole.weights.forEach((w, i) => {
      expectSame(w.value, (single.weights[i] as typeof w).value);
    });
    expect((whole.apply(x) as Tensor).shape).toEqual([2, 5, 3]);
  });

  test("hands masks on that tell more than which steps count", () => {
    const layer = timeDistributed(simpleRnn(2));
    const videos = random([1, 2, 3, 4]);
    const mask = tensor([
      [
        [true, false, false],
        [true, true, true],
      ],
    ]);
    const y = layer.apply(videos, { mask }) as Tensor;
    const first = layer.layer.apply(videos.slice([null, [0, 1], [0, 1]]).squeeze(1)) as Tensor;
    expectSame(y.slice([null, [0, 1]]).squeeze(1), first);
  });
});

describe("embedding", () => {
  test("finds tokens that are not in the vocabulary, where it reads the data", async () => {
    const model = sequential([embedding(5, 3, { inputShape: [4] }), layers.flatten(), dense(1)]);
    const bad = [
      [0, 1, 2, 3],
      [4, 4, 5, 0],
    ];
    const message =
      /^embedding: received the token 5 at step 2 of row 1, expected whole numbers from 0 to 4; give/;
    expect(() => model.predict(bad)).toThrow(message);
    expect(() => embedding(5, 3).apply(bad)).toThrow(message);
    expect(() => embedding(5, 3).apply([0, -1])).toThrow(/the token -1 in row 1/);
    expect(() => model.predict([[0, 1, 2.5, 3]])).toThrow(/the token 2.5/);
    model.compile({ loss: "mse" });
    await expect(model.fit(bad, [1, 2])).rejects.toThrow(message);
    const tokens = input([4], { dtype: "int32" });
    const graph = functional({ inputs: tokens, outputs: embedding(5, 3).apply(tokens) });
    expect(() => graph.predict(bad)).toThrow(message);
  });

  test("gives NaN where they are computed, and not the vector of another token", () => {
    const computed = tensor(Int32Array.of(1, 7, -1), { shape: [3] })
      .add(0)
      .mul(tensor(Int32Array.of(1, 1, 1)));
    const y = embedding(5, 2).apply(computed).toArray() as number[][];
    expect(y.map((row) => Number.isNaN(row[0]))).toEqual([false, true, true]);
  });
});

describe("arguments", () => {
  const sequence = tensor(new Float32Array(30), { shape: [2, 5, 3] });
  test.each<[() => unknown, RegExp]>([
    [() => lstm(-3), /^lstm: received units -3, expected a whole number at least 1/],
    [() => gruCell(1.5), /^gruCell: received units 1.5/],
    [
      () => simpleRnn(2, { unit: 3 } as never),
      /^simpleRnn: received the unknown option "unit".*did you mean "units"/,
    ],
    [() => lstm(2, { dropout: 1 }), /^lstm: received dropout 1, expected a number at least 0 and below 1/],
    [() => gru(2, { recurrentDropout: -0.1 }), /^gru: received recurrentDropout -0.1/],
    [() => lstm(2, { implementation: 3 as never }), /^lstm: received implementation 3/],
    [
      () => lstm(2, { recurrentActivation: "sigmod" }),
      /^lstm: recurrentActivation: received "sigmod".*"sigmoid"/,
    ],
    [() => lstm(2, { recurrentInitializer: "nothing" }), /^lstm: recurrentInitializer: received "nothing"/],
    [
      () => lstm(2, { returnState: "no" as never }),
      /^lstm: received returnState "no", expected true or false/,
    ],
    [() => gru(2, { resetAfter: 0 as never }), /^gru: received resetAfter 0, expected true or false/],
    [
      () => embedding(3, 2, { maskZero: 1 as never }),
      /^embedding: received maskZero 1, expected true or false/,
    ],
    [() => lstm(2, { stateful: true }), /^lstm: received stateful true.*initialState/],
    [() => rnn(dense(2) as never), /^rnn: received a Dense, expected a cell such as lstmCell\(8\)/],
    [() => rnn([]), /^stackedRnnCells: received \[\], expected an array of cells/],
    [() => rnn(lstmCell(2), { dtype: "float64" }), /^rnn: received dtype float64 for a cell of float32/],
    [
      () => stackedRnnCells([gruCell(1), gruCell(1, { dtype: "float64" })]),
      /a cell of float64 among cells of float32/,
    ],
    [
      () => lstm(2).apply(tensor([[1, 2, 3]])),
      /^lstm: expected input of shape \[batch, steps, features\], received \[batch, 3\]; give seq/,
    ],
    [
      () => lstm(2).apply([sequence, tensor([[1, 2]])]),
      /^lstm: received initialState of shape \[1, 2\], expected \[2, 2\] and \[2, 2\]/,
    ],
    [
      () => gru(2).apply(sequence, { mask: tensor([[true, false]]) }),
      /^gru: received a mask of shape \[1, 2\], expected \[2, 5\]/,
    ],
    [
      () => gruCell(2).apply(tensor([[1, 2]])),
      /^gru_cell: expected input of shape \[batch, 2\] and \[batch, 2\], received \[1, 2\] alone/,
    ],
    [
      () => lstmCell(2).apply([tensor([[1, 2]]), tensor([[1, 2]])]),
      /^lstm_cell: expected input of shape.*received \[batch, 2\] and \[batch, 2\]; pass an array/,
    ],
    [
      () => bidirectional(dense(2) as never),
      /^bidirectional: received the layer dense, expected a recurrent layer such as lstm\(8\)/,
    ],
    [
      () => bidirectional(lstm(2), { mergeMode: "add" as never }),
      /mergeMode "add".*"concat" or "sum" or "mul" or "ave"/,
    ],
    [() => bidirectional(lstm(2, { goBackwards: true })), /two layers with goBackwards true/],
    [
      () => bidirectional(lstm(2), { backwardLayer: lstm(2, { goBackwards: true, returnState: true }) }),
      /returnState false and a backwardLayer with true/,
    ],
    [
      () => bidirectional(gru(2)).apply(sequence, { initialState: [tensor([[1, 2]])] }),
      /received 1 tensors as initialState/,
    ],
    [() => timeDistributed(3 as never), /^timeDistributed: received 3, expected a layer such as dense/],
    [
      () => timeDistributed(dense(2)).apply(tensor([[1, 2]])),
      /^time_distributed: expected input of shape \[batch, steps, …\].*apply dense itself/,
    ],
    [
      () => timeDistributed(dense(2)).apply(sequence, { mask: tensor([[true]]) }),
      /a mask of shape \[1, 1\], expected \[2, 5\]/,
    ],
    [
      () => timeDistributed(lstm(2, { returnState: true })).apply(input([2, 5, 3])),
      /gives several tensors, expected one/,
    ],
    [() => embedding(0, 3), /^embedding: received inputDim 0/],
    [() => embedding(3, "2" as never), /^embedding: received outputDim "2"/],
    [() => masking({ maskValue: "0" as never }), /^masking: received maskValue "0"/],
    [
      () => masking().apply(tensor([[1, 2]])),
      /^masking: expected input of shape \[batch, steps, features\], received \[batch, 2\]/,
    ],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});
