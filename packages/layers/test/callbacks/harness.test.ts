import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as layers from "@wellfit/layers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as exported from "../../src/callbacks/all";
import { packState, unpackState } from "../../src/callbacks/backup/pack-state";
import { twoClasses } from "../support/data";

type Options = Record<string, unknown>;

interface Row {
  /** Makes the callback with options beside those it needs; files go to the folder. */
  readonly make: (folder: string, options?: Options) => layers.Callback;
  /** Whether it only watches, so that training is the same with and without it. */
  readonly watches: boolean;
  /** Whether it remembers something that a training which goes on needs. */
  readonly remembers: boolean;
  /** Whether it has the option `monitor`. */
  readonly monitors: boolean;
  /** Options that are refused, and how. */
  readonly bad: readonly (readonly [Options | (() => unknown), RegExp])[];
}

const nothing = [[{ every: 1 }, /unknown option "every"; expected none/]] as const;

/** A row for each callback that is exported; the first test says so when one is missing. */
const rows: Record<string, Row> = {
  activationStatistics: {
    make: (_, o) => layers.activationStatistics({ histogram: 5, ...o }),
    watches: true,
    remembers: true,
    monitors: false,
    bad: [
      [{ every: 0 }, /every 0, expected a whole number at least 1/],
      [{ data: 3 }, /data 3, expected \[x, y\]/],
      [{ histogram: 0 }, /histogram 0/],
    ],
  },
  backupAndRestore: {
    make: (folder, o) => layers.backupAndRestore(join(folder, "backup"), { saveFreq: 2, ...o }),
    watches: true,
    remembers: false,
    monitors: false,
    bad: [
      [{ saveFreq: 0 }, /saveFreq 0/],
      [{ saveFreq: "batch" }, /saveFreq "batch", expected "epoch" or a number/],
      [() => layers.backupAndRestore(""), /received "", expected a folder/],
      [() => layers.backupAndRestore({ read: 1 } as never), /an object with read, write and remove/],
      [() => layers.backupAndRestore("opfs://backup"), /there are no folders here/],
    ],
  },
  csvLogger: {
    make: (folder, o) => layers.csvLogger(join(folder, "log.csv"), o),
    watches: true,
    remembers: true,
    monitors: false,
    bad: [
      [{ separator: "" }, /separator "", expected one character/],
      [{ separator: '"' }, /expected one character/],
      [() => layers.csvLogger(3 as never), /received 3, expected a path/],
      [() => layers.csvLogger("opfs://log.csv"), /no files to add lines to here/],
    ],
  },
  earlyStopping: {
    make: (_, o) => layers.earlyStopping({ patience: 1, restoreBestWeights: true, ...o }),
    watches: false,
    remembers: true,
    monitors: true,
    bad: [
      [{ patience: -1 }, /patience -1/],
      [{ mode: "best" }, /"auto" or "min" or "max"/],
      [{ minDelta: "much" }, /minDelta "much", expected a number/],
      [{ startFromEpoch: 0.5 }, /startFromEpoch 0.5/],
    ],
  },
  gradientStatistics: {
    make: (_, o) => layers.gradientStatistics(o),
    watches: true,
    remembers: true,
    monitors: false,
    bad: [
      [{ every: 1.5 }, /every 1.5/],
      [{ data: [1] }, /expected \[x, y\]/],
    ],
  },
  history: {
    make: (_, o) => layers.history(o),
    watches: true,
    remembers: true,
    monitors: false,
    bad: nothing,
  },
  lambdaCallback: {
    make: (_, o) => layers.lambdaCallback({ onEpochEnd: () => {}, onBatchEnd: () => {}, ...o }),
    watches: true,
    remembers: false,
    monitors: false,
    bad: [[{ onEpochEnd: 3 }, /onEpochEnd 3, expected a function/]],
  },
  learningRateScheduler: {
    make: (_, o) => layers.learningRateScheduler((epoch, rate) => (epoch < 1 ? rate : rate / 2), o),
    watches: false,
    remembers: false,
    monitors: false,
    bad: [
      [{ verbose: 3 }, /verbose 3/],
      [() => layers.learningRateScheduler(0.1 as never), /received 0.1, expected a function/],
    ],
  },
  modelCheckpoint: {
    make: (folder, o) => layers.modelCheckpoint(join(folder, "best.keras"), { saveBestOnly: true, ...o }),
    watches: true,
    remembers: true,
    monitors: true,
    bad: [
      [{ saveFreq: -2 }, /saveFreq -2/],
      [{ mode: "" }, /mode "", expected/],
      [{ saveWeightsOnly: true }, /ends in .weights.h5 or .safetensors, because saveWeightsOnly is true/],
      [{ initialValueThreshold: "low" }, /initialValueThreshold "low"/],
      [() => layers.modelCheckpoint("best.weights.h5"), /ends in .keras or .h5.*saveWeightsOnly: true/],
      [() => layers.modelCheckpoint("best"), /received "best"/],
      [() => layers.modelCheckpoint("{epoch.keras"), /expected places such as/],
    ],
  },
  progress: {
    make: (_, o) => layers.progress({ batches: true, print: () => {}, ...o }),
    watches: true,
    remembers: false,
    monitors: false,
    bad: [[{ every: -1 }, /every -1/]],
  },
  reduceLrOnPlateau: {
    make: (_, o) => layers.reduceLrOnPlateau({ patience: 1, ...o }),
    watches: false,
    remembers: true,
    monitors: true,
    bad: [
      [{ factor: 1 }, /factor 1, expected a number above 0 and below 1/],
      [{ patience: -1 }, /patience -1/],
      [{ cooldown: 0.5 }, /cooldown 0.5/],
      [{ minLr: -1 }, /minLr -1/],
    ],
  },
  swapEmaWeights: {
    make: (_, o) => layers.swapEmaWeights({ swapOnEpoch: true, ...o }),
    watches: false,
    remembers: true,
    monitors: false,
    bad: [],
  },
  tensorBoard: {
    make: (folder, o) => layers.tensorBoard(join(folder, "logs"), { histograms: ["gradients"], ...o }),
    watches: true,
    remembers: true,
    monitors: false,
    bad: [
      [{ histograms: ["weight"] }, /"weight" \(did you mean "weights"\?\)/],
      [{ histograms: "weights" }, /expected an array such as/],
      [{ histogramFreq: 0 }, /histogramFreq 0/],
      [{ updateFreq: "step" }, /updateFreq "step", expected "epoch", "batch" or a number/],
      [{ hparams: { units: [3] } }, /for the hyper-parameter "units", expected a number, text/],
      [{ hparams: [3] }, /expected an object such as/],
      [{ writer: "log" }, /writer "log", expected a function/],
      [() => layers.tensorBoard(""), /expected a folder/],
      [() => layers.tensorBoard("opfs://logs"), /give writer, a function/],
    ],
  },
  terminateOnNan: {
    make: (_, o) => layers.terminateOnNan(o),
    watches: true,
    remembers: false,
    monitors: false,
    bad: nothing,
  },
  weightStatistics: {
    make: (_, o) => layers.weightStatistics({ histogram: true, ...o }),
    watches: true,
    remembers: true,
    monitors: false,
    bad: [
      [{ every: -3 }, /every -3/],
      [{ data: [] }, /unknown option "data"/],
    ],
  },
};

