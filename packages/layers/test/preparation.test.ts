import { setEngine, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { fingerprint64 } from "../src/layers/preparation/farm-hash";
import { resolveLayer } from "../src/layers/resolve-layer";
import { Zip } from "../src/serialization/zip/read-zip";
import { writeZip } from "../src/serialization/zip/write-zip";
import { expectClose, type Golden, golden, restoreEngine } from "./support/goldens";
import type { KerasLayerCase } from "./support/keras-layer-cases";

restoreEngine();

type Case = KerasLayerCase & { readonly adapt_data?: Golden };

const { layers: cases } = golden<{ layers: Case[] }>("keras_preparation_layers.json");

describe("real Keras", () => {
  test.each(cases.filter((c) => c.class === "StringLookup"))("$config.name", (c) => {
    const layer = resolveLayer({ class_name: c.class, config: c.config }, "test") as layers.StringLookup;
    const input = c.inputs[0] as Golden;
    const [rows, columns] = input.shape;
    const strings =
      columns === undefined
        ? (input.data as string[])
        : Array.from({ length: rows as number }, (_, r) =>
            (input.data as string[]).slice(r * columns, (r + 1) * columns),
          );
    expectClose(layer.apply(strings), c.outputs[0] as Golden, 0);
    expect(JSON.parse(JSON.stringify(layer.getConfig()))).toEqual(c.config);
  });

  test.each(cases.filter((c) => c.adapt_data !== undefined))("$config.name learns the same", (c) => {
    const { bin_boundaries: boundaries, ...config } = c.config;
    const layer = resolveLayer({ class_name: c.class, config }, "test");
    const { data, shape } = c.adapt_data as Golden;
    const seen = { data: Float64Array.from(data, Number), shape };
    (layer as layers.Normalization | layers.Discretization).adapt(seen);
    layer.weights.forEach((weight, i) => {
      expectClose(weight.value, c.weights[i] as Golden, 5e-7);
    });
    const input = c.inputs[0] as Golden;
    const y = layer.apply(tensor(input.data.map(Number), { shape: input.shape })) as Tensor;
    expectClose(y, c.outputs[0] as Golden, 3e-6);
    if (boundaries !== undefined) expect(layer.getConfig().bin_boundaries).toEqual(boundaries);
  });
});

describe("normalization", () => {
  test("learns in float64, so that numbers far from 0 lose nothing", () => {
    const layer = layers.normalization({ dtype: "float64" });
    const rows = Array.from({ length: 1000 }, (_, i) => [1e9 + (i % 10), -1e9 - 3 * (i % 10)]);
    layer.adapt({ data: Float64Array.from(rows.flat()), shape: [1000, 2] });
    expect([...(layer.weights[0] as layers.Weight["variable"]).data()]).toEqual([1e9 + 4.5, -1e9 - 13.5]);
    expect([...(layer.weights[1] as layers.Weight["variable"]).data()]).toEqual([8.25, 74.25]);
  });

  test("batches give what all rows give, and a second adapt forgets the first", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i) * 10, Math.cos(3 * i) + 100]);
    const whole = layers.normalization({ dtype: "float64" });
    whole.adapt(rows);
    const parts = layers.normalization({ dtype: "float64" });
    parts.adapt([[1, 2]]);
    parts.adapt([tensor(rows.slice(0, 7)), tensor(rows.slice(7, 8)), tensor(rows.slice(8))]);
    function* batches(): Generator<number[][]> {
      yield rows.slice(0, 11);
      yield rows.slice(11);
    }
    const generated = layers.normalization({ dtype: "float64" });
    generated.adapt(batches());
    for (const [i, weight] of whole.weights.entries()) {
      expectClose((generated.weights[i] as typeof weight).value, golden64(weight.value), 1e-13);
      // Tensors are float32.
      expectClose((parts.weights[i] as typeof weight).value, golden64(weight.value), 1e-6);
    }
  });

  test("there and back", () => {
    const rows = [
      [1, 200],
      [3, 400],
      [8, 100],
    ];
    const there = layers.normalization();
    there.adapt(rows);
    const back = layers.normalization({ invert: true });
    back.adapt(rows);
    expectClose(back.apply(there.apply(rows)), { shape: [3, 2], dtype: "float32", data: rows.flat() }, 1e-6);
  });

  test("one mean for everything, for several axes, and a column that never varies", () => {
    const all = layers.normalization({ axis: null });
    all.adapt([
      [1, 3],
      [5, 7],
    ]);
    expect(all.weights.map((w) => [w.shape, w.data()[0]])).toEqual([
      [[], 4],
      [[], 5],
    ]);
    const two = layers.normalization({ axis: [1, 2] });
    two.adapt([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [3, 2],
        [5, 4],
      ],
    ]);
    expect(two.weights[0]?.value.toArray()).toEqual([
      [2, 2],
      [4, 4],
    ]);
    expect(
      two
        .apply([
          [
            [3, 2],
            [5, 4],
          ],
        ])
        .toArray(),
    ).toEqual([
      [
        [1, 0],
        [1, 0],
      ],
    ]);
  });

  test("goes through files with its count, as in Keras", async () => {
    const scale = layers.normalization({ inputShape: [2] });
    const model = layers.sequential([scale, layers.dense(1)]);
    scale.adapt([
      [1, 10],
      [3, 30],
    ]);
    for (const format of ["keras", "h5"] as const) {
      const bytes = (await model.save(null, { format })) as Uint8Array;
      const again = await layers.loadModel(bytes);
      expect(again.weights.map((w) => [...w.data()])).toEqual(model.weights.map((w) => [...w.data()]));
      expect(again.predict([[2, 20]]).toArray()).toEqual(model.predict([[2, 20]]).toArray());
    }
    expect(scale.ownWeights().map(({ name }) => name)).toEqual(["mean", "variance", "count"]);
    expect(model.trainableWeights.length).toBe(2);
  });

  test("says what does not fit", () => {
    expect(() => layers.normalization({ mean: 1 })).toThrow(/mean without variance.*expected both/);
    expect(() => layers.normalization({ mean: [1, 2], variance: [1] })).toThrow(
      /\[2\] and variance of shape \[1\]/,
    );
    expect(() => layers.normalization({ mean: [[1]], variance: [[1]] })).toThrow(/at most as many axes/);
    expect(() => layers.normalization({ mean: 0, variance: -1 })).toThrow(/variance -1.*at least 0/);
    expect(() => layers.normalization({ axis: 0.5 })).toThrow(/axis 0.5.*whole number/);
    expect(() => layers.normalization({ axis: 3 }).build([null, 2])).toThrow(/axis 3 for input of shape/);
    expect(() => layers.normalization({ mean: [1, 2], variance: [1, 1] }).build([null, 3])).toThrow(
      /expected \[3\]/,
    );
    expect(() => layers.normalization({ mean: 0, variance: 1 }).adapt([[1]])).toThrow(
      /were given; leave them out/,
    );
    expect(() => layers.normalization().adapt([[1], [Number.NaN]])).toThrow(/NaN at position 1.*fill in/);
    expect(() => layers.normalization().adapt([])).toThrow(/no data/);
  });
});

