import { type Callback, progress } from "@wellfit/layers";
import { describe, expect, test } from "vitest";

describe("progress", () => {
  const run = (callback: Callback, epochs: number): void => {
    callback.setParams?.({ epochs, steps: 2, metrics: ["loss"] });
    for (let epoch = 0; epoch < epochs; epoch++) {
      callback.onEpochBegin?.(epoch);
      callback.onBatchEnd?.(0, { loss: 1 });
      callback.onEpochEnd?.(epoch, { loss: 1 / (epoch + 3), valLoss: 0.000012345 });
    }
    callback.onTrainEnd?.({});
  };

  test("prints a line an epoch", () => {
    const lines: string[] = [];
    run(progress({ print: (line) => lines.push(line) }), 2);
    expect(lines).toEqual([
      "epoch 1/2 · loss 0.3333 · valLoss 1.234e-5",
      "epoch 2/2 · loss 0.25 · valLoss 1.234e-5",
    ]);
  });

  test("prints the first and the last when lines must be far apart", () => {
    const lines: string[] = [];
    run(progress({ every: 60_000, batches: true, print: (line) => lines.push(line) }), 50);
    expect(lines.map((line) => line.split(" · ")[0])).toEqual(["epoch 1/50", "epoch 50/50"]);
  });

  test("prints batches when asked", () => {
    const lines: string[] = [];
    run(progress({ batches: true, print: (line) => lines.push(line) }), 1);
    expect(lines[0]).toBe("epoch 1/1 · batch 1/2 · loss 1");
  });
});
