import { tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { expect, test } from "vitest";
import { operations } from "../src/layers/operations";

/** For each operation: settings, arguments of which tensors are lists, and what NumPy gives. */
const rows: Record<string, readonly [settings: object, args: readonly unknown[], expected: unknown]> = {
  Add: [{}, [[1, 2], 3], [4, 5]],
  Subtract: [{}, [3, [1, 2]], [2, 1]],
  Multiply: [
    {},
    [
      [1, 2],
      [3, 4],
    ],
    [3, 8],
  ],
  Divide: [{}, [[1, 2], 4], [0.25, 0.5]],
  TrueDivide: [{}, [1, [2, 4]], [0.5, 0.25]],
  Mod: [{}, [[5, 7], 4], [1, 3]],
  Power: [{}, [[2, 3], 2], [4, 9]],
  Maximum: [{}, [[1, -2], 0], [1, 0]],
  Minimum: [{}, [[1, -2], 0], [0, -2]],
  Matmul: [{}, [[[1, 2]], [[3], [4]]], [[11]]],
  Equal: [{}, [[1, 2], 1], [true, false]],
  NotEqual: [{}, [[1, 2], 1], [false, true]],
  Less: [{}, [[1, 2], 2], [true, false]],
  LessEqual: [{}, [[1, 3], 2], [true, false]],
  Greater: [{}, [[1, 3], 2], [false, true]],
  GreaterEqual: [{}, [[1, 2], 2], [false, true]],
  LogicalAnd: [
    {},
    [
      [true, true],
      [true, false],
    ],
    [true, false],
  ],
  LogicalOr: [
    {},
    [
      [false, true],
      [false, false],
    ],
    [false, true],
  ],
  LogicalNot: [{}, [[true, false]], [false, true]],
  Negative: [{}, [[1, -2]], [-1, 2]],
  Absolute: [{}, [[1, -2]], [1, 2]],
  Abs: [{}, [[1, -2]], [1, 2]],
  Sign: [{}, [[3, -2]], [1, -1]],
  Exp: [{}, [[0]], [1]],
  Log: [{}, [[1]], [0]],
  Sqrt: [{}, [[4, 9]], [2, 3]],
  Square: [{}, [[4, -3]], [16, 9]],
  Sin: [{}, [[0]], [0]],
  Cos: [{}, [[0]], [1]],
  Tanh: [{}, [[0]], [0]],
  Sigmoid: [{}, [[0]], [0.5]],
  Relu: [{}, [[-1, 2]], [0, 2]],
  Softmax: [{ axis: -1 }, [[[1, 1]]], [[0.5, 0.5]]],
  Sum: [
    { axis: 1, keepdims: true },
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [[3], [7]],
  ],
  Mean: [
    { axis: null, keepdims: false },
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    2.5,
  ],
  Max: [
    { axis: [0], keepdims: false },
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [3, 4],
  ],
  Min: [
    { axis: 0, keepdims: false },
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [1, 2],
  ],
  Prod: [
    { axis: 1 },
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [2, 12],
  ],
  ExpandDims: [{ axis: 1 }, [[1, 2]], [[1], [2]]],
  Squeeze: [{ axis: 0 }, [[[1, 2]]], [1, 2]],
  Transpose: [{ axes: [1, 0] }, [[[1, 2]]], [[1], [2]]],
  Concatenate: [{ axis: -1 }, [[[1], [2]]], [1, 2]],
  Cast: [{ dtype: "int32" }, [[1.5, 2]], [1, 2]],
};

test("every operation has a row here", () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(operations).sort());
});

test.each(Object.entries(rows))("%s", (name, [settings, args, expected]) => {
  const asTensors = args.map((one) => {
    if (!Array.isArray(one)) return one;
    return name === "Concatenate" ? one.map((part) => tensor(part)) : tensor(one as number[]);
  });
  const y = (operations[name] as (typeof operations)[string])(asTensors, settings as never);
  expect(y.rank === 0 ? y.item() : y.toArray()).toEqual(expected);
});

const input = { class_name: "InputLayer", config: { batch_shape: [null, 2], dtype: "float32", name: "x" } };
const x = (of: string): object => ({
  class_name: "__keras_tensor__",
  config: { shape: [null, 2], dtype: "float32", keras_history: [of, 0, 0] },
});
const operation = (name: string, config: object, args: readonly unknown[], kwargs = {}): object => ({
  module: "keras.src.ops.numpy",
  class_name: name,
  config: { name: name.toLowerCase(), ...config },
  registered_name: name,
  name: name.toLowerCase(),
  inbound_nodes: [{ args, kwargs }],
});
const model = (...operations: readonly object[]): object => ({
  module: "keras.src.models.functional",
  class_name: "Functional",
  config: {
    name: "net",
    trainable: true,
    layers: [{ module: "keras.layers", ...input, name: "x", inbound_nodes: [] }, ...operations],
    input_layers: ["x", 0, 0],
    output_layers: [(operations.at(-1) as { name: string }).name, 0, 0],
  },
});

test("operations in a functional model of a file compute, and are written as they were", async () => {
  const json = model(
    operation("Subtract", {}, [1, x("x")]),
    operation("Multiply", {}, [x("subtract"), x("x")]),
    operation("Sum", { axis: 1, keepdims: true }, [x("multiply")]),
  );
  const net = layers.modelFromJson(json);
  expect(net.predict([[2, 3]]).toArray()).toEqual([[-8]]);
  const written = JSON.parse(JSON.stringify(net)).config.layers;
  expect(written[1]).toEqual({
    ...operation("Subtract", {}, [1, x("x")]),
    config: { name: "subtract" },
  });
  expect(written[3].config).toEqual({ name: "sum", axis: 1, keepdims: true });
  const copy = await layers.loadModel(await layers.modelToKeras(net));
  expect(copy.predict([[2, 3]]).toArray()).toEqual([[-8]]);
  expect((await layers.loadModel(await layers.modelToH5(net))).predict([[2, 3]]).toArray()).toEqual([[-8]]);
});

test("one that is not here is refused, or given", () => {
  const json = model(operation("Cbrt", {}, [x("x")]));
  expect(() => layers.modelFromJson(json)).toThrow(
    /received the operation "Cbrt" of keras\.ops.*customObjects: \{ Cbrt \}/,
  );
  const given = layers.modelFromJson(json, { customObjects: { Cbrt: (t: layers.Tensors) => t } });
  expect(given.predict([[2, 3]]).toArray()).toEqual([[2, 3]]);
});
