import type { Tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test, vi } from "vitest";
import { numbers, twoClasses } from "./support/data";

const { dense, NonFiniteError, sequential, setSeed, sgd } = layers;

const { x, y } = twoClasses(12);
const linear = (): layers.Sequential => {
  const model = sequential([dense(1, { inputShape: [2], activation: "sigmoid" })]);
  model.compile({ loss: "binaryCrossentropy", optimizer: sgd({ learningRate: 0.1 }), metrics: ["accuracy"] });
  return model;
};

describe("callbacks", () => {
  test("are called in order, with the numbers and the model", async () => {
    const seen: string[] = [];
    const callback: layers.Callback = {
      setModel: (model) => void seen.push(`model ${model.name}`),
      setParams: ({ epochs, steps }) => void seen.push(`params ${epochs} ${steps}`),
      onTrainBegin: () => void seen.push("train begin"),
      onEpochBegin: (epoch) => void seen.push(`epoch ${epoch}`),
      onBatchBegin: (batch) => void seen.push(`batch ${batch}`),
      onBatchEnd: (batch, logs) => void seen.push(`batch ${batch} ${Object.keys(logs)}`),
      onEpochEnd: (epoch, logs) => void seen.push(`epoch ${epoch} ${Object.keys(logs)}`),
      onTrainEnd: (logs) => void seen.push(`train end ${Object.keys(logs)}`),
    };
    await linear().fit(x, y, {
      epochs: 1,
      batchSize: 6,
      callbacks: [callback],
      validationData: [x, y],
      verbose: 0,
    });
    expect(seen).toEqual([
      "params 1 2",
      "model sequential",
      "train begin",
      "epoch 0",
      "batch 0",
      "batch 0 loss,accuracy",
      "batch 1",
      "batch 1 loss,accuracy",
      "epoch 0 loss,accuracy,valLoss,valAccuracy",
      "train end loss,accuracy,valLoss,valAccuracy",
    ]);
  });

  test("are waited for when they return a promise, one after the other", async () => {
    const seen: string[] = [];
    const wait = (name: string) => async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      seen.push(name);
    };
    await linear().fit(x, y, {
      epochs: 2,
      verbose: 0,
      callbacks: [
        { onTrainBegin: wait("begin a"), onEpochEnd: wait("end a"), onBatchEnd: wait("batch a") },
        { onTrainBegin: wait("begin b"), onEpochEnd: () => void seen.push("end b") },
      ],
    });
    expect(seen).toEqual(["begin a", "begin b", "batch a", "end a", "end b", "batch a", "end a", "end b"]);
  });

  test("of a class keep their this, and may stop training after a batch or an epoch", async () => {
    class Stopper implements layers.Callback {
      batches = 0;
      model: layers.TrainingModel | undefined;
      setModel(model: layers.TrainingModel): void {
        this.model = model;
      }
      onBatchEnd(): void {
        if (++this.batches === 2 && this.model) this.model.stopTraining = true;
      }
    }
    const { history } = await linear().fit(x, y, {
      epochs: 9,
      batchSize: 3,
      callbacks: [new Stopper()],
      verbose: 0,
    });
    expect(history.loss).toHaveLength(1);
    const model = linear();
    const stop: layers.Callback = { onEpochEnd: (epoch) => void (model.stopTraining = epoch === 2) };
    expect((await model.fit(x, y, { epochs: 9, callbacks: [stop], verbose: 0 })).epoch).toEqual([0, 1, 2]);
    expect((await model.fit(x, y, { epochs: 2, verbose: 0 })).epoch).toHaveLength(2);
  });

  test("may change the learning rate", async () => {
    const model = linear();
    const losses: number[] = [];
    await model.fit(x, y, {
      epochs: 4,
      verbose: 0,
      callbacks: [
        {
          onEpochEnd: (epoch, { loss }) => {
            losses.push(loss as number);
            if (epoch === 1) model.optimizer.learningRate = 0;
          },
        },
      ],
    });
    expect(losses[1]).toBeLessThan(losses[0] as number);
    expect(losses[3]).toBeCloseTo(losses[2] as number, 5);
  });

  test("errors of theirs reach the caller", async () => {
    const angry: layers.Callback = {
      onEpochEnd: () => {
        throw new Error("enough");
      },
    };
    const model = linear();
    await expect(model.fit(x, y, { callbacks: [angry], verbose: 0 })).rejects.toThrow("enough");
    await model.fit(x, y, { verbose: 0 });
  });

  test("early stopping ends training and restores the weights of the best epoch", async () => {
    setSeed(1);
    const model = sequential([
      dense(20, { inputShape: [2], activation: "relu" }),
      dense(1, { activation: "sigmoid" }),
    ]);
    model.compile({ loss: "binaryCrossentropy", optimizer: layers.adam({ learningRate: 0.2 }) });
    const noise = { data: numbers(40, 4), shape: [20, 2] };
    const dev = { data: numbers(40, 5), shape: [20, 2] };
    const labels = numbers(20, 6).map((v) => (v > 0 ? 1 : 0));
    const stopper = layers.earlyStopping({ patience: 15, restoreBestWeights: true });
    const history = await model.fit(noise, labels, {
      epochs: 500,
      validationData: [dev, labels],
      callbacks: [stopper],
      verbose: 0,
    });
    const { valLoss } = history.history as unknown as { valLoss: number[] };
    expect(valLoss.length).toBeLessThan(500);
    expect(stopper.best).toBe(Math.min(...valLoss));
    expect(valLoss.indexOf(Math.min(...valLoss))).toBe(stopper.bestEpoch);
    expect((await model.evaluate(dev, labels)).loss).toBe(stopper.best);
  });
});

