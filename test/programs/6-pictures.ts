// The page, the history and the model that the program speaks of.
import { parseHTML } from "linkedom";
import { adam, dense, sequential, setSeed } from "@wellfit/layers";
import { makeMoons, trainTestSplit } from "@wellfit/data";

const { document } = parseHTML("<!doctype html><html><body></body></html>");
Object.assign(globalThis, { document });

setSeed(3);
const { x: points, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const labels = Array.from(y.data, Number);
const model = sequential([dense(16, { inputShape: [2], activation: "relu" }), dense(1, { activation: "sigmoid" })]);
model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.01 }), metrics: ["accuracy"] });
const [xTrain, xTest, yTrain, yTest] = trainTestSplit(points, y, { trainSize: 60, randomState: 1 });
const history = await model.fit(xTrain, yTrain, { validationData: [xTest, yTest], epochs: 50, verbose: 0 });
const predict = (grid: { data: Float32Array; shape: readonly number[] }) => model.predict(grid);

// As written from here …
import { confusionMatrix, decisionBoundary, learningCurves } from "@wellfit/viz";

document.body.append(learningCurves(history.history, { title: "Early stopping" }));
const chart = decisionBoundary({ predict, points, labels }, { width: 480 });
chart.update({ predict, points, labels });

// … to here. What it must have drawn:
import assert from "node:assert/strict";

const curves = document.body.querySelector("svg");
assert.ok(curves !== null);
assert.ok(curves.querySelector("title")?.textContent?.includes("Early stopping"));
assert.ok(curves.querySelectorAll("path").length >= 4, "loss and accuracy, training and validation");
assert.equal(chart.getAttribute("width"), "480");
assert.ok(chart.outerHTML.length > 1000 && !chart.outerHTML.includes("NaN"));
const guesses = (model.predict(points).toArray() as number[][]).map(([p]) => (p! > 0.5 ? 1 : 0));
const matrix = confusionMatrix({ yTrue: labels, yPred: guesses, labels: [0, 1] });
assert.ok(matrix.outerHTML.includes("Predicted") && matrix.outerHTML.includes("Actual"));
console.log("program 6 holds");