describe("rescaling", () => {
  test("says what does not fit", () => {
    expect(() => layers.rescaling("1/255" as never)).toThrow(/received scale "1\/255".*finite number/);
    expect(() => layers.rescaling(1, { offset: Number.NaN })).toThrow(/offset NaN/);
    expect(() => layers.rescaling([1, 2, 3]).apply([[1], [2]])).toThrow(/one for each column/);
  });
});

describe("discretization", () => {
  test("learns bins with equally many numbers", () => {
    const layer = layers.discretization({ numBins: 5 });
    const numbers = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5000) / 10);
    expect(() => layer.apply([1])).toThrow(/call adapt\(data\) first/);
    layer.adapt(numbers);
    const bins = layer.apply(numbers).data();
    for (let bin = 0; bin < 5; bin++) {
      const count = bins.filter((b: number) => b === bin).length;
      expect(Math.abs(count - 1000)).toBeLessThan(60);
    }
    const again = resolveLayer(
      { class_name: "Discretization", config: layer.getConfig() },
      "test",
    ) as typeof layer;
    expect(again.binBoundaries).toEqual(layer.binBoundaries);
    again.adapt([0, 1]);
  });

  test("says what does not fit", () => {
    expect(() => layers.discretization({})).toThrow(/neither binBoundaries nor numBins/);
    expect(() => layers.discretization({ binBoundaries: [1], numBins: 2 })).toThrow(/both/);
    expect(() => layers.discretization({ binBoundaries: [1, 0] })).toThrow(/rising order/);
    expect(() => layers.discretization({ numBins: 0 })).toThrow(/numBins 0/);
    expect(() => layers.discretization({ binBoundaries: [0], outputMode: "hot" as never })).toThrow(
      /outputMode "hot"/,
    );
    expect(() => layers.discretization({ binBoundaries: [0] }).adapt([1])).toThrow(/give numBins instead/);
  });
});

