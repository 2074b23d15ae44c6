import type { Tensor } from "@wellfit/core";
import * as core from "@wellfit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowerings } from "../src/export/lowerings/index";
import { decodeModel } from "../src/format/decode";
import { operators } from "../src/import/operators/index";
import { fromOnnx, toOnnx } from "../src/index";
import { attribute, modelOf, oneOperator, typeOf, written } from "./build";
import { distance, fill, list, runtime } from "./harness";
import { operatorCases } from "./operators";
import { cases } from "./primitive-cases";

// These are tested where several of them meet, below.
const together = ["BitShift", "Constant", "ConstantOfShape"];

test("every operator that can be read is tested, and every one that is written can be read", () => {
  expect([...Object.keys(operatorCases), ...together].sort()).toEqual(Object.keys(operators).sort());
  const used = (Object.keys(lowerings) as (keyof typeof cases)[]).flatMap((name) =>
    cases[name].flatMap(({ fn, inputs }) => {
      const bytes = toOnnx(fn, {
        inputShapes: inputs.map(({ shape }) => shape),
        inputDtypes: inputs.map(({ dtype = "float32" }) => dtype),
      });
      return decodeModel(bytes).graph?.node.map(({ opType = "" }) => opType) ?? [];
    }),
  );
  expect(Object.keys(operators)).toEqual(expect.arrayContaining([...new Set(used)]));
});

describe.each(Object.keys(operatorCases))("%s", (opType) => {
  test.each((operatorCases[opType] ?? []).map((row, i) => [i, row] as const))("case %i", async (_, row) => {
    const bytes = oneOperator(opType, row);
    const feeds: Record<string, Tensor> = {};
    row.operands.forEach((operand, i) => {
      if (operand && "shape" in operand) feeds[`x${i}`] = fill(operand, 1);
    });
    const theirs = await runtime(bytes, feeds);
    const ours = list(fromOnnx(bytes)(feeds));
    for (const [i, t] of ours.entries()) {
      expect(t.shape).toEqual(theirs[i]?.dims);
      expect(t.dtype).toBe(theirs[i]?.type === "int64" ? "int32" : theirs[i]?.type);
      expect(distance(t.data(), theirs[i]?.data ?? [])).toBeLessThanOrEqual(2e-6);
    }
    expect(ours.length).toBe(theirs.length);
  });
});

describe("constants in nodes", () => {
  const constant = (name: string, value: Parameters<typeof attribute>[1]) => ({
    opType: "Constant",
    input: [],
    output: ["c"],
    attribute: [attribute(name, value)],
  });
  const add = { opType: "Add", input: ["x", "c"], output: ["y"], attribute: [] };
  const input = [{ name: "x", type: typeOf("float32", [2]) }];
  const output = [{ name: "y", type: typeOf("float32") }];

  test("are read in each form", () => {
    const run = (node: ReturnType<typeof constant>) =>
      (fromOnnx(modelOf({ node: [node, add], input, output }))([1, 2]) as Tensor).toArray();
    expect(run(constant("value_float", { float: 0.5 }))).toEqual([1.5, 2.5]);
    expect(
      run({
        ...constant("value", 0),
        attribute: [{ name: "value", t: written("", { dtype: "float32", dims: [2], values: [1, 2] }) }],
      }),
    ).toEqual([2, 4]);
    expect(run({ ...constant("value", 0), attribute: [{ name: "value_floats", floats: [3, 4] }] })).toEqual([
      4, 6,
    ]);
    expect(run(constant("value_ints", [5, 6]))).toEqual([6, 8]);
    expect(run(constant("value_int", 7))).toEqual([8, 9]);
    expect(() => run(constant("value_string", "a"))).toThrow(/Constant "c": it holds neither/);
  });

  test("fill a shape that is computed", () => {
    const node = [
      { opType: "Shape", input: ["x"], output: ["s"], attribute: [] },
      {
        opType: "ConstantOfShape",
        input: ["s"],
        output: ["c"],
        attribute: [{ name: "value", t: written("", { dtype: "float32", dims: [1], values: [3] }) }],
      },
      add,
    ];
    expect((fromOnnx(modelOf({ node, input, output }))([1, 2]) as Tensor).toArray()).toEqual([4, 5]);
  });
});

