import * as layers from "@wellfit/layers";
import { describe, expect, test, vi } from "vitest";
import { numbers } from "../support/data";

const x = { data: numbers(120, 1), shape: [60, 2] };
const y = numbers(60, 2);
const options = { epochs: 4, batchSize: 20, verbose: 0 } as const;

function made(optimizer: layers.Optimizer): layers.Sequential {
  layers.setSeed(9);
  const model = layers.sequential([
    layers.dense(6, { inputShape: [2], activation: "tanh", name: "first" }),
    layers.dense(1, { name: "second" }),
  ]);
  model.compile({ loss: "mse", optimizer });
  return model;
}

describe("terminateOnNan", () => {
  test("ends training quietly, says why and keeps the weights", async () => {
    layers.setSeed(1);
    const model = layers.sequential([
      layers.dense(8, { inputShape: [2], activation: "relu" }),
      layers.dense(1),
    ]);
    model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 10 }) });
    const targets = y.map((v) => 80_000 * v);
    const nan = layers.terminateOnNan();
    const ends: number[] = [];
    const { history } = await model.fit(x, targets, {
      epochs: 200,
      verbose: 0,
      validationData: [x, targets],
      callbacks: [nan, { onTrainEnd: () => void ends.push(1) }],
    });
    expect(nan.stoppedEpoch).toBe(history.loss.length - 1);
    expect(nan.reason).toMatch(
      /stopped being finite in epoch \d+, batch \d+.*targets from .*scale the targets/,
    );
    expect(ends).toEqual([1]);
    expect(Number.isFinite(history.loss.at(-1))).toBe(false);
    for (const { data } of model.getWeights()) expect([...data].every(Number.isFinite)).toBe(true);
    // The next training begins without a reason.
    await made(layers.sgd()).fit(x, y, { ...options, callbacks: [nan] });
    expect([nan.reason, nan.stoppedEpoch]).toEqual([undefined, undefined]);
  });

  test("names the layer", async () => {
    const model = layers.sequential([
      layers.dense(2, { inputShape: [2], name: "calm" }),
      layers.activation((value) => value.mul(1e30).square(), { name: "wild" }),
      layers.dense(1),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const nan = layers.terminateOnNan();
    await model.fit(x, y, { ...options, callbacks: [nan] });
    expect([nan.layer, nan.stoppedEpoch]).toEqual(["wild", 0]);
  });

  test("another callback may look without ending it", async () => {
    const model = made(layers.sgd({ learningRate: 1e20 }));
    const seen: string[] = [];
    const look: layers.Callback = {
      onNonFinite: ({ name }) => {
        seen.push(name);
        return false;
      },
    };
    await expect(model.fit(x, y, { ...options, callbacks: [look] })).rejects.toThrow(/stopped being finite/);
    expect(seen).toEqual(["NonFiniteError"]);
  });
});

describe("learning rates", () => {
  test("learningRateScheduler sets them before each epoch", async () => {
    const model = made(layers.sgd({ learningRate: 0.1 }));
    const seen: number[] = [];
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await model.fit(x, y, {
        ...options,
        callbacks: [
          layers.learningRateScheduler((epoch, rate) => (epoch < 2 ? rate : rate / 2), { verbose: 1 }),
          { onEpochEnd: () => void seen.push(model.optimizer.learningRate) },
        ],
      });
      expect(log.mock.calls[3]).toEqual(["epoch 4: the learning rate is 0.025"]);
    } finally {
      log.mockRestore();
    }
    expect(seen).toEqual([0.1, 0.1, 0.05, 0.025]);
    const bad = layers.learningRateScheduler(() => Number.NaN);
    await expect(model.fit(x, y, { ...options, callbacks: [bad] })).rejects.toThrow(
      /learningRateScheduler: received from its schedule in epoch 1 NaN, expected a number at least 0/,
    );
  });

  test("reduceLrOnPlateau tells what it did", async () => {
    const model = made(layers.sgd({ learningRate: 0 }));
    model.optimizer.learningRate = 1e-9;
    const reducer = layers.reduceLrOnPlateau({ monitor: "loss", patience: 2, factor: 0.5, minLr: 3e-10 });
    await model.fit(x, y, { ...options, epochs: 9, callbacks: [reducer] });
    expect(reducer.changes).toEqual([
      { epoch: 2, from: 1e-9, to: 5e-10 },
      { epoch: 4, from: 5e-10, to: 3e-10 },
    ]);
  });

  test("cannot be set where a schedule decides them", async () => {
    const schedule = layers.exponentialDecay(0.1, { decaySteps: 10, decayRate: 0.9 });
    for (const callback of [
      layers.reduceLrOnPlateau({ monitor: "loss" }),
      layers.learningRateScheduler(() => 1),
    ]) {
      await expect(
        made(layers.sgd({ learningRate: schedule })).fit(x, y, { ...options, callbacks: [callback] }),
      ).rejects.toThrow(/follows the schedule ExponentialDecay and cannot be set/);
    }
  });
});

