import * as core from "@wellfit/core";
import { type Tensor, variable } from "@wellfit/core";
import { describe, expect, test } from "vitest";
import { IR_VERSION, OPSET } from "../src/export/lower";
import { decodeModel } from "../src/format/decode";
import { fromOnnx, toOnnx } from "../src/index";
import { distance, fill, list, oracle, runtime } from "./harness";

const graphOf = (bytes: Uint8Array) => {
  const { graph } = decodeModel(bytes);
  if (graph === undefined) throw new Error("no graph");
  return graph;
};
const shapesOf = (values: ReturnType<typeof graphOf>["input"]) =>
  values.map((v) => v.type?.tensorType?.shape?.dim.map((d) => d.dimParam ?? d.dimValue));

const kernel = variable(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  { name: "dense/kernel" },
);
const bias = variable([1, 2, 3], { name: "dense/bias" });
const dense = (x: Tensor) => core.relu(x.matmul(kernel.value).add(bias.value));
const open = { inputShapes: [[null, 2]] };

describe("the model that is written", () => {
  test("says who made it, and which operator set it uses", () => {
    const model = decodeModel(toOnnx(dense, open));
    expect(model).toMatchObject({ irVersion: IR_VERSION, producerName: "wellfit" });
    expect(model.opsetImport).toEqual([{ domain: "", version: OPSET }]);
    expect(OPSET).toBeGreaterThanOrEqual(17);
    expect(model.graph?.name).toBe("dense");
  });

  test("has variables as initializers under their names, and drops broadcasting before operators that broadcast", () => {
    const graph = graphOf(toOnnx(dense, open));
    expect(graph.initializer.map(({ name }) => name)).toEqual(["dense/kernel", "dense/bias"]);
    expect(graph.node.map(({ opType }) => opType)).toEqual(["MatMul", "Add", "Relu"]);
    expect(shapesOf(graph.input)).toEqual([["batch", 2]]);
    expect(shapesOf(graph.output)).toEqual([["batch", 3]]);
  });

  test("has equal bytes for equal functions", () => {
    const f = (x: Tensor) => core.softmax(dense(x)).sub(x.mean());
    expect(toOnnx(f, open)).toEqual(toOnnx(f, open));
    const again = (x: Tensor) => core.softmax(dense(x)).sub(x.mean());
    expect(toOnnx(again, { ...open, name: "f" })).toEqual(toOnnx(f, open));
  });

  test("holds two variables of one name apart, and one variable once", () => {
    const [a, b] = [variable([1, 2], { name: "w" }), variable([3, 4], { name: "w" })];
    const bytes = toOnnx((x: Tensor) => x.mul(a.value).add(b.value).sub(a.value), open);
    expect(graphOf(bytes).initializer.map(({ name }) => name)).toEqual(["w", "w_1"]);
  });

  test("keeps the names it is given", async () => {
    const f = ({ left, right }: { left: Tensor; right: Tensor }) => ({
      sum: left.add(right),
      product: left.mul(right),
    });
    const bytes = toOnnx(f, { inputShapes: { left: [null, 2], right: [null, 2] } });
    const graph = graphOf(bytes);
    expect(graph.input.map(({ name }) => name)).toEqual(["left", "right"]);
    expect(graph.output.map(({ name }) => name)).toEqual(["sum", "product"]);
    const feeds = { left: core.tensor([[1, 2]]), right: core.tensor([[3, 4]]) };
    expect((await runtime(bytes, feeds)).map(({ data }) => data)).toEqual([
      [4, 6],
      [3, 8],
    ]);
    const renamed = toOnnx((x: Tensor) => x.neg(), { ...open, inputNames: ["x"], outputNames: ["y"] });
    expect(graphOf(renamed).input[0]?.name).toBe("x");
    expect(graphOf(renamed).output[0]?.name).toBe("y");
  });

  test("asks a model for its prediction, not for a training step", () => {
    const asked: unknown[] = [];
    const model = {
      name: "net",
      inputShape: [null, 2],
      apply: (x: Tensor, options: { readonly training: boolean }) => {
        asked.push(options);
        return options.training ? x : dense(x);
      },
    };
    const graph = graphOf(toOnnx(model));
    expect(graph.name).toBe("net");
    expect(graph.node.map(({ opType }) => opType)).toEqual(["MatMul", "Add", "Relu"]);
    expect(asked.every((options) => (options as { training: boolean }).training === false)).toBe(true);
  });
});

