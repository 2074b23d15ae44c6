import type { Callback, TrainingModel } from "@wellfit/layers";
import { earlyStopping, modelCheckpoint, reduceLrOnPlateau } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { camelCase } from "../../src/common/names";
import { golden, num } from "../support/goldens";

// What Keras's callbacks do on given series of a monitored number.

interface Case {
  readonly callback: "EarlyStopping" | "ModelCheckpoint" | "ReduceLROnPlateau";
  readonly series_name: string;
  readonly series: (number | string)[];
  readonly args: Record<string, unknown>;
  readonly result: Record<string, unknown>;
}

const { cases } = golden<{ cases: Case[] }>("callbacks.json");
const of = (name: Case["callback"]): (Case & { title: string })[] =>
  cases
    .filter((c) => c.callback === name)
    .map((c) => ({ ...c, title: `${c.series_name} ${JSON.stringify(c.args)}` }));
const optionsOf = (c: Case): Record<string, unknown> => ({
  monitor: "value",
  mode: "min",
  ...Object.fromEntries(
    Object.entries(c.args)
      .filter(([key]) => key !== "lr")
      .map(([key, value]) => [camelCase(key), value]),
  ),
});

/** Runs a callback over a series, with its state taken out and put into another one after every epoch. */
async function replay<C extends Callback>(
  c: Case,
  make: () => C,
  model: { stopTraining: boolean },
  each: (epoch: number, callback: C) => void = () => {},
): Promise<{ callback: C; epochs: number }> {
  const begin = (): C => {
    const callback = make();
    callback.setParams?.({ epochs: c.series.length, steps: 1, metrics: ["value"] });
    callback.setModel?.(model as unknown as TrainingModel);
    callback.onTrainBegin?.();
    return callback;
  };
  let callback = begin();
  let epoch = 0;
  for (; epoch < c.series.length && !model.stopTraining; epoch++) {
    await callback.onEpochBegin?.(epoch);
    await callback.onEpochEnd?.(epoch, { value: num(c.series[epoch] as number) });
    each(epoch, callback);
    const next = begin();
    await next.setState?.(callback.getState?.() ?? {});
    callback = next;
  }
  await callback.onTrainEnd?.({});
  return { callback, epochs: epoch };
}

test("there are cases of all three", () => {
  expect(["EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau"].map((n) => of(n as never).length)).toEqual(
    [35, 11, 11],
  );
});

describe("earlyStopping", () => {
  test.each(of("EarlyStopping"))("$title", async (c) => {
    let now = 0;
    let restored: number | null = null;
    const model = {
      stopTraining: false,
      getWeights: () => [{ data: Float64Array.of(now), shape: [] }],
      setWeights: ([weight]: { data: Float64Array }[]) => {
        restored = (weight as { data: Float64Array }).data[0] as number;
      },
    };
    const { callback, epochs } = await replay(
      c,
      () => earlyStopping(optionsOf(c)),
      model,
      (epoch) => {
        now = epoch + 1;
      },
    );
    expect({
      stopped_epoch: callback.stoppedEpoch ?? null,
      epochs_run: epochs,
      best: callback.best,
      best_epoch: callback.bestEpoch,
      restored_epoch: restored,
      wait: callback.wait,
    }).toEqual({ ...c.result, best: num(c.result.best as number) });
    expect(callback.reason === undefined).toBe(callback.stoppedEpoch === undefined);
  });
});

describe("modelCheckpoint", () => {
  test.each(of("ModelCheckpoint"))("$title", async (c) => {
    const saved: string[] = [];
    const model = { stopTraining: false, save: async (place: string) => void saved.push(place) };
    const make = (): ReturnType<typeof modelCheckpoint> =>
      modelCheckpoint("{epoch}.keras", { saveBestOnly: true, ...optionsOf(c) });
    const { callback } = await replay(c, make, model);
    expect(saved).toEqual((c.result.saved_epochs as number[]).map((epoch) => `${epoch + 1}.keras`));
    expect(callback.best).toEqual(num(c.result.best as number));
  });
});

describe("reduceLrOnPlateau", () => {
  test.each(of("ReduceLROnPlateau"))("$title", async (c) => {
    const optimizer = { learningRate: c.args.lr as number };
    const rates: number[] = [];
    const model = { stopTraining: false, optimizer };
    await replay(
      c,
      () => reduceLrOnPlateau(optionsOf(c)),
      model,
      () => rates.push(optimizer.learningRate),
    );
    const expected = c.result.learning_rate_after_each_epoch as number[];
    rates.forEach((rate, i) => {
      expect(rate).toBeCloseTo(expected[i] as number, 12);
    });
    expect(rates.length).toBe(expected.length);
  });
});
