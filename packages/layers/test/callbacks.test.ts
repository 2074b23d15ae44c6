import type { Callback, TrainingModel } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import * as callbacks from "../src/callbacks/all";
import { golden, num } from "./support/goldens";

const { earlyStopping, lambdaCallback, progress } = layers;

interface Case {
  readonly series_name: string;
  readonly series: (number | string)[];
  readonly args: Record<string, unknown>;
  readonly result: {
    readonly stopped_epoch: number | null;
    readonly epochs_run: number;
    readonly best: number | string;
    readonly best_epoch: number;
    readonly restored_epoch: number | null;
    readonly wait: number;
  };
}

const options = {
  patience: "patience",
  min_delta: "minDelta",
  mode: "mode",
  baseline: "baseline",
  restore_best_weights: "restoreBestWeights",
  start_from_epoch: "startFromEpoch",
} as Record<string, string>;

describe("early stopping as Keras replays it", () => {
  const { cases } = golden<{ cases: Case[] }>("callbacks.json");
  test.each(cases.map((c) => ({ ...c, title: `${c.series_name} ${JSON.stringify(c.args)}` })))(
    "$title",
    (c) => {
      const given = Object.fromEntries(
        Object.entries(c.args).map(([key, value]) => [options[key] as string, value]),
      );
      const callback = earlyStopping({ monitor: "value", mode: "min", ...given });
      let epoch = 0;
      let restored: number | null = null;
      const model = {
        stopTraining: false,
        getWeights: () => [{ data: Float64Array.of(epoch), shape: [] }],
        setWeights: ([weight]: { data: Float64Array }[]) => {
          restored = (weight as { data: Float64Array }).data[0] as number;
        },
      };
      callback.setModel(model as unknown as TrainingModel);
      callback.onTrainBegin();
      for (; epoch < c.series.length && !model.stopTraining; epoch++) {
        callback.onEpochEnd(epoch, { value: num(c.series[epoch] as number) });
      }
      callback.onTrainEnd();
      expect({
        stopped_epoch: callback.stoppedEpoch ?? null,
        epochs_run: epoch,
        best: callback.best,
        best_epoch: callback.bestEpoch,
        restored_epoch: restored,
        wait: callback.wait,
      }).toEqual({ ...c.result, best: num(c.result.best) });
    },
  );
});

describe("early stopping", () => {
  test("names the keys there are", () => {
    expect(() => earlyStopping({ monitor: "valLos" }).onEpochEnd(0, { loss: 1, valLoss: 1 })).toThrow(
      /no "valLos" in the logs \(did you mean "valLoss"\?\), which have loss, valLoss/,
    );
    expect(() => earlyStopping().onEpochEnd(0, { loss: 1 })).toThrow(
      /give fit validationData or validationSplit/,
    );
  });

  test("knows which way accuracies go, and Keras's spelling", () => {
    const callback = earlyStopping({ monitor: "val_accuracy", patience: 1 });
    callback.onTrainBegin();
    [0.5, 0.6, 0.7].forEach((valAccuracy, epoch) => {
      callback.onEpochEnd(epoch, { valAccuracy });
    });
    expect(callback.best).toBe(0.7);
  });

  test.each([
    [{ patience: -1 }, /patience -1/],
    [{ patience: 1.5 }, /patience 1.5, expected a whole number/],
    [{ mode: "lowest" }, /"auto" or "min" or "max"/],
    [{ patiense: 3 }, /did you mean "patience"/],
    [{ baseline: Number.NaN }, /baseline NaN/],
    [{ startFromEpoch: -3 }, /startFromEpoch -3/],
  ])("refuses %o", (given, message) => {
    expect(() => earlyStopping(given as never)).toThrow(message);
  });
});

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

test("lambdaCallback checks its hooks", () => {
  const seen: number[] = [];
  lambdaCallback({ onEpochEnd: (epoch) => void seen.push(epoch) }).onEpochEnd?.(3, {});
  expect(seen).toEqual([3]);
  expect(() => lambdaCallback({ onEpochEn: () => {} } as never)).toThrow(/did you mean "onEpochEnd"/);
  expect(() => lambdaCallback({ onEpochEnd: 3 as never })).toThrow(/onEpochEnd 3, expected a function/);
});

test("every exported callback is tried here", () => {
  const tried = ["earlyStopping", "lambdaCallback", "progress"];
  expect(
    Object.keys(callbacks)
      .filter((name) => /^[a-z]/.test(name))
      .sort(),
  ).toEqual(tried);
});