describe("a batch of any size", () => {
  const programs: Record<string, (x: Tensor) => Tensor> = {
    "centres each column": (x) => x.sub(x.mean(0)),
    "divides by the spread over all rows": (x) => x.div(core.std(x, 0).add(1)),
    "compares all rows with all rows": (x) => x.expandDims(1).sub(x.expandDims(0)).square().sum(-1).sqrt(),
    "counts the rows": (x) =>
      core.arange(x.shape[0] as number, undefined, { dtype: "float32" }).div(x.shape[0] as number),
    flattens: (x) => x.flatten(),
    "sets rows below each other twice": (x) => core.concat([x, x.neg()]).reshape([-1, 1]),
    "moves rows": (x) => core.roll(x, 1, 0).sub(x),
    "adds a row": (x) => core.concat([x, core.zeros([1, 3])]),
    "takes the last row": (x) => x.slice([-1]),
    "turns the order around": (x) => core.flip(x, 0),
    "adds up so far": (x) => core.tril(core.ones([x.shape[0] as number, x.shape[0] as number])).matmul(x),
    "has a gradient": (x) =>
      core.grad((y: Tensor) => core.softmax(y.matmul(y.transpose())).square().sum())(x),
  };
  test.each(Object.entries(programs))("%s", async (_, fn) => {
    const bytes = toOnnx(fn, { inputShapes: [[null, 3]] });
    for (const batch of [1, 2, 17]) {
      const x = fill({ shape: [null, 3], values: [0.3, -1.2, 0.7, 2.5, 0.1] }, batch);
      const [expected] = oracle(fn, [x]) as [Tensor];
      const [theirs] = await runtime(bytes, { input: x });
      expect(theirs?.dims).toEqual(expected.shape);
      expect(distance(expected.data(), theirs?.data ?? [])).toBeLessThan(2e-6);
      const [back] = list(fromOnnx(bytes)(x)) as [Tensor];
      expect(back.shape).toEqual(expected.shape);
      expect(distance(back.data(), expected.data())).toBeLessThan(2e-6);
    }
  });

  test("is refused where the graph is another one for each size, and works for one size", async () => {
    const fn = (x: Tensor) =>
      Array.from({ length: x.shape[0] as number }, (_, i) => x.slice([[i, i + 1]])).reduce((a, b) =>
        a.add(b),
      );
    expect(() => toOnnx(fn, open)).toThrow(/another graph for each batch of 5, 7, 16.*\{ batch: 32 \}/);
    const x = core.tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect((await runtime(toOnnx(fn, { ...open, batch: 3 }), { input: x }))[0]?.data).toEqual([9, 12]);
  });

  test.each<[string, (x: Tensor) => Tensor, RegExp]>([
    [
      "squares of the batch",
      (x) => core.zeros([(x.shape[0] as number) ** 2]).add(x.sum()),
      /whole multiple of the batch/,
    ],
    ["halves of the batch", (x) => x.slice([[null, null, 2]]), /is 3, 4, 8 for batches of 5, 7, 16/],
    ["one over the batch", (x) => x.mul(1 / (x.shape[0] as number)), /computed outside of the graph/],
    [
      "numbers by hand",
      (x) => x.add(core.linspace(0, 1, x.shape[0]).expandDims(1)),
      /computed outside of the graph/,
    ],
    [
      "a size that must be even",
      (x) => x.reshape([-1, 4]),
      /cannot be traced for a batch of 5: reshape.*\{ batch: 32 \}/,
    ],
  ])("is refused for %s", (_, fn, message) => {
    expect(() => toOnnx(fn, open)).toThrow(message);
    expect(() => toOnnx(fn, { ...open, batch: 8 })).not.toThrow();
  });
});

describe("what is refused", () => {
  const bad: [string, () => unknown, RegExp][] = [
    ["a function without shapes", () => toOnnx(dense), /without the shapes of its inputs.*inputShapes/],
    [
      "a model that is not built",
      () => toOnnx({ apply: (x: Tensor) => x }),
      /does not know the shape of its input/,
    ],
    ["something else", () => toOnnx(3 as never), /received 3, expected a model or a function/],
    ["nothing", () => toOnnx(null as never), /received null/],
    [
      "an open axis in the middle",
      () => toOnnx(dense, { inputShapes: [[null, null]] }),
      /input "input".*\[null,null\]/,
    ],
    ["a batch of 0", () => toOnnx(dense, { ...open, batch: 0 }), /batch of 0/],
    [
      "names for other inputs",
      () => toOnnx(dense, { ...open, inputNames: ["a", "b"] }),
      /2 inputNames for 1 inputs/,
    ],
    ["names for other outputs", () => toOnnx(dense, { ...open, outputNames: ["a", "b"] }), /for 1 outputs/],
    [
      "one name for two things",
      () => toOnnx(dense, { ...open, outputNames: ["input"] }),
      /names an input and an output/,
    ],
    ["a function that returns a number", () => toOnnx((() => 3) as never, open), /not a tensor/],
    [
      "a function that reads numbers",
      () => toOnnx((x: Tensor) => x.mul(x.sum().item()), open),
      /cannot be traced.*has no value yet/,
    ],
    [
      "a function that assigns",
      () => {
        const count = variable([0], { name: "count" });
        return toOnnx((x: Tensor) => {
          count.assign(count.value.add(1));
          return x;
        }, open);
      },
      /assigns the variables "count"/,
    ],
    [
      "random numbers under a key from a variable",
      () => {
        const key = variable(core.randomKey(1));
        return toOnnx((x: Tensor) => core.randomUniform(key.value, [2]).add(x), open);
      },
      /randomBits cannot be written in ONNX.*key is a variable/,
    ],
    [
      "as many random numbers as rows",
      () => toOnnx((x: Tensor) => core.randomUniform(core.randomKey(1), x.shape).add(x), open),
      /their number depends on the batch/,
    ],
    [
      "a sum of bools by index",
      () =>
        toOnnx(
          (x: Tensor) =>
            new core.Tensor(
              "scatterAdd",
              [core.tensor(new Int32Array(2)), x],
              { axis: 1, shape: [3, 2] },
              [3, 2],
              "bool",
            ),
          { inputShapes: [[3, 2]], inputDtypes: ["bool"] },
        ),
      /scatterAdd of bool/,
    ],
  ];
  test.each(bad)("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});
