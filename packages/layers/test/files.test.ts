import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { crc32 } from "../src/serialization/zip/crc32";
import { Zip } from "../src/serialization/zip/read-zip";
import { writeZip } from "../src/serialization/zip/write-zip";
import { twoClasses } from "./support/data";
import { kerasBytes, kerasPath } from "./support/keras-goldens";

const { adam, dense, loadModel, sequential } = layers;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wellfit-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const make = (units = 4): layers.Sequential => {
  layers.setSeed(3);
  const model = sequential([
    dense(units, { inputShape: [2], activation: "relu" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.01 }),
    metrics: ["accuracy"],
  });
  return model;
};

const trained = async (): Promise<layers.Sequential> => {
  const model = make();
  const { x, y } = twoClasses(16);
  await model.fit(x, y, { epochs: 2, batchSize: 8, verbose: 0 });
  return model;
};

describe("save and loadModel", () => {
  test.each(["best.keras", "best.h5", "best.hdf5", "Best.KERAS"])("%s", async (name) => {
    const model = await trained();
    const path = join(folder, name);
    await model.save(path);
    const copy = await loadModel(path);
    expect(copy.getWeights()).toEqual(model.getWeights());
    expect(copy.toJSON()).toEqual(JSON.parse(JSON.stringify(model)));
    expect(copy.optimizer.iterations).toBe(4);
    // Training goes on as if nothing had happened.
    const { x, y } = twoClasses(16);
    const options = { epochs: 2, batchSize: 16, shuffle: false, verbose: 0 } as const;
    const [one, other] = [await model.fit(x, y, options), await copy.fit(x, y, options)];
    expect(other.history.loss).toEqual(one.history.loss);
    expect(copy.getWeights()).toEqual(model.getWeights());
    expect((await loadModel(pathToFileURL(path).href)).name).toBe(model.name);
    expect(readdirSync(folder).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  test("without the optimizer, and without compiling", async () => {
    const model = await trained();
    for (const name of ["small.keras", "small.h5"]) {
      const path = join(folder, name);
      await model.save(path, { includeOptimizer: false });
      expect((await loadModel(path, { compile: false })).toJSON().compile_config).toBeUndefined();
    }
    const copy = await loadModel(join(folder, "small.keras"));
    expect(copy.optimizer.iterations).toBe(0);
    expect(copy.getWeights()).toEqual(model.getWeights());
  });

  test("an optimizer whose memory is another one begins anew, with a warning", async () => {
    const zip = new Zip(await layers.modelToKeras(await trained()), 1e9);
    const config = new TextDecoder().decode(await zip.read("config.json"));
    const bytes = await writeZip([
      ["config.json", new TextEncoder().encode(config.replace('"amsgrad": false', '"amsgrad": true'))],
      ["model.weights.h5", (await zip.read("model.weights.h5")) as Uint8Array],
    ]);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    try {
      expect((await loadModel(bytes)).optimizer.iterations).toBe(0);
      expect(warn).toHaveBeenCalledExactlyOnceWith(
        expect.stringMatching(/^loadModel: adam: the file has 10 arrays .*expected 14; it begins anew$/),
      );
    } finally {
      warn.mockRestore();
    }
  });

  test("an old file stays when a new one cannot be written", async () => {
    const path = join(folder, "kept.keras");
    const model = make();
    await model.save(path);
    const before = readFileSync(path);
    await expect(model.save(join(folder, "nowhere", "kept.keras"))).rejects.toThrow(
      /save: expected to write .*kept\.keras, received ENOENT.*choose a folder that exists/,
    );
    await expect(sequential([dense(1)]).save(path)).rejects.toThrow(
      /has no weights before it knows the shape/,
    );
    expect(readFileSync(path)).toEqual(before);
  });

  test.each([
    ["model.onnx", /save: received "model.onnx", expected a name that ends in \.keras or \.h5/],
    ["model.weights.h5", /an ending for weights alone.*saveWeights/],
    ["", /received "", expected a path/],
    [undefined, /received undefined, expected a path/],
    ["indexeddb://a.keras", /no place here/],
    ["opfs://a.keras", /no place here/],
    ["download://a.keras", /no place here/],
    ["ftp://a.keras", /no place here/],
  ])("save(%j) is refused", async (place, message) => {
    await expect(make().save(place as string)).rejects.toThrow(message);
  });

  test.each([
    ["missing.keras", /received "missing.keras": there is no such file/],
    [tmpdir(), /this is a folder/],
    ["", /received "", expected a path such as "best.keras"/],
    [5, /received 5, expected a path/],
    ["indexeddb://a.keras", /no place here/],
    [new Uint8Array(0), /received 0 bytes that are neither a \.keras file/],
    [new TextEncoder().encode("version https://git-lfs"), /begin with "vers"/],
    [kerasBytes("m17_uncompiled.weights.h5"), /has weights alone, expected a whole model.*loadWeights/],
    [
      zipSync({ "a.txt": new Uint8Array(1) }),
      /has no config\.json but "a\.txt"; expected a file that model\.save wrote/,
    ],
    [kerasBytes("m17_uncompiled.keras").subarray(0, 9000), /damaged: it has no directory at its end/],
    [
      kerasBytes("m17_uncompiled.h5").subarray(0, 9000),
      /damaged: it says that it has 17208 bytes, but it has 9000/,
    ],
  ])("loadModel(%#) is refused", async (source, message) => {
    await expect(loadModel(source as string)).rejects.toThrow(message);
  });

  test("options that do not exist or do nothing are refused", async () => {
    const path = kerasPath("m17_uncompiled.keras");
    await expect(loadModel(path, { compiled: false } as object)).rejects.toThrow(
      /"compiled".*did you mean "compile"/,
    );
    await expect(loadModel(path, { safeMode: false })).rejects.toThrow(/never runs code.*customObjects/);
    await expect(make().save("a.keras", { optimizer: false } as object)).rejects.toThrow(
      /unknown option "optimizer"/,
    );
    await expect(make().loadWeights("a.h5", { by_name: true } as object)).rejects.toThrow(
      /unknown option "by_name"/,
    );
  });
});

test("bytes instead of files", async () => {
  const model = await trained();
  const plain = async (bytes: Uint8Array): Promise<unknown> => (await loadModel(bytes)).getWeights();
  expect(await plain(await model.save(null))).toEqual(model.getWeights());
  expect(await model.save(null, { format: "h5" })).toEqual(await layers.modelToH5(model));
  expect(await model.saveWeights(null)).toEqual(await layers.weightsToH5(model));
  expect(await model.saveWeights(null, { format: "safetensors" })).toEqual(
    await layers.weightsToSafetensors(model),
  );
  await expect(model.save("a.keras", { format: "h5" })).rejects.toThrow(
    /format "h5" and "a.keras", whose ending/,
  );
  await expect(model.save(null, { format: "onnx" as never })).rejects.toThrow(/received format "onnx"/);
});

describe("weights", () => {
  test.each(["w.weights.h5", "w.safetensors"])("%s", async (name) => {
    const model = await trained();
    const path = join(folder, name);
    await model.saveWeights(path);
    const copy = make();
    expect(await copy.loadWeights(path)).toEqual([]);
    expect(copy.getWeights()).toEqual(model.getWeights());
    expect(copy.optimizer.iterations).toBe(name.endsWith("h5") ? 4 : 0);
  });

  test("come from whole models too", async () => {
    const model = await trained();
    for (const bytes of [await layers.modelToKeras(model), await layers.modelToH5(model)]) {
      const copy = make();
      await copy.loadWeights(bytes.buffer as ArrayBuffer);
      expect(copy.getWeights()).toEqual(model.getWeights());
    }
  });

  test("that do not fit change nothing, or what fits", async () => {
    const model = await trained();
    const before = model.getWeights();
    const other = make(5);
    for (const bytes of [
      await layers.weightsToH5(other),
      await layers.modelToKeras(other),
      await layers.modelToH5(other),
      await layers.weightsToSafetensors(other),
    ]) {
      await expect(model.loadWeights(bytes)).rejects.toThrow(
        /kernel: received shape \[2, 5\], expected \[2, 4\]; the weights belong to another model.*skipMismatch/,
      );
      expect(model.getWeights()).toEqual(before);
      expect(model.optimizer.iterations).toBe(4);
      const copy = make();
      const skipped = await copy.loadWeights(bytes, { skipMismatch: true });
      expect(skipped.filter((line) => !line.startsWith("adam"))).toHaveLength(3);
      expect(copy.getWeights()[3]).toEqual(other.getWeights()[3]);
      expect(copy.getWeights()[0]).toEqual(make().getWeights()[0]);
    }
    const deep = sequential([dense(4, { inputShape: [2] }), dense(3), dense(1)]);
    await expect(model.loadWeights(await layers.modelToH5(deep))).rejects.toThrow(
      /weights of 3 layers \(dense, dense_1, dense_2\), expected 2 \(dense, dense_1\)/,
    );
    await expect(deep.loadWeights(await layers.weightsToH5(model))).rejects.toThrow(
      /dense_1 \(layers\/dense_1\/vars\)|dense_2 \(layers\/dense_2\/vars\): the file has 0 variables, expected 2/,
    );
  });

  test("are found by the names of layers", async () => {
    const model = await trained();
    const part = sequential([
      dense(3, { inputShape: [2], name: "new" }),
      dense(4, { name: "mid" }),
      dense(1, { name: "dense_1" }),
    ]);
    const before = part.getWeights();
    await part.loadWeights(await layers.modelToH5(model), { byName: true });
    expect(part.getWeights().slice(0, 4)).toEqual(before.slice(0, 4));
    expect(part.getWeights().slice(4)).toEqual(model.getWeights().slice(2));
    await expect(part.loadWeights(await layers.weightsToH5(model), { byName: true })).rejects.toThrow(
      /byName, but a \.weights\.h5 file has no names/,
    );
  });

  test.each([
    ["a.h5", /expected a name that ends in \.weights\.h5 or \.safetensors/],
    ["a.keras", /expected a name that ends in/],
    [5, /received 5, expected a path such as "best.weights.h5", or null for the bytes/],
  ])("saveWeights(%j) is refused", async (place, message) => {
    await expect(make().saveWeights(place as string)).rejects.toThrow(message);
  });

  test("before there are any are refused", async () => {
    await expect(sequential([dense(1)]).loadWeights(kerasPath("m17_uncompiled.weights.h5"))).rejects.toThrow(
      /loadWeights: sequential has no weights before it knows the shape/,
    );
  });
});

describe("your own classes", () => {
  class Twice extends layers.Layer {
    static readonly className: string = "Twice";
    constructor(options: layers.LayerOptions = {}) {
      super("twice", options);
    }
    call(x: Tensor): Tensor {
      return x.mul(2);
    }
  }

  test("are found among customObjects, and named when they are missing", async () => {
    const model = sequential([dense(2, { inputShape: [2] }), new Twice()]);
    for (const bytes of [await layers.modelToKeras(model), await layers.modelToH5(model)]) {
      const copy = await loadModel(bytes, { customObjects: { Twice } });
      expect(copy.predict([[1, 2]]).toArray()).toEqual(model.predict([[1, 2]]).toArray());
      await expect(loadModel(bytes)).rejects.toThrow(
        /loadModel: .*received "Twice" for "twice".*loadModel\(file, \{ customObjects: \{ Twice \} \}\)/,
      );
    }
  });

  test("a name such as constructor is none of them", async () => {
    const zip = new Zip(kerasBytes("m17_uncompiled.keras"), 1e9);
    const weights = (await zip.read("model.weights.h5")) as Uint8Array;
    const config = new TextDecoder().decode(await zip.read("config.json"));
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const bytes = await writeZip([
        ["config.json", new TextEncoder().encode(config.replace('"relu"', JSON.stringify(name)))],
        ["model.weights.h5", weights],
      ]);
      await expect(loadModel(bytes, { customObjects: {} })).rejects.toThrow(new RegExp(`received "${name}"`));
    }
  });
});

describe("hostile files", () => {
  const rebuild = async (change: (config: string) => string): Promise<Uint8Array> => {
    const zip = new Zip(kerasBytes("m17_uncompiled.keras"), 1e9);
    const config = new TextDecoder().decode(await zip.read("config.json"));
    return writeZip([
      ["config.json", new TextEncoder().encode(change(config))],
      ["model.weights.h5", (await zip.read("model.weights.h5")) as Uint8Array],
    ]);
  };

  test("a zip that claims gigabytes is refused before it is unpacked", async () => {
    const bomb = zipSync({ "config.json": new Uint8Array(9), "model.weights.h5": new Uint8Array(9) });
    const view = new DataView(bomb.buffer);
    // The size in the first entry of the directory.
    view.setUint32(view.getUint32(bomb.length - 6, true) + 24, 0xf000_0000, true);
    await expect(loadModel(bomb)).rejects.toThrow(/claims to hold more than \d+.*fill the memory/);
  });

  test("a zip that says less than it holds is refused", async () => {
    const bytes = zipSync({ "config.json": [new Uint8Array(100_000), { level: 9 }] });
    const view = new DataView(bytes.buffer);
    // The size in the directory.
    view.setUint32(view.getUint32(bytes.length - 6, true) + 24, 10, true);
    await expect(loadModel(bytes)).rejects.toThrow(/damaged/);
  });

  test("deflated zips are read, as Keras reads them", async () => {
    const zip = new Zip(kerasBytes("m17_uncompiled.keras"), 1e9);
    const files = await Promise.all(zip.names.map(async (name) => [name, await zip.read(name)] as const));
    const model = await loadModel(zipSync(Object.fromEntries(files) as never, { level: 9 }));
    expect(model.getWeights()).toEqual((await loadModel(kerasBytes("m17_uncompiled.keras"))).getWeights());
  });

  test.each([
    ["settings nested without end", () => "[".repeat(100_000), /nested deeper than 300/],
    [
      "__proto__",
      (c: string) => c.replace('"units"', '"__proto__"'),
      /the name "__proto__"; the file is damaged or hostile/,
    ],
    ["\\u escapes", (c: string) => c.replace('"units"', '"\\u005f_proto__"'), /the name "__proto__"/],
    ["no text", () => "\u0000", /config\.json: the text is not JSON/],
    [
      "more units than the file",
      (c: string) => c.replace('"units": 3', '"units": 3000000000'),
      /dense\/kernel of shape \[4, 3000000000\] has more numbers than the file/,
    ],
    ["null", () => "null", /received null, expected an object with class_name/],
  ])("%s", async (_, change, message) => {
    await expect(loadModel(await rebuild(change))).rejects.toThrow(message);
    expect(({} as Record<string, unknown>).units).toBeUndefined();
  });

  test("models within models that are called without end are refused at once", () => {
    const x = (of: string): object => ({
      class_name: "__keras_tensor__",
      config: { shape: [null, 1], dtype: "float32", keras_history: [of, 0, 0] },
    });
    const input = {
      class_name: "InputLayer",
      config: { batch_shape: [null, 1], dtype: "float32", name: "x" },
      name: "x",
      inbound_nodes: [],
    };
    let inner: object = {
      class_name: "Dense",
      config: { name: "inner", units: 1, trainable: true },
      name: "inner",
    };
    for (let i = 0; i < 40; i++) {
      const calls = [{ args: [x("x")] }, { args: [x("inner")] }];
      inner = {
        class_name: "Functional",
        config: {
          name: `inner`,
          trainable: true,
          layers: [input, { ...inner, inbound_nodes: calls }],
          input_layers: ["x", 0, 0],
          output_layers: ["inner", 1, 0],
        },
        name: "inner",
      };
    }
    expect(() => layers.modelFromJson(inner)).toThrow(/call layers \d+ times, expected at most 200000/);
  });

  test("counts that would fill the memory are refused", () => {
    const json = make().toJSON();
    const metric = { class_name: "AUC", config: { name: "auc", num_thresholds: 2e9 } };
    const settings = { ...json, compile_config: { ...json.compile_config, metrics: [metric] } };
    expect(() => layers.modelFromJson(settings)).toThrow(/num_thresholds 2000000000, expected at most/);
  });

  test("a checksum that does not match is seen", async () => {
    const bytes = kerasBytes("m17_uncompiled.keras").slice();
    bytes[3000] = (bytes[3000] as number) ^ 1;
    await expect(loadModel(bytes)).rejects.toThrow(/the checksum of "[a-z.0-9]+" is another one/);
  });

  test("CRC-32 is that of the standard", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});

test("a file that is fetched", async () => {
  const path = join(folder, "plain.keras");
  writeFileSync(path, kerasBytes("m17_uncompiled.keras"));
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/plain.keras" ? 200 : 404;
    response.end(response.statusCode === 200 ? readFileSync(path) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as { port: number };
    expect((await loadModel(`http://127.0.0.1:${port}/plain.keras`)).countParams()).toBe(23);
    await expect(loadModel(`http://127.0.0.1:${port}/other.keras`)).rejects.toThrow(
      /answered 404 .*check the address/,
    );
  } finally {
    server.close();
  }
});
