import { expect, test } from "vitest";
import { verdictOn } from "../src/components/verdict";
import { moons } from "../src/overfitting/moons";
import { buildNetwork, type Outcome, train } from "../src/overfitting/network";
import { defaultSettings, type Settings } from "../src/overfitting/settings";
import { type Curves, noCurves } from "../src/training/curves";

async function run(
  change: Partial<Settings>,
  signal?: AbortSignal,
): Promise<{ curves: Curves; outcome: Outcome }> {
  const settings = { ...defaultSettings, pace: 0, ...change };
  const curves = noCurves();
  const outcome = await train(
    buildNetwork(settings),
    settings,
    {
      onEpochEnd(_epoch, logs) {
        for (const [name, values] of Object.entries(curves)) values.push(logs[name]);
      },
    },
    signal ?? new AbortController().signal,
  );
  return { curves, outcome };
}

test("the data are the 30 and 70 moons of the case studies", () => {
  const { xTrain, xHeld, yTrain, yHeld } = moons();
  expect([xTrain.shape, xHeld.shape, yTrain.shape, yHeld.shape]).toEqual([[30, 2], [70, 2], [30], [70]]);
});

test("the settings become layers", () => {
  const names = (change: Partial<Settings>): string[] =>
    buildNetwork({ ...defaultSettings, ...change }).layers.map((layer) => layer.className);
  expect(names({})).toEqual(["Dense", "Dense"]);
  expect(names({ dropout: 0.4 })).toEqual(["Dense", "Dropout", "Dense"]);
  const penalty = (l2: number): string => JSON.stringify(buildNetwork({ ...defaultSettings, l2 }));
  expect(penalty(0)).not.toContain("0.01");
  expect(penalty(0.01)).toContain("0.01");
});

test("without help the network overfits: the validation loss turns while the training loss goes on falling", async () => {
  const { curves, outcome } = await run({});
  expect(outcome).toEqual({ epochs: 4000 });
  const lowest = Math.min(...curves.valLoss);
  expect(curves.loss.at(-1)).toBeLessThan(0.01);
  expect(curves.accuracy.at(-1)).toBe(1);
  expect(curves.valLoss.at(-1)).toBeGreaterThan(1.5 * lowest);
  expect(verdictOn(curves, outcome)).toMatchObject({ label: "Low bias, high variance." });
});

test("early stopping ends it 200 epochs after the turn and judges the weights that it brought back", async () => {
  const { curves, outcome } = await run({ earlyStopping: true });
  const best = 1 + curves.valLoss.indexOf(Math.min(...curves.valLoss));
  expect(outcome).toEqual({ epochs: best + 200, bestEpoch: best, stoppedEpoch: best + 200 });
  expect(verdictOn(curves, outcome)?.grounds).toContain(
    `and ${(100 * (1 - (curves.valAccuracy[best - 1] ?? 0))).toFixed(1)}% of those held out`,
  );
});

test("the page tells the truth about dropout and the penalty", async () => {
  const turn = ({ valLoss }: Curves): number => valLoss.indexOf(Math.min(...valLoss));
  const plain = (await run({})).curves;
  const penalised = (await run({ l2: 0.01 })).curves;
  expect(penalised.valLoss.at(-1)).toBeLessThan(1.1 * Math.min(...penalised.valLoss));
  const dropped = (await run({ dropout: 0.4 })).curves;
  expect(turn(dropped)).toBeGreaterThan(turn(plain) + 100);
  expect(dropped.valLoss.at(-1)).toBeGreaterThan(1.2 * Math.min(...dropped.valLoss));
  const both = await run({ dropout: 0.4, earlyStopping: true });
  expect(both.outcome.stoppedEpoch).toBeLessThan(turn(dropped));
});

test("the same settings give the same curves", async () => {
  const change = { dropout: 0.5, l2: 0.001, epochs: 30 };
  expect(await run(change)).toEqual(await run(change));
});

test("an abort ends training with its reason", async () => {
  const stopper = new AbortController();
  const running = run({ epochs: 20_000 }, stopper.signal);
  setTimeout(() => stopper.abort(new Error("enough")), 20);
  await expect(running).rejects.toThrow("enough");
});

test("there is no verdict before the first epoch", () => {
  expect(verdictOn(noCurves(), undefined)).toBeUndefined();
});
