import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as layers from "@wellfit/layers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { packState, unpackState } from "../../src/callbacks/backup/pack-state";
import { numbers } from "../support/data";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wellfit-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const x = { data: numbers(120, 1), shape: [60, 2] };
const y = numbers(60, 2).map((v) => (v > 0 ? 1 : 0));

/** A store in memory. */
function memory(): layers.BackupStore & { bytes: Uint8Array | undefined; writes: number } {
  const store = {
    bytes: undefined as Uint8Array | undefined,
    writes: 0,
    read: async () => store.bytes,
    write: async (bytes: Uint8Array) => {
      store.bytes = bytes;
      store.writes++;
    },
    remove: async () => {
      store.bytes = undefined;
    },
  };
  return store;
}

/** Everything that draws, remembers or averages, at once. */
function made(seed = 5): layers.Sequential {
  layers.setSeed(seed);
  const model = layers.sequential([
    layers.gaussianNoise(0.1, { inputShape: [2] }),
    layers.dense(6, { activation: "tanh" }),
    layers.dropout(0.3),
    layers.dense(1, { activation: "sigmoid" }),
  ]);
  const optimizer = layers.adam({
    learningRate: 0.03,
    useEma: true,
    emaMomentum: 0.9,
    gradientAccumulationSteps: 2,
    gradientNoise: { stddev: 0.01 },
  });
  model.compile({ loss: "binaryCrossentropy", optimizer, metrics: ["accuracy"] });
  return model;
}

interface Ran {
  readonly history: layers.History;
  readonly seen: unknown;
  readonly model: layers.Sequential;
}

/** A training with every callback that remembers something, which may be cut short after some steps. */
async function run(
  model: layers.Sequential,
  store: layers.BackupStore,
  saveFreq: layers.SaveFreq,
  cutAfter = Number.POSITIVE_INFINITY,
  epochs = 6,
): Promise<Ran> {
  let steps = 0;
  const lines: string[] = [];
  const stopper = layers.earlyStopping({ patience: 4, restoreBestWeights: true });
  const reducer = layers.reduceLrOnPlateau({ patience: 1, factor: 0.7, minDelta: 0.01 });
  const kept = layers.history();
  const ema = layers.swapEmaWeights({ swapOnEpoch: true });
  const cut: layers.Callback = {
    // After the backup, so that nothing is lost.
    runsLast: true,
    onBatchEnd: () => {
      if (++steps >= cutAfter) throw new Error("cut");
    },
  };
  const history = await model.fit(x, y, {
    epochs,
    batchSize: 16,
    validationSplit: 0.2,
    verbose: 0,
    callbacks: [
      layers.backupAndRestore(store, { saveFreq }),
      stopper,
      reducer,
      kept,
      ema,
      layers.learningRateScheduler((_, rate) => rate * 0.9),
      layers.csvLogger((line) => void lines.push(line)),
      cut,
    ],
  });
  const { stoppedEpoch, best, bestEpoch, wait } = stopper;
  const seen = { stoppedEpoch, best, bestEpoch, wait, changes: reducer.changes, kept: kept.history };
  return { history, seen, model };
}

function ended({ history, seen, model }: Ran): unknown {
  const { optimizer } = model;
  return {
    history: history.history,
    epoch: history.epoch,
    seen,
    weights: model.getWeights(),
    optimizer: optimizer.getWeights(),
    rate: optimizer.learningRate,
    random: model.randomStep.data(),
    rounds: model.shuffler.rounds,
  };
}

