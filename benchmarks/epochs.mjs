// Microseconds an epoch of the 500-unit network of the case studies, through `fit`. Needs no peer and no install here.
//   npm run bench:epochs                  in the root of the repository
//   npm run bench:epochs -- --rounds 9    more rounds (5 by default)

import { parseArgs } from "node:util";
import { loadWellfit } from "./contestants/wellfit.mjs";
import { spread } from "./lib/statistics.mjs";
import { digits, table } from "./lib/table.mjs";

const epochs = 4000;
const target = 1;

const { values } = parseArgs({ options: { rounds: { type: "string" } } });
const rounds = Number(values.rounds ?? 5);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds: received ${values.rounds}, expected a whole number of at least 1`);
  process.exit(2);
}

const { adam, dense, dropout, earlyStopping, l2, sequential, setSeed } = await loadWellfit("layers");
const { makeMoons, trainTestSplit } = await loadWellfit("data");
const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { trainSize: 30, shuffle: false });

/** What is trained; every round builds it anew, so tracing and compiling are part of the time. */
const networks = {
  plain: () => ({
    layers: [dense(500, { inputShape: [2], activation: "relu" }), dense(1, { activation: "sigmoid" })],
    callbacks: [],
  }),
  "dropout, l2, early stopping": () => ({
    layers: [
      dense(500, { inputShape: [2], activation: "relu", kernelRegularizer: l2(0.001) }),
      dropout(0.4),
      dense(1, { activation: "sigmoid" }),
    ],
    // As patient as there are epochs, so that it watches every one and ends none.
    callbacks: [
      earlyStopping({ monitor: "valLoss", mode: "min", patience: epochs, restoreBestWeights: true }),
    ],
  }),
};

/**
 * @param {keyof typeof networks} name
 * @returns {Promise<number>} seconds of all epochs
 */
async function train(name) {
  setSeed(7);
  const { layers, callbacks } = networks[name]();
  const model = sequential(layers);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.001 }),
    metrics: ["accuracy"],
  });
  const begin = performance.now();
  const { history } = await model.fit(xTrain, yTrain, {
    validationData: [xTest, yTest],
    epochs,
    batchSize: 32,
    verbose: 0,
    callbacks,
  });
  const seconds = (performance.now() - begin) / 1000;
  const [first, last] = [history.loss[0], history.loss.at(-1)];
  if (history.loss.length !== epochs || !(last < first)) {
    throw new Error(
      `${name}: ${history.loss.length} of ${epochs} epochs took the loss from ${first} to ${last}`,
    );
  }
  return seconds;
}

const names = /** @type {(keyof typeof networks)[]} */ (Object.keys(networks));
/** @type {Map<string, number[]>} */
const seconds = new Map(names.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of names) seconds.get(name)?.push(await train(name));
}

const rows = names.map((name) => {
  const { median, min, max } = spread(seconds.get(name) ?? []);
  return [
    name,
    digits((median / epochs) * 1e6),
    `${digits((min / epochs) * 1e6)}–${digits((max / epochs) * 1e6)}`,
    `${median.toFixed(2)} s`,
    median < target ? "met" : "missed",
  ];
});
const head = ["500 units", "µs an epoch", "range", `${epochs} epochs`, `under ${target} s`];
console.log(`${table(head, rows)}\n\nNode ${process.versions.node}, medians of ${rounds} rounds.`);
