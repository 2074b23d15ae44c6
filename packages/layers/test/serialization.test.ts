import type { Tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { twoClasses } from "./support/data";
import { golden } from "./support/goldens";

const {
  adam,
  dense,
  dropout,
  fromSafetensors,
  modelFromBytes,
  modelFromJson,
  modelToBytes,
  sequential,
  toSafetensors,
} = layers;

const make = (): layers.Sequential => {
  layers.setSeed(3);
  const model = sequential(
    [
      dense(5, { inputShape: [2], activation: "relu", kernelRegularizer: layers.l1l2({ l1: 0.1 }) }),
      dropout(0.4, { seed: 7 }),
      dense(1, { activation: "sigmoid", biasInitializer: layers.constant(0.5) }),
    ],
    { name: "net" },
  );
  model.compile({
    loss: layers.binaryCrossentropy({ labelSmoothing: 0.1 }),
    optimizer: adam({ learningRate: 0.01, clipNorm: 2 }),
    metrics: ["accuracy", layers.binaryAccuracy({ threshold: 0.3 })],
  });
  return model;
};

describe("JSON", () => {
  test("goes round", async () => {
    const model = make();
    const text = JSON.stringify(model);
    const copy = modelFromJson(text);
    expect(JSON.stringify(copy)).toBe(text);
    copy.setWeights(model.getWeights());
    const { x, y } = twoClasses(8);
    expect(await copy.evaluate(x, y)).toEqual(await model.evaluate(x, y));
  });

  test("of a model that was not built or compiled goes round", () => {
    const model = sequential([dense(2), dense(1)]);
    expect(modelFromJson(JSON.stringify(model)).toJSON()).toEqual(JSON.parse(JSON.stringify(model)));
  });

  test("is what real Keras writes, and reads it", () => {
    const keras = golden<Record<string, unknown>>("keras_m01_config.json");
    const model = modelFromJson(keras);
    expect(model.countParams()).toBe(12 * 500 + 500 + 501);
    expect(model.optimizer.className).toBe("Adam");
    const ours = JSON.parse(JSON.stringify(model));
    // Python's ids and what Keras writes for features that are off do not come back.
    const plain = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).filter(
        ([key]) => !/^(shared_object_id|quantization_config)$/.test(key),
      );
      return Object.fromEntries(entries.map(([key, v]) => [key, plain(v)]));
    };
    expect(ours).toEqual(plain(keras));
  });

  test("finds the user's own classes and functions among customObjects", () => {
    class Twice extends layers.Layer {
      static readonly className: string = "Twice";
      constructor(options: layers.LayerOptions = {}) {
        super("twice", options);
      }
      call(x: Tensor): Tensor {
        return x.mul(2);
      }
    }
    const soft = function soft(x: Tensor): Tensor {
      return x.tanh();
    };
    const model = sequential([dense(2, { inputShape: [2], activation: soft }), new Twice()]);
    const json = JSON.stringify(model);
    expect(() => modelFromJson(json)).toThrow(/"soft".*expected an activation/);
    const copy = modelFromJson(json, { customObjects: { Twice, soft } });
    copy.setWeights(model.getWeights());
    expect((copy.predict([[1, 2]]) as Tensor).toArray()).toEqual(model.predict([[1, 2]]).toArray());
    expect(() => modelFromJson(json, { customObjects: { soft } })).toThrow(/received "Twice".*customObjects/);
  });

  test.each([
    ["{", /the text is not JSON/],
    ["[]", /expected an object with class_name and config/],
    ['{"class_name":"Functional","config":{}}', /layers is undefined, expected an array/],
    ['{"class_name":"Dense","config":{"units":1}}', /received the layer "Dense", expected a model/],
    ['{"class_name":"Sequential","config":{}}', /received layers undefined in a config/],
    [
      '{"class_name":"Sequential","config":{"layers":[{"class_name":"Dense","config":{}}]}}',
      /units undefined/,
    ],
    [
      '{"class_name":"Sequential","config":{"layers":[{"class_name":"Lambda","config":{}}]}}',
      /lambda: received a file with the layer "lambda", whose function is not among customObjects/,
    ],
    ['{"class_name":"Sequential","config":{"layers":[4]}}', /expected a layer/],
  ])("%s is refused", (text, message) => {
    expect(() => modelFromJson(text)).toThrow(message);
  });
});