describe("a training that is cut short and goes on in a new model", { timeout: 60_000 }, () => {
  test.each<[layers.SaveFreq, readonly number[]]>([
    [1, [1, 3, 4, 8, 14]],
    [5, [4, 11]],
    ["epoch", [2, 7]],
  ])("ends with the same bits, saveFreq %s", async (saveFreq, cuts) => {
    const whole = ended(await run(made(), memory(), saveFreq));
    for (const at of cuts) {
      const store = memory();
      await expect(run(made(), store, saveFreq, at)).rejects.toThrow("cut");
      expect(ended(await run(made(), store, saveFreq)), `cut after ${at} steps`).toEqual(whole);
      expect(store.bytes, "the backup is removed").toBeUndefined();
    }
  });

  test("also when it is cut short again and again", async () => {
    const whole = ended(await run(made(), memory(), 1));
    const store = memory();
    let tries = 0;
    for (;;) {
      tries++;
      const ran = await run(made(), store, 1, 3).catch((error: Error) => error.message);
      if (typeof ran === "string") continue;
      expect(ended(ran)).toEqual(whole);
      break;
    }
    expect(tries).toBeGreaterThan(3);
  });

  test("goes on from where it was", async () => {
    const store = memory();
    await expect(run(made(), store, 1, 6)).rejects.toThrow("cut");
    const backup = layers.backupAndRestore(store, { saveFreq: 1 });
    const model = made();
    const steps: number[] = [];
    const watch: layers.Callback = { onBatchBegin: (batch) => void steps.push(batch) };
    const callbacks = [backup, watch, ...Array.from({ length: 6 }, () => ({}))];
    const { epoch } = await model.fit(x, y, {
      epochs: 3,
      batchSize: 16,
      validationSplit: 0.2,
      verbose: 0,
      callbacks,
    });
    // Three batches an epoch: the backup after the sixth step stands at the end of the second epoch.
    expect(backup.resumedFrom).toEqual({ epoch: 1, batch: 3 });
    expect(steps).toEqual([0, 1, 2]);
    expect(epoch).toEqual([0, 1, 2]);
  });

  test("keeps what a schedule and batches that come one by one need", async () => {
    const begin = (): layers.Sequential => {
      layers.setSeed(2);
      const model = layers.sequential([layers.dense(3, { inputShape: [2] }), layers.dense(1)]);
      const learningRate = layers.cosineDecay(0.1, { decaySteps: 40 });
      model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate, momentum: 0.9 }) });
      return model;
    };
    async function* batches(): AsyncGenerator<[typeof x, Float32Array]> {
      for (let i = 0; i < 5; i++) yield [{ data: numbers(24, i), shape: [12, 2] }, numbers(12, i + 50)];
    }
    const go = async (store: layers.BackupStore, cutAfter: number): Promise<unknown> => {
      const model = begin();
      let steps = 0;
      const cut = {
        onBatchEnd: () => {
          if (++steps >= cutAfter) throw new Error("cut");
        },
      };
      const { history } = await model.fit(batches, {
        epochs: 3,
        verbose: 0,
        callbacks: [layers.backupAndRestore(store, { saveFreq: 1 }), cut],
      });
      return { history, weights: model.getWeights(), optimizer: model.optimizer.getWeights() };
    };
    const whole = await go(memory(), 99);
    for (const at of [1, 3, 5, 8, 14]) {
      const store = memory();
      await expect(go(store, at)).rejects.toThrow("cut");
      expect(await go(store, 99)).toEqual(whole);
    }
  });
});

describe("without setSeed", () => {
  test("the seeds of layers and of what they hold are those of the training before", async () => {
    const begin = (noise: boolean): layers.Sequential => {
      const model = layers.sequential([
        layers.lstm(3, { inputShape: [2, 1], dropout: 0.4, recurrentDropout: 0.3 }),
        layers.dropout(0.5),
        layers.dense(1),
      ]);
      const gradientNoise = noise ? { gradientNoise: { stddev: 0.01 } } : {};
      model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.1, ...gradientNoise }) });
      return model;
    };
    const go = async (store: layers.BackupStore, cutAfter: number, noise = false): Promise<unknown> => {
      const model = begin(noise);
      let steps = 0;
      const cut: layers.Callback = {
        runsLast: true,
        onBatchEnd: () => {
          if (++steps === cutAfter) throw new Error("cut");
        },
      };
      const callbacks = [layers.backupAndRestore(store, { saveFreq: 1 }), cut];
      const sequences = { data: x.data, shape: [60, 2, 1] };
      await model.fit(sequences, y, { epochs: 2, batchSize: 15, verbose: 0, callbacks });
      return model.getWeights();
    };
    const store = memory();
    await expect(go(store, 5)).rejects.toThrow("cut");
    const kept = store.bytes as Uint8Array;
    const first = await go({ ...memory(), read: async () => kept }, 99);
    expect(await go({ ...memory(), read: async () => kept }, 99)).toEqual(first);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const noisy = memory();
    await expect(go(noisy, 5, true)).rejects.toThrow("cut");
    await go(noisy, 99, true);
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/other noise on gradients.*give gradientNoise a seed/),
    );
    warn.mockRestore();
  });
});

