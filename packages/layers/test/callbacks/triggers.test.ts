import {
  absoluteChangeTrigger,
  allTriggers,
  averageChangeTrigger,
  decreaseTrigger,
  type EarlyStopping,
  type EarlyStoppingOptions,
  earlyStopping,
  noChangeTrigger,
  type StoppingTrigger,
  type TrainingModel,
} from "@wellfit/layers";
import { describe, expect, test } from "vitest";

/** Early stopping after it saw a series, or as much of it as it let pass. */
function after(series: readonly number[], options: EarlyStoppingOptions): EarlyStopping {
  const callback = earlyStopping({ monitor: "value", mode: "min", ...options });
  const model = { stopTraining: false } as TrainingModel;
  callback.setModel(model);
  callback.onTrainBegin();
  for (let epoch = 0; epoch < series.length && !model.stopTraining; epoch++) {
    callback.onEpochEnd(epoch, { value: series[epoch] as number });
  }
  return callback;
}

const down = [8, 4, 2, 1, 0.5, 0.25, 0.125, 0.0625];
const bowl = [5, 3, 2, 1.5, 1.4, 1.6, 1.9, 2.3, 3];
const noisy = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2];

const rows: readonly [string, readonly number[], EarlyStoppingOptions, number | undefined, RegExp?][] = [
  [
    "no change is patience",
    bowl,
    { trigger: noChangeTrigger({ epochs: 2 }) },
    6,
    /^value has not improved for 2 epochs; its best was 1.4 in epoch 5$/,
  ],
  ["the same as patience", bowl, { patience: 2 }, 6],
  [
    "no change, with a change that counts",
    down,
    { patience: 1, minDelta: 0.3 },
    5,
    /in the last epoch; its best/,
  ],
  ["no change never ends the first epoch", [Number.NaN], { patience: 0 }, undefined],
  [
    "a small change",
    down,
    { trigger: absoluteChangeTrigger({ threshold: 0.26 }) },
    5,
    /^value changed by less than 0.26 in the last epoch$/,
  ],
  [
    "small changes in a row",
    down,
    { trigger: absoluteChangeTrigger({ threshold: 0.26, epochs: 3 }) },
    7,
    /last 3 epochs/,
  ],
  ["a small change up or down", bowl, { trigger: absoluteChangeTrigger({ threshold: 0.15 }) }, 4],
  [
    "a change as large as the threshold is not below it",
    [3, 2, 1],
    { trigger: absoluteChangeTrigger({ threshold: 1 }) },
    undefined,
  ],
  [
    "worse than three epochs ago",
    bowl,
    { trigger: decreaseTrigger({ epochs: 3 }) },
    6,
    /^value got worse by 0.4 over the last 3 epochs$/,
  ],
  ["worse by more than so much", bowl, { trigger: decreaseTrigger({ epochs: 3, threshold: 0.5 }) }, 7],
  ["worse in each epoch", bowl, { trigger: decreaseTrigger({ epochs: 3, everyEpoch: true }) }, 7],
  [
    "worse over the whole but not in each",
    noisy,
    { trigger: decreaseTrigger({ epochs: 3, everyEpoch: true }) },
    undefined,
  ],
  [
    "worse where more is better",
    down,
    { mode: "max", trigger: decreaseTrigger({ epochs: 1 }) },
    1,
    /worse by 4 in the last epoch/,
  ],
  [
    "little change on average",
    down,
    { trigger: averageChangeTrigger({ epochs: 2, threshold: 0.5 }) },
    5,
    /^value changed by 0.375 an epoch on average over the last 2, which is less than 0.5$/,
  ],
  [
    "a noisy series changes",
    noisy,
    { trigger: averageChangeTrigger({ epochs: 4, threshold: 0.5 }) },
    undefined,
  ],
  [
    "but does not improve",
    noisy,
    { trigger: averageChangeTrigger({ epochs: 4, threshold: 0.5, signed: true }) },
    4,
    /^value improved by 0 an epoch/,
  ],
  [
    "improvement where more is better",
    down,
    { mode: "max", trigger: averageChangeTrigger({ epochs: 1, threshold: 0.1, signed: true }) },
    1,
  ],
  [
    "one of several is enough",
    bowl,
    { trigger: [noChangeTrigger({ epochs: 50 }), decreaseTrigger({ epochs: 3 })] },
    6,
  ],
  [
    "all of several",
    bowl,
    { trigger: allTriggers(noChangeTrigger({ epochs: 1 }), decreaseTrigger({ epochs: 3, threshold: 0.5 })) },
    7,
    /not improved for 3 epochs.*, and value got worse by 0.9/,
  ],
  [
    "nothing before startFromEpoch",
    noisy,
    { startFromEpoch: 3, trigger: averageChangeTrigger({ epochs: 4, threshold: 0.5, signed: true }) },
    7,
  ],
  [
    "NaN ends nothing but the wait",
    [1, Number.NaN, Number.NaN],
    { trigger: absoluteChangeTrigger({ threshold: 1 }) },
    undefined,
  ],
];

test.each(rows)("%s", (_, series, options, stopped, reason) => {
  const callback = after(series, options);
  expect(callback.stoppedEpoch).toBe(stopped);
  if (reason !== undefined) expect(callback.reason).toMatch(reason);
});

test("one of your own", () => {
  const solved: StoppingTrigger = {
    memory: 0,
    check: ({ values: [value] }) => ((value as number) < 1 ? "the loss is small enough" : undefined),
  };
  const callback = after(down, { trigger: solved });
  expect([callback.stoppedEpoch, callback.reason, callback.best]).toEqual([
    4,
    "the loss is small enough",
    0.5,
  ]);
});

describe("bad options", () => {
  test.each<[() => unknown, RegExp]>([
    [
      () => noChangeTrigger({ epochs: -1 }),
      /noChangeTrigger: received epochs -1, expected a whole number at least 0/,
    ],
    [() => absoluteChangeTrigger({} as never), /threshold undefined, expected a number above 0/],
    [() => absoluteChangeTrigger({ threshold: 0 }), /threshold 0/],
    [() => absoluteChangeTrigger({ threshold: 1, epochs: 0 }), /epochs 0/],
    [() => decreaseTrigger({ epochs: 1.5 }), /epochs 1.5/],
    [() => decreaseTrigger({ epochs: 1, threshold: -1 }), /threshold -1/],
    [() => averageChangeTrigger({ epochs: 3 } as never), /threshold undefined/],
    [() => averageChangeTrigger({ epoch: 3 } as never), /did you mean "epochs"/],
    [() => allTriggers(), /received no triggers/],
    [() => allTriggers({} as never), /received an object {}, expected a trigger such as/],
    [() => earlyStopping({ trigger: "noChange" as never }), /received "noChange", expected a trigger/],
    [() => earlyStopping({ trigger: [] }), /at least one/],
    [() => earlyStopping({ trigger: noChangeTrigger(), patience: 3 }), /noChangeTrigger\(\{ epochs: 3 \}\)/],
  ])("%o", (make, message) => {
    expect(make).toThrow(message);
  });
});
