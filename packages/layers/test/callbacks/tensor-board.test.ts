import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as layers from "@wellfit/layers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { crc32c } from "../../src/tensorboard/crc32c";
import { record } from "../../src/tensorboard/record";
import { twoClasses } from "../support/data";
import { decodeMessage, type EventFile, readEventFile, recordsOf, slowCrc32c } from "../support/event-files";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wellfit-tensorboard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { x, y } = twoClasses(40);
const options = { epochs: 3, batchSize: 16, verbose: 0, validationData: [x, y] } as const;

function made(): layers.Sequential {
  layers.setSeed(3);
  const model = layers.sequential([
    layers.dense(4, { inputShape: [2], activation: "relu" }),
    layers.dense(1, { activation: "sigmoid" }),
  ]);
  const optimizer = layers.adam({ learningRate: 0.01 });
  model.compile({ loss: "binaryCrossentropy", optimizer, metrics: ["binaryAccuracy"] });
  return model;
}

/** The only event file in a folder. */
function only(...path: string[]): EventFile {
  const dir = join(folder, ...path);
  const names = readdirSync(dir).filter((name) => name.startsWith("events"));
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/^events\.out\.tfevents\.\d+\.wellfit\.\d+\.\d+\.v2$/);
  return readEventFile(new Uint8Array(readFileSync(join(dir, names[0] as string))));
}

const series = (file: EventFile, tag: string): (readonly [step: number, value: number])[] =>
  file.values.filter((v) => v.tag === tag).map((v) => [v.step, v.numbers[0] as number]);
const text = (bytes: unknown): string => new TextDecoder().decode(bytes as Uint8Array);

describe("the framing", () => {
  test.each([
    ["123456789", 0xe3069283],
    ["", 0],
    ["a", 0xc1d04330],
  ])("the CRC-32C of %j", (given, expected) => {
    const bytes = new TextEncoder().encode(given);
    expect(crc32c(bytes)).toBe(expected);
    expect(slowCrc32c(bytes)).toBe(expected);
  });

  test("of zeros and ones, as RFC 3720 has them", () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  });

  test("a record has the length, the data and both sums", () => {
    const data = new TextEncoder().encode("brain.Event:2");
    expect(recordsOf(new Uint8Array([...record(data), ...record(new Uint8Array(0))]))).toEqual([
      data,
      new Uint8Array(0),
    ]);
  });
});