describe("the backup", () => {
  test("is a file in a folder, without others beside it, and goes with it", async () => {
    const dir = join(folder, "a/b");
    const model = made();
    const looks: string[][] = [];
    const look = { onEpochEnd: () => void looks.push(existsSync(dir) ? readdirSync(dir) : []) };
    const callbacks = [layers.backupAndRestore(dir), look];
    await model.fit(x, y, { epochs: 3, verbose: 0, callbacks });
    expect(looks).toEqual([[], ["backup.safetensors"], ["backup.safetensors"]]);
    expect(existsSync(dir)).toBe(false);
    await model.fit(x, y, {
      epochs: 2,
      verbose: 0,
      callbacks: [layers.backupAndRestore(dir, { deleteCheckpoint: false })],
    });
    expect(readdirSync(dir)).toEqual(["backup.safetensors"]);
  });

  test("is kept when training is aborted, and after its end if asked", async () => {
    const control = new AbortController();
    const store = memory();
    const stop: layers.Callback = {
      onEpochEnd: (epoch) => epoch === 1 && control.abort(),
    } as layers.Callback;
    const fit = (epochs: number, signal?: AbortSignal): Promise<layers.History> =>
      made().fit(x, y, {
        epochs,
        verbose: 0,
        ...(signal === undefined ? {} : { signal }),
        callbacks: [layers.backupAndRestore(store, { deleteCheckpoint: false }), stop],
      });
    await expect(fit(4, control.signal)).rejects.toMatchObject({ name: "AbortError" });
    expect(store.writes).toBe(2);
    const first = await fit(4);
    expect(first.epoch).toEqual([0, 1, 2, 3]);
    // Nothing is left to do.
    expect((await fit(4)).history).toEqual(first.history);
    expect(store.writes).toBe(4);
  });

  test("a training that early stopping ended does not go on", async () => {
    const store = memory();
    const go = async (): Promise<layers.History> =>
      made().fit(x, y, {
        epochs: 9,
        verbose: 0,
        callbacks: [
          layers.backupAndRestore(store, { deleteCheckpoint: false }),
          layers.earlyStopping({ monitor: "loss", mode: "max", patience: 2 }),
        ],
      });
    const first = await go();
    expect(first.epoch.length).toBeLessThan(9);
    expect(await go()).toEqual(first);
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["cut off", (bytes) => bytes.subarray(0, bytes.length - 40)],
    ["empty", () => new Uint8Array(0)],
    ["something else", () => new TextEncoder().encode("a letter to a friend")],
    ["without a state", () => layers.toSafetensors({})],
    ["of another version", () => packState({ version: 2 })],
    ["of another shape", () => packState({ version: 1 })],
  ])("that is %s is refused, with what to do", async (_, spoil) => {
    const dir = join(folder, "run");
    const go = (): Promise<layers.History> =>
      made().fit(x, y, {
        epochs: 1,
        verbose: 0,
        callbacks: [layers.backupAndRestore(dir, { deleteCheckpoint: false })],
      });
    await go();
    const path = join(dir, "backup.safetensors");
    writeFileSync(path, spoil(new Uint8Array(readFileSync(path))));
    await expect(go()).rejects.toThrow(
      /^backupAndRestore: the backup cannot be gone on from: .*remove the backup to begin anew/,
    );
  });

  test("of another model, optimizer, data or list of callbacks is refused", async () => {
    const store = memory();
    await expect(run(made(), store, 1, 4)).rejects.toThrow("cut");
    const other = layers.sequential([layers.dense(1, { inputShape: [2] })]);
    other.compile({ loss: "mse", optimizer: "adam" });
    const backup = layers.backupAndRestore(store);
    const options = {
      epochs: 2,
      batchSize: 16,
      validationSplit: 0.2,
      verbose: 0,
      callbacks: [backup],
    } as const;
    await expect(other.fit(x, y, options)).rejects.toThrow(/3 seeds of random numbers, this one 1/);
    const model = made();
    model.compile({ loss: "binaryCrossentropy", optimizer: "sgd" });
    await expect(model.fit(x, y, options)).rejects.toThrow(/arrays of the optimizer, this training 2/);
    await expect(made().fit(x, y, { ...options, batchSize: 4 })).rejects.toThrow(/epoch of 3 steps/);
    await expect(made().fit(x, y, options)).rejects.toThrow(/received 1 callbacks, expected 8/);
    await expect(run(made(6), store, 1)).rejects.toThrow(/setSeed with the same number/);
  });

  test("of what a process that was killed left, only the whole file is kept", async () => {
    writeFileSync(join(folder, "backup.safetensors.5f.tmp"), "half");
    writeFileSync(join(folder, "notes.txt"), "mine");
    await made().fit(x, y, { epochs: 1, verbose: 0, callbacks: [layers.backupAndRestore(folder)] });
    expect(readdirSync(folder)).toEqual(["notes.txt"]);
  });
});

describe("the packed state", () => {
  test("comes back as it was", () => {
    const state = {
      text: "ü",
      yes: true,
      none: null,
      list: [1, -0, Number.NaN, Number.NEGATIVE_INFINITY, undefined, [2]],
      deep: { "a/b": { data: Float32Array.of(1, 2), shape: [2] }, ints: Int32Array.of(-1) },
      bytes: Uint8Array.of(255),
      doubles: [Float64Array.of(0.1)],
    };
    expect(unpackState(packState(state))).toEqual(state);
    expect(unpackState(packState(Float32Array.of(3)))).toEqual(Float32Array.of(3));
  });

  test.each([
    [{ when: new Date() }, /has a Date at when/],
    [{ a: [() => 1] }, /has a function at a\/0/],
    [{ $number: "1" }, /begins with \$/],
  ])("refuses what would not: %o", (state, message) => {
    expect(() => packState(state)).toThrow(message);
  });
});