describe("swapEmaWeights", () => {
  const ema = (): layers.Optimizer => layers.sgd({ learningRate: 0.1, useEma: true, emaMomentum: 0.8 });
  const flat = (model: layers.Sequential): number[] =>
    model.getWeights().flatMap(({ data }) => Array.from(data as Float32Array));

  test("judges by the means, trains on with the weights and ends as without", async () => {
    const plain = made(ema());
    const raw: number[][] = [];
    const means: number[][] = [];
    const { history } = await plain.fit(x, y, {
      ...options,
      validationData: [x, y],
      callbacks: [
        {
          onEpochEnd: () => {
            raw.push(flat(plain));
            means.push(plain.optimizer.averages.flatMap((v) => Array.from(v.data())));
          },
        },
      ],
    });
    const model = made(ema());
    const seen: number[][] = [];
    const judge = made(ema());
    const judged: number[] = [];
    const swapped = await model.fit(x, y, {
      ...options,
      validationData: [x, y],
      callbacks: [
        layers.swapEmaWeights(),
        {
          onEpochEnd: async () => {
            seen.push(flat(model));
            judge.setWeights(
              model.optimizer.averages.map((v) => ({ data: v.data(), shape: v.shape })) as never,
            );
            judged.push((await judge.evaluate(x, y)).loss);
          },
        },
      ],
    });
    expect(seen).toEqual(raw);
    expect(swapped.history.loss).toEqual(history.loss);
    expect(swapped.history.valLoss).not.toEqual(history.valLoss);
    expect(swapped.history.valLoss).toEqual(judged);
    expect(flat(model)).toEqual(flat(plain));
    expect(flat(model)).toEqual(means.at(-1));
  });

  test("with swapOnEpoch, callbacks after it get the means", async () => {
    const model = made(ema());
    const seen: number[][] = [];
    const means: number[][] = [];
    await model.fit(x, y, {
      ...options,
      callbacks: [
        layers.swapEmaWeights({ swapOnEpoch: true }),
        {
          onEpochEnd: () => {
            seen.push(flat(model));
            means.push(model.optimizer.averages.flatMap((v) => Array.from(v.data())));
          },
        },
      ],
    });
    expect(seen).toEqual(means);
    const plain = made(ema());
    await plain.fit(x, y, options);
    expect(flat(model)).toEqual(flat(plain));
  });

  test("asks for an optimizer with means", async () => {
    await expect(
      made(layers.sgd()).fit(x, y, { ...options, callbacks: [layers.swapEmaWeights()] }),
    ).rejects.toThrow(/swapEmaWeights: the optimizer sgd has no running means.*useEma: true/);
  });
});

test("history has what fit resolves with, also when training ends with an error", async () => {
  const kept = layers.history();
  const model = made(layers.sgd());
  const { epoch, history } = await model.fit(x, y, { ...options, callbacks: [kept] });
  expect({ epoch: kept.epoch, history: kept.history }).toEqual({ epoch, history });
  const angry: layers.Callback = {
    onEpochEnd: (e) => {
      if (e === 2) throw new Error("enough");
    },
  };
  await expect(model.fit(x, y, { ...options, callbacks: [kept, angry] })).rejects.toThrow("enough");
  expect(kept.epoch).toEqual([0, 1, 2]);
});