describe("categoryEncoding", () => {
  test("encodes in three modes", () => {
    const x = [
      [0, 2],
      [3, 3],
    ];
    expect(layers.categoryEncoding(4).apply(x).toArray()).toEqual([
      [1, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    expect(layers.categoryEncoding(4, { outputMode: "count" }).apply(x).toArray()).toEqual([
      [1, 0, 1, 0],
      [0, 0, 0, 2],
    ]);
    expect(
      layers
        .categoryEncoding(4, { outputMode: "oneHot" })
        .apply([[1], [2]])
        .toArray(),
    ).toEqual([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
  });

  test("says what does not fit", () => {
    expect(() => layers.categoryEncoding(0)).toThrow(/numTokens 0/);
    expect(() => layers.categoryEncoding(4).apply([[4]])).toThrow(/received 4 at position 0.*from 0 to 3/);
    expect(() => layers.categoryEncoding(4).apply([[0]], { countWeights: tensor([[1]]) })).toThrow(
      /only outputMode "count"/,
    );
  });
});

describe("lookups", () => {
  test("of numbers inside of a model, to and fro", () => {
    const vocabulary = [12, -36, 1138, 42];
    const entry = layers.input([3], { dtype: "int32" });
    const there = layers.integerLookup({ vocabulary, maskToken: 7 });
    const model = layers.functional({ inputs: entry, outputs: there.apply(entry) });
    for (const engine of ["wasm", "reference"] as const) {
      setEngine(engine);
      expect(
        (
          model.predict([
            [12, 1138, 42],
            [7, 1000, -36],
          ]) as Tensor
        ).toArray(),
      ).toEqual([
        [2, 4, 5],
        [0, 1, 3],
      ]);
      const back = layers.integerLookup({ vocabulary: there.getVocabulary(), maskToken: 7, invert: true });
      expect(
        back
          .apply([
            [2, 4, 5],
            [0, 1, 99],
          ])
          .toArray(),
      ).toEqual([
        [12, 1138, 42],
        [7, -1, -1],
      ]);
    }
  });

  test("of strings, to and fro", () => {
    const there = layers.stringLookup({ vocabulary: ["a", "b"], maskToken: "" });
    const x = [
      ["a", "z"],
      ["b", ""],
    ];
    expect(there.apply(x).toArray()).toEqual([
      [2, 1],
      [3, 0],
    ]);
    expect(there.apply(x).dtype).toBe("int32");
    const back = layers.stringLookup({ vocabulary: ["a", "b"], maskToken: "", invert: true });
    const strings = [
      ["a", "[UNK]"],
      ["b", ""],
    ];
    expect(back.strings(there.apply(x))).toEqual(strings);
    expect(back.apply(there.apply(x))).toEqual(strings);
    const counts = layers.stringLookup({ vocabulary: ["a", "b"], maskToken: "", outputMode: "count" });
    expect(counts.apply([["a", "a", "z", ""]]).toArray()).toEqual([[1, 2, 0]]);
  });

  test("learn their vocabulary, the most frequent first, and keep it in the config", () => {
    const strings = layers.stringLookup({ maxTokens: 4 });
    expect(() => strings.apply(["a"])).toThrow(/call adapt\(data\)/);
    strings.adapt([
      ["b", "a", "c"],
      ["c", "b", "d"],
      ["é", "[UNK]", "c"],
    ]);
    expect(strings.getVocabulary()).toEqual(["[UNK]", "c", "b", "é"]);
    const again = resolveLayer(
      { class_name: "StringLookup", config: strings.getConfig() },
      "test",
    ) as typeof strings;
    expect(again.getVocabulary()).toEqual(strings.getVocabulary());
    const numbers = layers.integerLookup();
    numbers.adapt([
      [5, 3, 5],
      [3, 5, -1],
    ]);
    expect(numbers.getVocabulary(false)).toEqual([5, 3]);
  });

  test("a vocabulary that Keras found in data stands in a file of its own", async () => {
    const lookup = layers.integerLookup({
      vocabulary: [10, 20, 30],
      outputMode: "multiHot",
      inputShape: [2],
    });
    const model = layers.sequential([lookup, layers.dense(1)]);
    const zip = new Zip((await model.save(null)) as Uint8Array, 1e7);
    const part = async (name: string): Promise<Uint8Array> => (await zip.read(name)) as Uint8Array;
    const config = new TextDecoder().decode(await part("config.json"));
    const bytes = await writeZip([
      ["metadata.json", await part("metadata.json")],
      ["config.json", new TextEncoder().encode(config.replace("[10, 20, 30]", "null"))],
      ["model.weights.h5", await part("model.weights.h5")],
      ["assets/layers/integer_lookup/vocabulary.txt", new TextEncoder().encode("-1\n10\n20\n30")],
    ]);
    const again = await layers.loadModel(bytes);
    const x = { data: Int32Array.of(10, 7, 30, 20), shape: [2, 2] };
    expect((again.predict(x) as Tensor).data()).toEqual((model.predict(x) as Tensor).data());
    expect((again.layers[0] as layers.IntegerLookup).getVocabulary()).toEqual([-1, 10, 20, 30]);
  });

  test("unknown strings get the buckets of TensorFlow", () => {
    // The examples of BigQuery's FARM_FINGERPRINT, which is the same function.
    const print = (text: string): bigint => BigInt.asIntN(64, fingerprint64(new TextEncoder().encode(text)));
    expect(print("1footrue")).toBe(-1541654101129638711n);
    expect(print("2applefalse")).toBe(2794438866806483259n);
    expect(print("3true")).toBe(-4880158226897771312n);
    // TensorFlow's documentation of to_hash_bucket_fast and of Hashing.
    const buckets = layers.stringLookup({ vocabulary: ["x"], numOovIndices: 3 });
    expect(buckets.apply(["Hello", "TensorFlow", "2.x"]).toArray()).toEqual([0, 2, 2]);
    expect(buckets.apply(["A", "B", "C", "D", "E"]).toArray()).toEqual([1, 0, 1, 1, 2]);
  });

  test("say what does not fit", () => {
    expect(() => layers.stringLookup({ vocabulary: ["a", "b", "a"] })).toThrow(
      /"a" twice, at 0 and 2.*remove/,
    );
    expect(() => layers.integerLookup({ vocabulary: [1, 1] })).toThrow(/1 twice/);
    expect(() => layers.stringLookup({ vocabulary: [] })).toThrow(/empty vocabulary/);
    expect(() => layers.stringLookup({ vocabulary: [1] as never })).toThrow(/expected an array of strings/);
    expect(() => layers.stringLookup({ vocabulary: ["a", ""], maskToken: "" })).toThrow(/maskToken "" at 1/);
    expect(() => layers.stringLookup({ vocabulary: ["a", "b", "c"], maxTokens: 3 })).toThrow(
      /at most maxTokens = 3/,
    );
    expect(() => layers.stringLookup({ numOovIndices: -1 })).toThrow(/numOovIndices -1/);
    expect(() => layers.stringLookup({ vocabulary: ["a"] }).adapt(["b"])).toThrow(/leave it out for data/);
    expect(() => layers.stringLookup({ vocabulary: ["a"], numOovIndices: 0 }).apply(["b"])).toThrow(
      /"b" at position 0, which is not in the vocabulary/,
    );
    expect(() => layers.integerLookup({ vocabulary: [4], numOovIndices: 0 }).apply([5])).toThrow(
      /5 at position 0/,
    );
    expect(() => layers.integerLookup({ vocabulary: [4] }).apply([0.5])).toThrow(/0.5 at position 0.*whole/);
    expect(() => layers.stringLookup({ vocabulary: ["a"] }).apply(layers.input([1]))).toThrow(
      /before fit or predict, as in/,
    );
    expect(() => layers.stringLookup({ vocabulary: ["a"] }).apply([1])).toThrow(
      /received 1, expected a string/,
    );
    expect(() => layers.stringLookup({ vocabulary: ["a"] }).apply([["a"], ["a", "b"]])).toThrow(
      /equal lengths/,
    );
    expect(() => layers.stringLookup({ outputMode: "count", invert: true })).toThrow(
      /with invert, expected "int"/,
    );
  });
});

function golden64(x: Tensor): Golden {
  return { shape: [...x.shape], dtype: "float64", data: [...x.data()] };
}