describe("safetensors", () => {
  test("has the layout of the format", () => {
    const bytes = toSafetensors({
      b: { data: Float32Array.of(1, -2), shape: [2] },
      a: { data: Int32Array.of(7), shape: [] },
    });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(header.trimEnd()).toBe(
      '{"a":{"dtype":"I32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}',
    );
    const view = new DataView(bytes.buffer, 8 + length);
    expect([view.getInt32(0, true), view.getFloat32(4, true), view.getFloat32(8, true)]).toEqual([7, 1, -2]);
  });

  test("goes round for any arrays", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.float64Array({ maxLength: 6 }), { maxKeys: 5 }), (data) => {
        const arrays = Object.fromEntries(
          Object.entries(data).map(([name, values]) => [name, { data: values, shape: [values.length] }]),
        );
        delete arrays.__metadata__;
        expect(fromSafetensors(toSafetensors(arrays))).toEqual(arrays);
      }),
      { numRuns: 60 },
    );
  });

  test("damaged bytes give an error and never a wrong array silently of another size", () => {
    const { weights } = modelToBytes(make());
    fc.assert(
      fc.property(
        fc.nat(weights.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, flip, cut) => {
          const damaged = cut ? weights.slice(0, at) : weights.slice();
          if (!cut) damaged[at] = (damaged[at] as number) ^ flip;
          try {
            for (const { data, shape } of Object.values(fromSafetensors(damaged))) {
              expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
            }
            expect(cut).toBe(false);
          } catch (error) {
            expect((error as Error).message).toMatch(/^safetensors: the file is damaged: |to be/);
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const header = (json: string, numbers = 0): Uint8Array => {
    const text = new TextEncoder().encode(json);
    const bytes = new Uint8Array(8 + text.length + numbers);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  test.each([
    [new Uint8Array(3), /it has 3 bytes/],
    [header("nonsense"), /header is not a JSON object/],
    [header('{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}', 2), /"a" has the dtype "F16"/],
    [header('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4), /no shape of whole numbers/],
    [header('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}', 4), /no place among the numbers/],
    [
      header('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4),
      /needs 8 bytes, but stands at 0 to 4/,
    ],
    [header('{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', 8), /have a gap at byte 4/],
    [header('{"a":null}'), /dtype undefined/],
    [header("{}", 5), /5 bytes of numbers, but its header speaks of 0/],
    [new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 0]), /claims 18446744073709551615 bytes/],
  ])("%#", (bytes, message) => {
    expect(() => fromSafetensors(bytes)).toThrow(message);
  });
  test("names such as __proto__ are names", () => {
    const read = fromSafetensors(header('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1));
    expect(Object.keys(read)).toEqual(["__proto__"]);
  });
});

describe("bytes of a model", () => {
  test("are the same for the same model and give it back", () => {
    const model = make();
    const { config, weights } = modelToBytes(model);
    expect(modelToBytes(make())).toEqual({ config, weights });
    const copy = modelFromBytes({ config, weights });
    expect(copy.getWeights()).toEqual(model.getWeights());
    expect(modelToBytes(copy)).toEqual({ config, weights });
    expect(Object.keys(fromSafetensors(weights))).toEqual([
      "dense/bias",
      "dense/kernel",
      "dense_1/bias",
      "dense_1/kernel",
    ]);
  });

  test("that do not belong together are refused", () => {
    const { config, weights } = modelToBytes(make());
    const arrays = fromSafetensors(weights);
    const { "dense/bias": bias, ...rest } = arrays as Record<string, layers.StoredArray>;
    expect(() => modelFromBytes({ config, weights: toSafetensors(rest) })).toThrow(
      /have no "dense\/bias" of shape \[5\]/,
    );
    expect(() =>
      modelFromBytes({ config, weights: toSafetensors({ ...arrays, more: bias as layers.StoredArray }) }),
    ).toThrow(/hold "more", which the model does not have/);
    const other = { data: new Float32Array(4), shape: [4] };
    expect(() =>
      modelFromBytes({ config, weights: toSafetensors({ ...arrays, "dense/bias": other }) }),
    ).toThrow(/"dense\/bias" has shape \[4\], expected \[5\]/);
    expect(() => modelToBytes(sequential([dense(1)]))).toThrow(/no weights before it knows the shape/);
  });
});
