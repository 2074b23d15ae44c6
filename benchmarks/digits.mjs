// A convolutional network on 8,000 handwritten digits with augmentation and dropout: seconds an epoch, and how often it is right
// on digits that it never saw. Needs no peer and no install here.
//   npm run bench:digits                      in the root of the repository
//   npm run bench:digits -- --epochs 3        fewer epochs than the 20 by default
//   npm run bench:digits -- --data DIRECTORY  the files of data/ from elsewhere

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { loadWellfit } from "./contestants/wellfit.mjs";

const { values } = parseArgs({
  options: {
    epochs: { type: "string" },
    data: { type: "string", default: fileURLToPath(new URL("data", import.meta.url)) },
  },
});
const epochs = Number(values.epochs ?? 20);
if (!Number.isInteger(epochs) || epochs < 1) {
  console.error(`--epochs: received ${values.epochs}, expected a whole number of at least 1`);
  process.exit(2);
}
/** What is held against the last line, when all epochs were run. */
const wanted = 0.98;

/**
 * The numbers of a file in the IDX format of MNIST, without its head.
 *
 * @param {string} kind
 * @param {number} head the length of the head in bytes
 */
const read = (kind, head) =>
  gunzipSync(readFileSync(`${values.data}/mnist8k-${kind}-ubyte.gz`)).subarray(head);
const pixels = Float32Array.from(read("images-idx3", 16));
const labels = Float32Array.from(read("labels-idx1", 8));

/**
 * @param {number} from
 * @param {number} to
 * @returns {[{ data: Float32Array, shape: number[] }, Float32Array]}
 */
const rows = (from, to) => [
  { data: pixels.subarray(from * 784, to * 784), shape: [to - from, 28, 28, 1] },
  labels.subarray(from, to),
];
const [xTrain, yTrain] = rows(0, 6400);
const dev = rows(6400, 7200);
const [xTest, yTest] = rows(7200, 8000);

const L = await loadWellfit("layers");
L.setSeed(1);
const outside = { fillMode: "constant" };
const model = L.sequential([
  L.rescaling(1 / 255, { inputShape: [28, 28, 1] }),
  L.randomTranslation(0.08, 0.08, outside),
  L.randomRotation(0.03, outside),
  L.randomZoom(0.1, outside),
  L.conv2d(32, 3, { activation: "relu" }),
  L.maxPooling2d(2),
  L.conv2d(64, 3, { activation: "relu" }),
  L.maxPooling2d(2),
  L.dropout(0.25),
  L.flatten(),
  L.dense(256, { activation: "relu" }),
  L.dropout(0.3),
  L.dense(10, { activation: "softmax" }),
]);
model.compile({
  loss: "sparseCategoricalCrossentropy",
  optimizer: L.adam({ learningRate: L.cosineDecay(0.002, { decaySteps: epochs * 100 }) }),
  metrics: ["accuracy"],
});

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`;
let begin = performance.now();
const seconds = [];
const report = L.lambdaCallback({
  onEpochEnd: (epoch, logs) => {
    const now = performance.now();
    seconds.push((now - begin) / 1000);
    begin = now;
    console.log(
      `epoch ${String(epoch + 1).padStart(2)}/${epochs} · ${seconds.at(-1)?.toFixed(2)} s · loss ${logs.loss.toFixed(4)} · ` +
        `right on train ${percent(logs.accuracy)}, on dev ${percent(logs.valAccuracy)}`,
    );
  },
});
await model.fit(xTrain, yTrain, {
  validationData: dev,
  epochs,
  batchSize: 64,
  callbacks: [report],
  verbose: 0,
});
const { accuracy } = await model.evaluate(xTest, yTest);
const later = seconds.slice(1).sort((a, b) => a - b);
const median = later[Math.floor(later.length / 2)] ?? seconds[0];
console.log(`median of an epoch: ${median?.toFixed(2)} s; right on 800 test digits: ${percent(accuracy)}`);
if (epochs >= 20 && accuracy < wanted) {
  console.error(`expected at least ${percent(wanted)}`);
  process.exit(1);
}
