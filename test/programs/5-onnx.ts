// The model and the data that the program speaks of.
import { adam, dense, sequential, setSeed } from "@wellfit/layers";
import { makeMoons, trainTestSplit } from "@wellfit/data";

setSeed(3);
const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const [xTrain, xTest, yTrain] = trainTestSplit(x, y, { trainSize: 60, randomState: 1 });
const model = sequential([dense(16, { inputShape: [2], activation: "relu" }), dense(1, { activation: "sigmoid" })]);
model.compile({ loss: "binaryCrossentropy", optimizer: adam({ learningRate: 0.01 }) });
await model.fit(xTrain, yTrain, { epochs: 50, verbose: 0 });

// As written, from here …
import { fromOnnx, toOnnx } from "@wellfit/onnx";
import { checkAgainstOnnxRuntime } from "@wellfit/onnx/check";        // Node, uses onnxruntime-node

const bytes = toOnnx(model);                        // Uint8Array of a ModelProto; works for custom layers too
await checkAgainstOnnxRuntime(model, xTest);        // { maxAbsError, outputs } or throws with the first node that differs
const run = fromOnnx(bytes);                        // (inputs) => outputs, on our engine

// … to here. What it must have done:
import assert from "node:assert/strict";

assert.ok(bytes instanceof Uint8Array && bytes.length > 200);
const { maxAbsError, outputs } = await checkAgainstOnnxRuntime(model, xTest);
assert.ok(maxAbsError < 1e-5, `differs by ${maxAbsError}`);
assert.ok(outputs !== undefined);
const ours = (model.predict(xTest).toArray() as number[][]).flat();
const back = run({ data: Float32Array.from(xTest.data), shape: xTest.shape }) as import("@wellfit/core").Tensor;
(back.toArray() as number[][]).flat().forEach((p, i) => {
  assert.ok(Math.abs(p - ours[i]!) < 1e-6, `row ${i}: ${p} after the way out and in, ${ours[i]} before`);
});
console.log("program 5 holds");
