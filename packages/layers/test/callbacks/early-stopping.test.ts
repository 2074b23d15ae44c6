import { earlyStopping } from "@wellfit/layers";
import { describe, expect, test, vi } from "vitest";

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

test("says why it stopped when it is asked to", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    const callback = earlyStopping({ verbose: 1 });
    callback.onTrainBegin();
    callback.onEpochEnd(0, { valLoss: 1 });
    callback.onEpochEnd(1, { valLoss: 2 });
    callback.onTrainEnd();
    expect(log.mock.calls).toEqual([
      [
        "epoch 2: stopped early, because valLoss has not improved in the last epoch; its best was 1 in epoch 1",
      ],
    ]);
  } finally {
    log.mockRestore();
  }
});