describe("an abort", () => {
  test("ends training with its reason, and the model goes on afterwards", async () => {
    const model = linear();
    const control = new AbortController();
    const ends: string[] = [];
    const callback: layers.Callback = {
      onEpochEnd: (epoch) => epoch === 3 && control.abort(new Error("that will do")),
      onTrainEnd: () => void ends.push("end"),
    } as layers.Callback;
    const training = model.fit(x, y, {
      epochs: 1e6,
      signal: control.signal,
      callbacks: [callback],
      verbose: 0,
    });
    await expect(training).rejects.toThrow("that will do");
    expect(ends).toEqual(["end"]);
    expect(model.optimizer.iterations).toBe(4);
    await model.fit(x, y, { verbose: 0 });
  });

  test("from outside is seen although no callback awaits", async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 30);
    const training = linear().fit(x, y, { epochs: 1e9, signal: control.signal, verbose: 0 });
    await expect(training).rejects.toMatchObject({ name: "AbortError" });
  });

  test("before the start means no start", async () => {
    const model = linear();
    await expect(model.fit(x, y, { signal: AbortSignal.abort(), verbose: 0 })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(model.optimizer.iterations).toBe(0);
  });
});

describe("numbers that stop being finite", () => {
  test("end training, with the layer, the ranges and what to do, and leave the weights as they were", async () => {
    setSeed(1);
    const model = sequential([dense(8, { inputShape: [2], activation: "relu" }), dense(1)]);
    model.compile({ loss: "mse", optimizer: sgd({ learningRate: 10 }) });
    const targets = y.map((v) => 80_000 * v + 1200);
    const ends: number[] = [];
    const error: unknown = await model
      .fit(x, targets, { epochs: 200, verbose: 0, callbacks: [{ onTrainEnd: () => void ends.push(1) }] })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NonFiniteError);
    const { message, layer, epoch } = error as InstanceType<typeof NonFiniteError>;
    expect(message).toMatch(/stopped being finite in epoch \d+, batch 1/);
    expect(message).toMatch(/targets from 1200 to 8.12e\+?4|targets from 1200 to 81200/);
    expect(message).toMatch(/learning rate is 10; scale the targets/);
    expect(layer === undefined || layer.startsWith("dense")).toBe(true);
    expect(epoch).toBeGreaterThanOrEqual(0);
    expect(ends).toEqual([1]);
    for (const { data } of model.getWeights()) expect([...data].every(Number.isFinite)).toBe(true);
    expect(model.optimizer.iterations).toBe(epoch);
  });

  test("name the layer whose output it was", async () => {
    const blowUp = function blowUp(value: Tensor): Tensor {
      return value.mul(1e30).square();
    };
    const model = sequential([
      dense(2, { inputShape: [2], name: "calm" }),
      layers.activation(blowUp, { name: "wild" }),
      dense(1, { name: "late" }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    await expect(model.fit(x, y, { verbose: 0 })).rejects.toMatchObject({
      layer: "wild",
      message: expect.stringMatching(
        /the loss stopped .* the output of wild is the first that is not finite/,
      ),
    });
  });

  test("name the layer whose gradient it was", async () => {
    const root = (value: Tensor): Tensor => value.mul(0).sqrt().add(value);
    const model = sequential([
      dense(2, { inputShape: [2], name: "first" }),
      dense(2, { name: "second", activation: root }),
      dense(1, { name: "third" }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    await expect(model.fit(x, y, { verbose: 0 })).rejects.toMatchObject({
      layer: "second",
      message: expect.stringMatching(/a gradient stopped being finite.*second\/bias|second\/kernel/),
    });
  });
});

describe("the thread", () => {
  test("is left to others while training runs", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const start = performance.now();
    const model = linear();
    await model.fit(x, y, {
      epochs: 1e9,
      verbose: 0,
      callbacks: [{ onEpochEnd: () => void (model.stopTraining = performance.now() - start > 120) }],
    });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});

describe("verbose", () => {
  test.each([
    [0, 0],
    [1, 2],
    [2, 3],
  ] as const)("%i", async (verbose, lines) => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await linear().fit(x, y, { epochs: 3, verbose });
      expect(log.mock.calls.length).toBe(lines);
      if (lines > 0) expect(String(log.mock.calls.at(-1))).toMatch(/^epoch 3\/3 · loss [\d.]+ · accuracy/);
    } finally {
      log.mockRestore();
    }
  });
});
