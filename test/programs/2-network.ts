import { adam, dense, dropout, earlyStopping, l2, loadModel, modelCheckpoint, sequential, setSeed } from "@wellfit/layers";
import { makeMoons, trainTestSplit } from "@wellfit/data";

setSeed(7);
const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { trainSize: 30, shuffle: false });

const model = sequential([
  dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001) }),
  dropout(0.4),
  dense(1, { activation: "sigmoid" }),
]);
model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.001 }), metrics: ["accuracy"] });
const history = await model.fit(xTrain, yTrain, {
  validationData: [xTest, yTest], epochs: 4000, batchSize: 32, verbose: 0,
  callbacks: [
    earlyStopping({ monitor: "valLoss", mode: "min", patience: 200, restoreBestWeights: true }),
    modelCheckpoint("best.keras", { monitor: "valAccuracy", mode: "max", saveBestOnly: true }),
  ],
});
history.history.valLoss;                            // number[]
const { loss, accuracy } = await model.evaluate(xTest, yTest);
const probabilities = model.predict(xTest);         // Tensor [70, 1]
const saved = await loadModel("best.keras");
model.summary();

// As written up to here. What it must have done:
import assert from "node:assert/strict";

const curves = history.history as Record<string, number[]>;
assert.deepEqual(Object.keys(curves).sort(), ["accuracy", "loss", "valAccuracy", "valLoss"]);
const epochs = curves.valLoss!.length;
assert.ok(epochs > 200 && epochs <= 4000, `${epochs} epochs`);
for (const [name, values] of Object.entries(curves)) {
  assert.equal(values.length, epochs, name);
  assert.ok(values.every(Number.isFinite), name);
}
assert.ok(curves.loss!.at(-1)! < curves.loss![0]! / 2, "the training loss falls");
// The best weights are back. The penalty is part of both losses.
assert.ok(Math.abs(loss! - Math.min(...curves.valLoss!)) < 1e-4, `${loss} is not the least validation loss`);
// With dropout the validation loss has a plateau near epoch 240, where two runs in five stop, at 0.81 to 0.83.
assert.ok(accuracy! > 0.78, `accuracy ${accuracy}`);
assert.deepEqual(probabilities.shape, [70, 1]);
const flat = (probabilities.toArray() as number[][]).flat();
assert.ok(flat.every((p) => p >= 0 && p <= 1));
const hits = flat.filter((p, i) => (p > 0.5 ? 1 : 0) === Number(yTest.data[i])).length;
assert.ok(Math.abs(hits / 70 - accuracy!) < 1e-6, "evaluate and predict agree");
const judged = await saved.evaluate(xTest, yTest);
const best = Math.max(...curves.valAccuracy!);
assert.ok(Math.abs(judged.accuracy! - best) < 1e-6, `the saved model has ${judged.accuracy}, the best was ${best}`);
console.log("program 2 holds");
