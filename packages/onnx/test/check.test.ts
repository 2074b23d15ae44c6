import type { Tensor } from "@wellfit/core";
import * as core from "@wellfit/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkAgainstOnnxRuntime, OnnxMismatchError } from "../src/check";

const w = core.variable(
  core.tensor([
    [1, -2],
    [0.5, 3],
  ]),
  { name: "w" },
);
const net = (x: Tensor) => core.softmax(core.tanh(x.matmul(w.value)));
const rows = [
  [1, 2],
  [3, -4],
  [0.1, 0],
];

afterEach(() => {
  vi.doUnmock("onnxruntime-node");
  vi.resetModules();
});

describe("checkAgainstOnnxRuntime", () => {
  test("finds no difference where there is none", async () => {
    const check = await checkAgainstOnnxRuntime(net, rows);
    expect(check.rows).toBe(3);
    expect(check.maxRelativeError).toBeLessThan(1e-6);
    expect(check.maxAbsError).toBeGreaterThanOrEqual(check.maxRelativeError);
    expect(check.outputs).toEqual([
      {
        name: "output",
        shape: [3, 2],
        maxAbsError: check.maxAbsError,
        maxRelativeError: check.maxRelativeError,
      },
    ]);
  });

  test("takes a model, float64 data and several named inputs and outputs", async () => {
    const model = { inputShape: [null, 2], apply: net };
    const x = { data: Float64Array.from(rows.flat()), shape: [3, 2] };
    expect((await checkAgainstOnnxRuntime(model, x)).rows).toBe(3);
    const two = await checkAgainstOnnxRuntime(
      ({ a, b }: { a: Tensor; b: Tensor }) => ({ sum: a.add(b), ratio: a.div(b) }),
      {
        a: rows,
        b: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    );
    expect(two.outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ["sum", [3, 2]],
      ["ratio", [3, 2]],
    ]);
  });

  test("names the first node that differs, with both values", async () => {
    // The function that is exported is not the one that runs here: each trace is given another constant.
    let traces = 0;
    const drifting = (x: Tensor) => {
      traces++;
      return x
        .mul(2)
        .add(traces > 3 ? 1.5 : 1)
        .tanh();
    };
    const error = await checkAgainstOnnxRuntime(drifting, rows).then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(OnnxMismatchError);
    const { node, message, outputs } = error as OnnxMismatchError;
    expect(node).toMatchObject({ op: "add" });
    expect((node?.ours as number) - (node?.theirs as number)).toBeCloseTo(0.5);
    expect(message).toMatch(/first node that differs is %\d+ = add \("add_\d+" in the model\)/);
    expect(outputs[0]?.maxAbsError).toBeGreaterThan(0.01);
  });

  test("names it for a single row too, whose graph needs no broadcasting", async () => {
    let traces = 0;
    const drifting = (x: Tensor) => {
      traces++;
      return x
        .sub(x.mean(0, { keepdims: true }))
        .add(traces > 3 ? 1 : 0)
        .exp();
    };
    const error = await checkAgainstOnnxRuntime(drifting, [[1, 2]]).then(
      () => undefined,
      (e: unknown) => e as OnnxMismatchError,
    );
    expect(error).toBeInstanceOf(OnnxMismatchError);
  });

  test("compares NaN with NaN and infinity with infinity", async () => {
    const check = await checkAgainstOnnxRuntime(
      (x: Tensor) => x.log(),
      [
        [-1, 0],
        [1, 2],
      ],
    );
    expect(check.maxAbsError).toBeLessThan(1e-6);
  });

  test("can be told how much is a difference", async () => {
    let traces = 0;
    const drifting = (x: Tensor) => x.add(traces++ > 2 ? 1e-3 : 0);
    await expect(checkAgainstOnnxRuntime(drifting, rows, { tolerance: 1e-2 })).resolves.toBeTruthy();
    await expect(checkAgainstOnnxRuntime(drifting, rows, { tolerance: -1 })).rejects.toThrow(
      /tolerance of -1/,
    );
  });

  test("says what does not fit", async () => {
    const model = { inputShape: [null, 2], apply: net };
    await expect(checkAgainstOnnxRuntime(model, [[1, 2, 3]])).rejects.toThrow(
      /checkAgainstOnnxRuntime: input "input" has the shape \[1, 3\], expected \[batch, 2\]/,
    );
    await expect(checkAgainstOnnxRuntime(model, rows, { batch: 4 })).rejects.toThrow(/expected \[4, 2\]/);
    const double = (x: Tensor) => core.atan(x);
    await expect(
      checkAgainstOnnxRuntime(double, rows, { inputShapes: [[null, 2]], inputDtypes: ["float64"] }),
    ).rejects.toThrow(/does not run the model: .*Atan.*compute in float32/);
  });

  test("says how to install ONNX Runtime when it is missing", async () => {
    vi.resetModules();
    vi.doMock("onnxruntime-node", () => {
      throw new Error("Cannot find package 'onnxruntime-node'");
    });
    const fresh = await import("../src/check");
    await expect(fresh.checkAgainstOnnxRuntime((x: Tensor) => x.neg(), rows)).rejects.toThrow(
      /npm i onnxruntime-node/,
    );
  });
});
