import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as layers from "@wellfit/layers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { csvLine } from "../../src/callbacks/csv";
import { twoClasses } from "../support/data";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wellfit-callbacks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { x, y } = twoClasses(40);
const options = { epochs: 3, verbose: 0, batchSize: 16, validationData: [x, y] } as const;

function made(): layers.Sequential {
  layers.setSeed(3);
  const model = layers.sequential([
    layers.dense(4, { inputShape: [2], activation: "tanh" }),
    layers.dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: layers.adam(), metrics: ["accuracy"] });
  return model;
}

describe("modelCheckpoint", () => {
  test("saves models that predict as the model did, by the names of Keras", async () => {
    const model = made();
    const path = join(folder, "deep/in", "m-{epoch:02d}-{val_loss:.3f}.keras");
    const checkpoint = layers.modelCheckpoint(path);
    const { history } = await model.fit(x, y, { ...options, callbacks: [checkpoint] });
    expect(readdirSync(join(folder, "deep/in")).sort()).toEqual(
      (history.valLoss as number[]).map((loss, i) => `m-0${i + 1}-${loss.toFixed(3)}.keras`).sort(),
    );
    const again = await layers.loadModel(checkpoint.lastSaved as string);
    expect(again.predict(x).toArray()).toEqual(model.predict(x).toArray());
  });

  test("saves weights after so many batches, over the borders of epochs", async () => {
    const checkpoint = layers.modelCheckpoint(join(folder, "{epoch}-{batch}.weights.h5"), {
      saveWeightsOnly: true,
      saveFreq: 2,
    });
    const model = made();
    await model.fit(x, y, { ...options, callbacks: [checkpoint] });
    const names = ["1-2", "2-1", "2-3", "3-2"];
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.weights.h5`));
    await made().loadWeights(checkpoint.lastSaved as string);
  });

  test("says before training what its logs will not have", async () => {
    const fit = (path: string, given: layers.ModelCheckpointOptions = {}): Promise<unknown> =>
      made().fit(x, y, { ...options, callbacks: [layers.modelCheckpoint(join(folder, path), given)] });
    await expect(fit("{val_acuracy}.keras")).rejects.toThrow(/"valAcuracy" \(did you mean "valAccuracy"\?\)/);
    await expect(fit("{batch}.keras")).rejects.toThrow(/nothing fills "batch"/);
    await expect(fit("best.keras", { saveBestOnly: true, saveFreq: 2 })).rejects.toThrow(
      /no "valLoss" in the logs/,
    );
    await expect(fit("best.keras", { saveBestOnly: true, monitor: "auc" })).rejects.toThrow(/no "auc"/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("an error of the file reaches the caller", async () => {
    writeFileSync(join(folder, "taken"), "");
    const checkpoint = layers.modelCheckpoint(join(folder, "taken", "model.keras"));
    await expect(made().fit(x, y, { ...options, callbacks: [checkpoint] })).rejects.toThrow(
      /modelCheckpoint: expected to make the folder/,
    );
  });
});

describe("csvLogger", () => {
  test("writes a header and a line an epoch, the numbers as they are", async () => {
    const path = join(folder, "logs", "run.csv");
    const { history } = await made().fit(x, y, { ...options, callbacks: [layers.csvLogger(path)] });
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines[0]).toBe("epoch,accuracy,loss,valAccuracy,valLoss");
    const { accuracy, loss, valAccuracy, valLoss } = history as unknown as Record<string, number[]>;
    const rows = loss!.map((_, i) => [i, accuracy![i], loss![i], valAccuracy![i], valLoss![i]].join(","));
    expect(lines.slice(1)).toEqual([...rows, ""]);
  });

  test("replaces a file, or adds to it without a second header", async () => {
    const path = join(folder, "run.csv");
    for (const append of [false, true, true, false]) {
      await made().fit(x, y, { ...options, callbacks: [layers.csvLogger(path, { append, separator: ";" })] });
      const lines = readFileSync(path, "utf8").trim().split("\n");
      expect(lines.filter((line) => line.startsWith("epoch;")).length).toBe(1);
      if (!append) expect(lines.length).toBe(4);
    }
  });

  test("goes on after the lines that its state knows of", async () => {
    const path = join(folder, "run.csv");
    const begin = (): layers.Callback => {
      const callback = layers.csvLogger(path);
      callback.setParams?.({ epochs: 9, steps: 1, metrics: ["loss"] });
      callback.onTrainBegin?.();
      return callback;
    };
    const first = begin();
    await first.onEpochEnd?.(0, { loss: 1 });
    const state = first.getState?.() as layers.CallbackState;
    await first.onEpochEnd?.(1, { loss: 2 });
    await first.onTrainEnd?.({});
    const next = begin();
    await next.setState?.(state);
    await next.onEpochEnd?.(1, { loss: 3 });
    await next.onTrainEnd?.({});
    expect(readFileSync(path, "utf8")).toBe("epoch,loss\n0,1\n1,3\n");
  });

  test("quotes as RFC 4180 says", () => {
    expect(csvLine(["a", 'say "b"', "c,d", "e\nf", 1.5], ",")).toBe('a,"say ""b""","c,d","e\nf",1.5');
    expect(csvLine(["a,b", "c;d"], ";")).toBe('a,b;"c;d"');
  });
});