test("every exported callback has a row here", () => {
  const names = Object.keys(exported).filter((name) => /^[a-z]/.test(name) && !/Triggers?$/.test(name));
  expect(names.sort()).toEqual(Object.keys(rows).sort());
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wellfit-harness-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { x, y } = twoClasses(40);

function made(): layers.Sequential {
  layers.setSeed(3);
  const model = layers.sequential([
    layers.dense(4, { inputShape: [2], activation: "tanh" }),
    layers.dropout(0.2),
    layers.dense(1, { activation: "sigmoid" }),
  ]);
  const optimizer = layers.adam({ learningRate: 0.05, useEma: true });
  model.compile({ loss: "binaryCrossentropy", optimizer, metrics: ["accuracy"] });
  return model;
}

async function fit(
  callbacks: readonly layers.Callback[],
  model: layers.Sequential = made(),
): Promise<{ readonly history: unknown; readonly weights: unknown }> {
  const validationData = [x, y] as const;
  const { history } = await model.fit(x, y, {
    epochs: 2,
    batchSize: 20,
    validationData,
    verbose: 0,
    callbacks,
  });
  return { history, weights: model.getWeights() };
}

/** The hooks in the order in which a fit of two epochs of two batches calls them. */
const epochHooks = (epoch: number): readonly string[] => [
  `onEpochBegin ${epoch}`,
  ...[0, 1].flatMap((batch) => [`onBatchBegin ${batch}`, `onBatchEnd ${batch}`]),
  "onTestBegin",
  "onTestEnd",
  `onEpochEnd ${epoch}`,
];
const order = [
  "setParams",
  "setModel",
  "setControl",
  "onTrainBegin",
  ...epochHooks(0),
  ...epochHooks(1),
  "onTrainEnd",
];
const numbered = new Set(["onEpochBegin", "onEpochEnd", "onBatchBegin", "onBatchEnd"]);

/** A callback that does what another one does and notes when its hooks are called and have ended. */
function watched(callback: layers.Callback, notes: string[]): layers.Callback {
  const hooks: Record<string, unknown> = {};
  for (const name of new Set(order.map((entry) => entry.split(" ")[0] as string))) {
    const hook = callback[name as keyof layers.Callback] as ((...args: unknown[]) => unknown) | undefined;
    if (hook === undefined) continue;
    hooks[name] = (...args: unknown[]) => {
      const note = numbered.has(name) ? `${name} ${args[0]}` : name;
      const result = hook.apply(callback, args);
      if (!(result instanceof Promise)) {
        notes.push(note);
        return result;
      }
      return result.then(() => void notes.push(note));
    };
  }
  return hooks as layers.Callback;
}

describe.each(Object.entries(rows))("%s", (name, { make, watches, remembers, monitors, bad }) => {
  test("has its hooks called in order, and waited for", async () => {
    const callback = make(folder);
    const notes: string[] = [];
    await fit([watched(callback, notes)]);
    const has = (entry: string): boolean =>
      callback[entry.split(" ")[0] as keyof layers.Callback] !== undefined;
    expect(notes).toEqual(order.filter(has));
  });

  test(watches ? "leaves training as it is" : "changes training, the same way each time", async () => {
    const plain = await fit([]);
    const first = await fit([make(folder)]);
    expect(await fit([make(folder)])).toEqual(first);
    if (watches) expect(first).toEqual(plain);
  });

  test("may be used again, and forgets what was before", async () => {
    const callback = make(folder);
    await fit([callback]);
    const state = callback.getState?.();
    await fit([callback]);
    expect(callback.getState?.()).toEqual(state);
  });

  test("takes what it remembers from one to another", async () => {
    const callback = make(folder);
    expect(callback.getState !== undefined && callback.setState !== undefined).toBe(remembers);
    expect(callback.getState === undefined).toBe(callback.setState === undefined);
    let kept: layers.CallbackState | undefined;
    const look: layers.Callback = {
      runsLast: true,
      onEpochEnd: (epoch) => {
        if (epoch === 0) kept = callback.getState?.();
      },
    };
    await fit([callback, look]);
    if (!remembers) return;
    const packed = packState(kept);
    const other = make(join(folder, "other"));
    const again: layers.Callback = {
      runsLast: true,
      onTrainBegin: async () => {
        await other.setState?.(unpackState(packed) as layers.CallbackState);
        expect(packState(other.getState?.())).toEqual(packed);
      },
    };
    await fit([other, again]);
  });

  test("refuses bad options, with what was expected", () => {
    const unknown = name === "lambdaCallback" ? "onEpochEn" : "nonsense";
    expect(() => make(folder, { [unknown]: 1 })).toThrow(
      new RegExp(`^${name}: received the unknown option "${unknown}"`),
    );
    for (const [given, message] of bad) {
      const construct = typeof given === "function" ? given : () => make(folder, given);
      expect(construct).toThrow(message);
      expect(construct).toThrow(new RegExp(`^${name}: `));
    }
  });

  test("says before training that the logs will not have what it monitors", async () => {
    if (!monitors) {
      expect(() => make(folder, { monitor: "loss" })).toThrow(/unknown option "monitor"/);
      return;
    }
    expect(() => make(folder, { monitor: 3 })).toThrow(/monitor 3, expected a key of the logs/);
    const model = made();
    await expect(fit([make(folder, { monitor: "val_acuracy" })], model)).rejects.toThrow(
      new RegExp(
        `^${name}: there is no "valAcuracy" in the logs \\(did you mean "valAccuracy"\\?\\), which have loss, accuracy, valLoss`,
      ),
    );
    expect(model.optimizer.iterations).toBe(0);
    await fit([make(folder, { monitor: "val_accuracy" })]);
  });
});
