import { adam, dense, dropout, earlyStopping, l2, sequential, setSeed } from "@wellfit/layers";
import { expect, test } from "vitest";
import { twoClasses } from "./support/data";

test("the network of the case studies", async () => {
  setSeed(7);
  const train = twoClasses(30, 1);
  const dev = twoClasses(70, 2);

  const model = sequential([
    dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001) }),
    dropout(0.4),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.001 }),
    metrics: ["accuracy"],
  });
  const history = await model.fit(train.x, train.y, {
    validationData: [dev.x, dev.y],
    epochs: 300,
    batchSize: 32,
    verbose: 0,
    callbacks: [earlyStopping({ monitor: "valLoss", mode: "min", patience: 200, restoreBestWeights: true })],
  });
  const { valLoss } = history.history;
  expect(valLoss?.length).toBeLessThanOrEqual(300);
  const { loss, accuracy } = await model.evaluate(dev.x, dev.y);
  expect(loss).toBe(Math.min(...(valLoss as number[])));
  expect(accuracy).toBeGreaterThan(0.9);
  const probabilities = model.predict(dev.x);
  expect(probabilities.shape).toEqual([70, 1]);
  expect([...probabilities.data()].every((p) => p >= 0 && p <= 1)).toBe(true);
  expect(model.summary({ printFn: () => {} })).toContain("2,001");
});
