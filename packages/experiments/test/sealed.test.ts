import { evaluations, makeMoons, split, trainTestSplit } from "@wellfit/data";
import { dense, sequential, setSeed } from "@wellfit/layers";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

const moons = () => {
  const { x, y } = makeMoons({ nSamples: 60, noise: 0.2, randomState: 1 });
  return trainTestSplit(x, y, { randomState: 1 });
};

const network = () => {
  setSeed(7);
  const model = sequential([
    dense(4, { inputShape: [2], activation: "relu" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  return model;
};

test("an evaluation on test is recorded; the second, of another model, is told once", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const [xTrain, xTest, yTrain, yTest] = moons();
  const model = network();
  await model.evaluate(xTrain, yTrain);
  const first = await model.evaluate(xTest, yTest);
  expect(await model.evaluate(xTest, yTest)).toEqual(first);
  expect(evaluations(yTest)).toHaveLength(1);
  expect(evaluations(xTest)[0]!.what).toMatch(
    /^model\.evaluate of "sequential\S*" \(loss [\d.]+, accuracy [\d.]+\)$/,
  );
  expect(warn).not.toHaveBeenCalled();
  await model.fit(xTrain, yTrain, { epochs: 1, verbose: 0 });
  await model.evaluate(xTest, yTest);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]![0]).toMatch(
    /^evaluate: the test part of .* was evaluated before \(model\.evaluate of .* at .*\), and now again .*evaluate on test once, at the very end/,
  );
  await model.fit(xTrain, yTrain, { epochs: 1, verbose: 0 });
  await model.evaluate(xTest, yTest);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(evaluations(yTest)).toHaveLength(3);
});

test("validationData that is test counts as one evaluation, so that judging by it afterwards is told", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const [xTrain, xTest, yTrain, yTest] = moons();
  const model = network();
  await model.fit(xTrain, yTrain, { epochs: 2, validationData: [xTest, yTest], verbose: 0 });
  expect(evaluations(xTest).map(({ what }) => what)).toEqual([
    expect.stringMatching(/^validationData of a fit of/),
  ]);
  expect(warn).not.toHaveBeenCalled();
  await model.evaluate(xTest, yTest);
  expect(warn).toHaveBeenCalledTimes(1);
});

test("dev may be looked at as often as one likes", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { x, y } = makeMoons({ nSamples: 60, noise: 0.2, randomState: 1 });
  const { train, dev } = split({ x, y }, { randomState: 1 });
  const model = network();
  for (let i = 0; i < 3; i++) {
    await model.fit(train.x, train.y, { epochs: 1, validationData: [dev.x, dev.y], verbose: 0 });
    await model.evaluate(dev.x, dev.y);
  }
  expect(warn).not.toHaveBeenCalled();
});