describe("the function", () => {
  const f = (x: Tensor, y: Tensor) => ({ sum: x.add(y), max: core.maximum(x, y) });
  const bytes = toOnnx(f, {
    inputShapes: [
      [null, 2],
      [null, 2],
    ],
    inputNames: ["x", "y"],
  });

  test("tells what it wants and gives", () => {
    const run = fromOnnx(bytes);
    expect(run.inputs).toEqual(
      ["x", "y"].map((name) => ({ name, shape: [null, 2], symbols: ["batch", undefined], dtype: "float32" })),
    );
    expect(run.outputs.map(({ name }) => name)).toEqual(["sum", "max"]);
    const { sum, max } = run({ x: [[1, 2]], y: { data: new Float64Array([3, 0]), shape: [1, 2] } }) as Record<
      string,
      Tensor
    >;
    expect([sum?.toArray(), max?.toArray()]).toEqual([[[4, 2]], [[3, 2]]]);
  });

  test("can be part of a program, with gradients", () => {
    const run = fromOnnx(toOnnx((x: Tensor) => core.tanh(x).sum(1), { inputShapes: [[null, 2]] }));
    const slope = core.jit(core.grad((x: Tensor) => (run(x) as Tensor).sum()));
    expect(distance(slope(core.tensor([[0, 1]])).data(), [1, 1 - Math.tanh(1) ** 2])).toBeLessThan(1e-6);
  });

  test.each<[string, () => unknown, RegExp]>([
    ["a missing input", () => fromOnnx(bytes)({ x: [[1, 2]] }), /received the inputs "x"; expected "x", "y"/],
    ["an unknown input", () => fromOnnx(bytes)({ x: [[1, 2]], y: [[1, 2]], z: 1 }), /"z"; expected "x", "y"/],
    ["one value for two inputs", () => fromOnnx(bytes)([[1, 2]]), /has 2 inputs, received one value/],
    [
      "another rank",
      () => fromOnnx(bytes)({ x: [1, 2], y: [1, 2] }),
      /input "x" has the shape \[2\], expected \[batch, 2\]/,
    ],
    ["another length", () => fromOnnx(bytes)({ x: [[1]], y: [[1]] }), /\[1, 1\], expected \[batch, 2\]/],
    [
      "two batches",
      () =>
        fromOnnx(bytes)({
          x: [[1, 2]],
          y: [
            [1, 2],
            [3, 4],
          ],
        }),
      /"x" and "y" have 1 and 2 along the axis "batch"/,
    ],
  ])("refuses %s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe("models that cannot be read", () => {
  const node = (opType: string, domain = "") => ({
    opType,
    domain,
    input: ["x"],
    output: ["y"],
    attribute: [],
  });
  const input = [{ name: "x", type: typeOf("float32", [2]) }];
  const output = [{ name: "y", type: typeOf("float32") }];
  const relu = modelOf({ node: [node("Relu")], input, output });

  test.each<[string, Uint8Array, RegExp]>([
    [
      "unknown operators, all at once",
      modelOf({
        node: [node("LSTM"), node("FusedGemm", "com.microsoft"), node("Relu"), node("Det")],
        input,
        output,
      }),
      /not known here: Det, LSTM, com\.microsoft\.FusedGemm;/,
    ],
    [
      "an old operator set",
      modelOf({ node: [node("Relu")], input, output }, 9),
      /operator set 9, expected 13 or later/,
    ],
    [
      "a value that nothing makes",
      modelOf({ node: [{ ...node("Relu"), input: ["z"] }], input, output }),
      /Relu "" needs "z"/,
    ],
    ["an output that nothing makes", modelOf({ input, output }), /list of outputs needs "y"/],
    [
      "an element type that we lack",
      modelOf({
        node: [node("Relu")],
        input: [{ name: "x", type: { tensorType: { elemType: 10 } } }],
        output,
      }),
      /input "x" holds float16/,
    ],
    [
      "numbers of the wrong size",
      modelOf({
        node: [node("Relu")],
        input,
        output,
        initializer: [{ name: "w", dims: [3], dataType: 1, rawData: new Uint8Array(8) }],
      }),
      /initializer "w" has 2 numbers for shape \[3\]/,
    ],
    [
      "numbers cut in the middle",
      modelOf({
        node: [node("Relu")],
        input,
        output,
        initializer: [{ name: "w", dims: [2], dataType: 1, rawData: new Uint8Array(7) }],
      }),
      /7 bytes of float32, expected a multiple of 4/,
    ],
    [
      "numbers in another file",
      modelOf({
        node: [node("Relu")],
        input,
        output,
        initializer: [{ name: "w", dims: [2], dataType: 1, dataLocation: 1 }],
      }),
      /in another file/,
    ],
    ["no bytes", new Uint8Array(0), /hold no graph/],
    ["text", new TextEncoder().encode("not a model at all"), /not a whole ONNX model/],
    [
      "unsigned arithmetic",
      modelOf({
        node: [
          { ...node("Cast"), output: ["u"], attribute: [attribute("to", 12)] },
          { ...node("Neg"), input: ["u"] },
        ],
        input,
        output,
      }),
      /works on uint32/,
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => fromOnnx(bytes)).toThrow(message);
  });

  test("what is not bytes", () => {
    expect(() => fromOnnx(new ArrayBuffer(8) as never)).toThrow(
      /received \[object ArrayBuffer\].*new Uint8Array\(buffer\)/,
    );
  });

  test("bytes cut short anywhere give an error, never a model or a hang", () => {
    expect(() => fromOnnx(relu)).not.toThrow();
    for (let length = 0; length < relu.length; length++) {
      expect(() => fromOnnx(relu.slice(0, length)), `${length} bytes`).toThrow(/fromOnnx: /);
    }
  });

  test("bytes with mistakes give a model or an error of ours", () => {
    const good = toOnnx(
      (x: Tensor) =>
        core
          .softmax(
            x.matmul(
              core.tensor([
                [1, 2],
                [3, 4],
              ]),
            ),
          )
          .slice([null, [1, 2]]),
      {
        inputShapes: [[null, 2]],
      },
    );
    const mistake = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(mistake, { minLength: 1, maxLength: 4 }), (mistakes) => {
        const bytes = good.slice();
        for (const [at, byte] of mistakes) bytes[at] = byte;
        try {
          fromOnnx(bytes);
        } catch (error) {
          expect((error as Error).message).toMatch(/^fromOnnx: /);
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test("shapes that depend on numbers are refused when the model runs", () => {
    const bytes = modelOf({
      node: [{ opType: "Reshape", input: ["x", "s"], output: ["y"], attribute: [] }],
      input: [...input, { name: "s", type: typeOf("int64", [1]) }],
      output,
    });
    expect(() => fromOnnx(bytes)({ x: [1, 2], s: [2] })).toThrow(
      /Reshape "y": its operand 1 decides about shapes/,
    );
  });

  test("modes that have no meaning here are refused when the model runs", () => {
    const operands = [
      { shape: [2, 3], values: [1] },
      { dtype: "int64", dims: [4], values: [1, 0, 0, 0] } as const,
    ];
    const pad = oneOperator("Pad", { operands, attributes: { mode: "reflect" } });
    expect(() =>
      fromOnnx(pad)({
        x0: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      }),
    ).toThrow(/mode is "reflect"; only "constant"/);
  });
});

test("lists of numbers are read as well as bytes, packed or not", () => {
  const model = modelOf({
    node: [{ opType: "Add", input: ["x", "w"], output: ["y"], attribute: [] }],
    initializer: [{ name: "w", dims: [2], dataType: 1, floatData: [0.5, -1] }],
    input: [{ name: "x", type: typeOf("float32", [2]) }],
    output: [{ name: "y", type: typeOf("float32") }],
  });
  expect((fromOnnx(model)([1, 2]) as Tensor).toArray()).toEqual([1.5, 1]);
});

test("a Buffer, as Node reads files into, is read like any other bytes", () => {
  const w = core.variable(core.tensor([[1], [2], [3]]), { name: "w" });
  const bytes = toOnnx((x: Tensor) => x.matmul(w.value), { inputShapes: [[null, 3]] });
  const around = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
  expect((fromOnnx(around)([[1, 1, 1]]) as Tensor).toArray()).toEqual([[6]]);
});