describe("scalars", () => {
  test("are those of the history, under Keras's tags", async () => {
    const { history } = await made().fit(x, y, { ...options, callbacks: [layers.tensorBoard(folder)] });
    const train = only("train");
    const validation = only("validation");
    expect([train.version, validation.version]).toEqual(["brain.Event:2", "brain.Event:2"]);
    const rows = (values: number[] | undefined): unknown => values?.map((v, i) => [i, Math.fround(v)]);
    expect(series(train, "epoch_loss")).toEqual(rows(history.loss));
    expect(series(train, "epoch_binary_accuracy")).toEqual(rows(history.binaryAccuracy));
    expect(series(train, "epoch_learning_rate").map(([step]) => step)).toEqual([0, 1, 2]);
    expect(series(validation, "epoch_loss")).toEqual(rows(history.valLoss));
    expect(series(validation, "evaluation_loss_vs_iterations").map(([step]) => step)).toEqual([3, 6, 9]);
    for (const value of [...train.values, ...validation.values]) {
      expect(value).toMatchObject({ plugin: "scalars", dtype: 1, shape: [] });
    }
    const now = Date.now() / 1000;
    for (const time of train.times) expect(Math.abs(time - now)).toBeLessThan(60);
    // Nothing but these two folders, and no file of hyper-parameters.
    expect(readdirSync(folder).sort()).toEqual(["train", "validation"]);
  });

  test.each<["batch" | number, number[]]>([
    ["batch", [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [4, [0, 4, 8]],
  ])("of batches, updateFreq %s, go on where the last training was", async (updateFreq, steps) => {
    const model = made();
    await model.fit(x, y, { ...options, callbacks: [layers.tensorBoard(folder, { updateFreq })] });
    expect(series(only("train"), "batch_loss").map(([step]) => step)).toEqual(steps);
    const again = join(folder, "again");
    await model.fit(x, y, { ...options, callbacks: [layers.tensorBoard(again, { updateFreq })] });
    const next = Math.ceil(9 / (steps[1] as number)) * (steps[1] as number);
    expect(series(only("again", "train"), "batch_loss")[0]?.[0]).toBe(next);
  });
});

describe("histograms", () => {
  test("of weights, gradients and activations have 30 buckets that hold all numbers", async () => {
    const board = layers.tensorBoard(folder, {
      histograms: ["weights", "gradients", "activations"],
      histogramFreq: 2,
    });
    const model = made();
    const kernels: number[][] = [];
    const watch = {
      onEpochEnd: () => void kernels.push(Array.from(model.getWeights()[0]?.data as Float32Array)),
    };
    await model.fit(x, y, { ...options, callbacks: [board, watch] });
    const found = only("train").values.filter((v) => v.plugin === "histograms");
    const names = ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"];
    const tags = [
      ...names.map((name) => `weights/${name}`),
      ...names.map((name) => `gradients/${name}`),
      "activations/dense",
      "activations/dense_1",
    ];
    expect(found.map((v) => `${v.step} ${v.tag}`)).toEqual(
      [0, 2].flatMap((step) => tags.map((tag) => `${step} ${tag}`)),
    );
    for (const { shape, dtype, numbers: rows } of found) {
      expect([dtype, shape]).toEqual([2, [30, 3]]);
      for (let i = 0; i < 29; i++) expect(rows[3 * i + 1]).toBe(rows[3 * (i + 1)]);
    }
    const first = found.find((v) => v.tag === "weights/dense/kernel")?.numbers as number[];
    const kernel = kernels[0] as number[];
    expect([first[0], first[88]]).toEqual([Math.min(...kernel), Math.max(...kernel)]);
    for (let i = 0; i < 30; i++) {
      const [left, right, count] = first.slice(3 * i, 3 * i + 3) as [number, number, number];
      expect(kernel.filter((v) => v >= left && (i === 29 ? v <= right : v < right)).length).toBe(count);
    }
    // Eight rows are in the last batch of an epoch, four units in the layer.
    const dense = found.find((v) => v.tag === "activations/dense")?.numbers as number[];
    expect(dense.filter((_, i) => i % 3 === 2).reduce((a, b) => a + b)).toBe(32);
  });

  test("equal numbers are in the last bucket", async () => {
    layers.setSeed(1);
    const model = layers.sequential([
      layers.dense(2, { inputShape: [2], trainable: false }),
      layers.dense(1),
    ]);
    model.compile({ loss: "mse" });
    await model.fit(x, y, {
      epochs: 1,
      verbose: 0,
      callbacks: [layers.tensorBoard(folder, { histograms: ["weights"] })],
    });
    const bias = only("train").values.find((v) => v.tag === "weights/dense/bias")?.numbers as number[];
    expect(bias).toEqual([...new Array(89).fill(0), 2]);
  });
});

describe("the graph", () => {
  const nodes = (file: EventFile): Record<string, unknown>[] => {
    const graph = decodeMessage(file.graphs[0] as Uint8Array);
    return (graph.get(1) ?? []).map((bytes) => {
      const node = decodeMessage(bytes as Uint8Array);
      return {
        name: text(node.get(1)?.[0]),
        op: text(node.get(2)?.[0]),
        inputs: (node.get(3) ?? []).map(text),
      };
    });
  };

  test("of a sequential model is a chain, and models within are boxes", async () => {
    layers.setSeed(1);
    const inner = layers.sequential([layers.dense(3), layers.dense(2)], { name: "inner" });
    const model = layers.sequential([layers.dense(2, { inputShape: [2] }), inner, layers.dense(1)]);
    model.compile({ loss: "mse" });
    await model.fit(x, y, { epochs: 1, verbose: 0, callbacks: [layers.tensorBoard(folder)] });
    const train = only("train");
    expect(train.graphs).toHaveLength(1);
    expect(nodes(train)).toEqual([
      { name: "input_layer", op: "Placeholder", inputs: [] },
      { name: "dense", op: "Dense", inputs: ["input_layer"] },
      { name: "inner/dense", op: "Dense", inputs: ["dense"] },
      { name: "inner/dense_1", op: "Dense", inputs: ["inner/dense"] },
      { name: "dense_1", op: "Dense", inputs: ["inner/dense_1"] },
    ]);
  });

  test("of a functional model has its branches, and a layer that is used twice stands twice", async () => {
    layers.setSeed(1);
    const input = layers.input([2], { name: "in" });
    const shared = layers.dense(2, { name: "shared" });
    const inner = layers.sequential([layers.dense(2, { name: "deep" })], { name: "box" });
    const once = shared.apply(input);
    const output = layers.dense(1, { name: "out" }).apply(shared.apply(inner.apply(once)));
    const model = layers.functional({ inputs: input, outputs: output });
    model.compile({ loss: "mse" });
    await model.fit(x, y, { epochs: 1, verbose: 0, callbacks: [layers.tensorBoard(folder)] });
    expect(nodes(only("train"))).toEqual([
      { name: "in", op: "Placeholder", inputs: [] },
      { name: "shared", op: "Dense", inputs: ["in"] },
      { name: "box/deep", op: "Dense", inputs: ["shared"] },
      { name: "shared_1", op: "Dense", inputs: ["box/deep"] },
      { name: "out", op: "Dense", inputs: ["shared_1"] },
    ]);
  });

  test("is left out when it is not wanted", async () => {
    const callbacks = [layers.tensorBoard(folder, { writeGraph: false })];
    await made().fit(x, y, { ...options, callbacks });
    expect(only("train").graphs).toEqual([]);
  });
});

test("hyper-parameters stand above, with the metrics they led to and how the run ended", async () => {
  const hparams = { units: 4, activation: "relu", dropout: false };
  await made().fit(x, y, { ...options, callbacks: [layers.tensorBoard(folder, { hparams })] });
  const { values } = only();
  expect(values.map(({ tag }) => tag)).toEqual([
    "_hparams_/experiment",
    "_hparams_/session_start_info",
    "_hparams_/session_end_info",
  ]);
  for (const value of values) expect(value).toMatchObject({ plugin: "hparams", shape: [0], dtype: 1 });
  const of = (i: number, field: number): ReturnType<typeof decodeMessage> =>
    decodeMessage(decodeMessage(values[i]?.content as Uint8Array).get(field)?.[0] as Uint8Array);
  const experiment = of(0, 2);
  expect(
    (experiment.get(4) ?? []).map((info) => text(decodeMessage(info as Uint8Array).get(1)?.[0])),
  ).toEqual(["units", "activation", "dropout"]);
  expect(experiment.get(5)).toHaveLength(4);
  const start = of(1, 3);
  const entries = (start.get(1) ?? []).map((entry) => {
    const pair = decodeMessage(entry as Uint8Array);
    const value = decodeMessage(pair.get(2)?.[0] as Uint8Array);
    return [text(pair.get(1)?.[0]), value.get(2)?.[0] ?? value.get(4)?.[0] ?? text(value.get(3)?.[0])];
  });
  expect(entries).toEqual([
    ["units", 4],
    ["activation", "relu"],
    ["dropout", 0],
  ]);
  expect(of(2, 4).get(1)).toEqual([1]);
});

test("a writer gets the files in place of a folder", async () => {
  const files = new Map<string, Uint8Array>();
  const writer = (file: string, bytes: Uint8Array): void => {
    files.set(file, new Uint8Array([...(files.get(file) ?? []), ...bytes]));
  };
  const place = join(folder, "none");
  await made().fit(x, y, { ...options, callbacks: [layers.tensorBoard(place, { writer })] });
  expect(existsSync(place)).toBe(false);
  expect([...files.keys()].map((file) => file.split("/")[0]).sort()).toEqual(["train", "validation"]);
  const train = [...files].find(([file]) => file.startsWith("train/"))?.[1] as Uint8Array;
  expect(series(readEventFile(train), "epoch_loss")).toHaveLength(3);
});

test("training is the same with and without", async () => {
  const run = async (callbacks: layers.Callback[]): Promise<unknown> => {
    const model = made();
    const { history } = await model.fit(x, y, { ...options, callbacks });
    return { history, weights: model.getWeights() };
  };
  const all = { histograms: ["weights", "gradients", "activations"], updateFreq: "batch" } as const;
  expect(await run([layers.tensorBoard(folder, all)])).toEqual(await run([]));
});

test("a folder that cannot be made is an error that reaches the caller", async () => {
  writeFileSync(join(folder, "taken"), "");
  const callbacks = [layers.tensorBoard(join(folder, "taken"))];
  await expect(made().fit(x, y, { ...options, callbacks })).rejects.toThrow(
    /tensorBoard: expected to make the folder .*; choose another/,
  );
});
