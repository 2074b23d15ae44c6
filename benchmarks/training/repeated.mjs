// What benchmarks/repeat.mjs repeats: the 500-unit network of the case studies, from a seed.

import { loadWellfit } from "../contestants/wellfit.mjs";

const { dense, sequential, setSeed } = await loadWellfit("layers");
const { makeMoons, split } = await loadWellfit("data");
const moons = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const { train, dev } = split(moons, { train: 30, dev: 69, test: 1, shuffle: false });

/**
 * @param {number} seed
 * @param {{ options: { epochs: number } }} context
 * @returns {Promise<number>} the accuracy on dev
 */
export async function run(seed, { options }) {
  setSeed(seed);
  const model = sequential([
    dense(500, { inputShape: [2], activation: "relu" }),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  await model.fit(train.x, train.y, { epochs: options.epochs, batchSize: 32, verbose: 0 });
  return (await model.evaluate(dev.x, dev.y)).accuracy;
}
