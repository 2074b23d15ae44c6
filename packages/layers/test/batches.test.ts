import * as layers from "@wellfit/layers";
import { describe, expect, test, vi } from "vitest";
import { numbers, twoClasses } from "./support/data";

const { dense, sequential, setSeed, sgd } = layers;

const { x, y } = twoClasses(24);
const part = (from: number, to: number): layers.DataBatch => [
  { data: x.data.subarray(from * 2, to * 2), shape: [to - from, 2] },
  y.subarray(from, to),
];
const parts = (): layers.DataBatch[] => [part(0, 10), part(10, 20), part(20, 24)];
const linear = (): layers.Sequential => {
  setSeed(5);
  const model = sequential([dense(1, { inputShape: [2], activation: "sigmoid" })]);
  model.compile({ loss: "binaryCrossentropy", optimizer: sgd({ learningRate: 0.1 }), metrics: ["accuracy"] });
  return model;
};

async function* slowly(): AsyncGenerator<layers.DataBatch> {
  for (const batch of parts()) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield batch;
  }
}

describe("batches that come one by one", () => {
  test("train as the same rows in arrays do", async () => {
    const arrays = await linear().fit(x, y, { epochs: 3, batchSize: 10, shuffle: false, verbose: 0 });
    for (const source of [parts(), () => parts(), () => slowly()] as layers.Batches[]) {
      const given = Array.isArray(source) ? new Set(source) : source;
      const { history, params } = await linear().fit(given as layers.Batches, { epochs: 3, verbose: 0 });
      expect(params.steps).toBeUndefined();
      expect(history.accuracy).toEqual(arrays.history.accuracy);
      history.loss.forEach((loss, i) => {
        expect(loss).toBeCloseTo(arrays.history.loss[i] as number, 6);
      });
    }
  });

  test("may be so many for each epoch, over the end of the source", async () => {
    const seen: number[] = [];
    const callback = { onBatchEnd: (batch: number) => void seen.push(batch) };
    const { history } = await linear().fit(() => slowly(), {
      epochs: 3,
      stepsPerEpoch: 2,
      verbose: 0,
      callbacks: [callback],
    });
    expect(history.loss).toHaveLength(3);
    expect(seen).toEqual([0, 1, 0, 1, 0, 1]);
  });

  test("judge after each epoch", async () => {
    const model = linear();
    const { history } = await model.fit(x, y, { validationData: () => slowly(), epochs: 2, verbose: 0 });
    const { loss } = await model.evaluate(x, y);
    expect(history.valLoss?.at(-1)).toBeCloseTo(loss, 5);
    const two = await model.fit(() => parts(), {
      validationData: () => parts(),
      validationSteps: 1,
      verbose: 0,
    });
    expect(two.history.valAccuracy).toHaveLength(1);
  });

  test("build a model that does not know its shape", async () => {
    const model = sequential([dense(1)]);
    model.compile({ loss: "mse" });
    await model.fit(() => parts(), { verbose: 0 });
    expect(model.inputShape).toEqual([null, 2]);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      "a generator that cannot begin anew",
      () => linear().fit(slowly(), { epochs: 2, verbose: 0 }),
      /the batches have ended after 3; pass a function that makes them anew/,
    ],
    ["what is no batch", () => linear().fit(() => [[x]] as never, { verbose: 0 }), /expected \[x, y\]/],
    ["a function that gives nothing", () => linear().fit((() => 3) as never, { verbose: 0 }), /returned 3/],
    [
      "a part of them to judge by",
      () => linear().fit(() => parts(), { validationSplit: 0.2, verbose: 0 }),
      /received validationSplit with batches, expected validationData/,
    ],
    [
      "weights beside them",
      () => linear().fit(() => parts(), { sampleWeight: [1], verbose: 0 }),
      /third entry of each batch/,
    ],
    [
      "more steps than rows make",
      () => linear().fit(x, y, { stepsPerEpoch: 4, batchSize: 10, verbose: 0 }),
      /received stepsPerEpoch 4 for 24 rows, which make 3 batches of 10/,
    ],
    ["none at all", () => linear().fit(() => [], { verbose: 0 }), /the batches have ended after 0/],
  ])("%s is refused", async (_, run, message) => {
    await expect(run()).rejects.toThrow(message);
  });
});

describe("rows with an order", () => {
  const wave = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i / 9));
  const rows = { data: numbers(120), shape: [60, 2] };

  test("are told when a part of them is taken at random to judge by", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const model = sequential([dense(1, { inputShape: [2] })]);
    model.compile({ loss: "mse" });
    await model.fit(rows, wave, { validationSplit: 0.2, verbose: 0 });
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/rows look ordered.*pass the last rows as validationData/),
    );
    warn.mockClear();
    await model.fit(rows, numbers(60, 3), { validationSplit: 0.2, verbose: 0 });
    await model.fit(rows, wave, { verbose: 0 });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe("going on from where a training was", () => {
  test("gives the same numbers as one that ran through", async () => {
    const run = async (from?: layers.FitProgress, saved?: layers.Sequential): Promise<unknown> => {
      const model = saved ?? linear();
      let control: layers.FitControl | undefined;
      let kept: { progress: layers.FitProgress; weights: ReturnType<typeof model.getWeights> } | undefined;
      const callback: layers.Callback = {
        setControl: (given) => {
          control = given;
        },
        onTrainBegin: () => {
          if (from !== undefined) control?.resume(from);
        },
        onBatchEnd: (batch) => {
          const progress = (control as layers.FitControl).progress();
          if (from === undefined && progress.epoch === 1 && batch === 1) {
            kept = { progress, weights: model.getWeights() };
          }
        },
      };
      const { history } = await model.fit(x, y, {
        epochs: 3,
        batchSize: 10,
        verbose: 0,
        callbacks: [callback],
      });
      return { history, weights: model.getWeights(), kept };
    };
    const whole = (await run()) as never as {
      history: unknown;
      weights: unknown;
      kept: { progress: layers.FitProgress; weights: ReturnType<layers.Sequential["getWeights"]> };
    };
    expect(whole.kept.progress).toMatchObject({ epoch: 1, batch: 2, rounds: 1 });
    const model = linear();
    model.setWeights(whole.kept.weights);
    const rest = (await run(whole.kept.progress, model)) as { history: unknown; weights: unknown };
    expect(rest.history).toEqual(whole.history);
    expect(rest.weights).toEqual(whole.weights);
  });
});
