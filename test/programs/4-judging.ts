import { makeMoons, trainTestSplit } from "@wellfit/data";
import { dense, dropout, l2, sequential, setSeed } from "@wellfit/layers";

const { x, y } = makeMoons({ nSamples: 100, noise: 0.2, randomState: 1 });
const [xTrain, xDev, yTrain, yDev] = trainTestSplit(x, y, { trainSize: 60, shuffle: false });

async function build(parameters: { dropout: number; l2: number }, seed: number): Promise<number> {
  setSeed(seed);
  const model = sequential([
    dense(20, { inputShape: [2], activation: "relu", kernelRegularizer: l2(parameters.l2) }),
    dropout(parameters.dropout),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  await model.fit(xTrain, yTrain, { epochs: 10, verbose: 0 });
  return (await model.evaluate(xDev, yDev)).accuracy as number;
}
const runOnce = (seed: number): Promise<number> => build({ dropout: 0, l2: 0 }, seed);

import { diagnose, gridSearch, recipe, repeat } from "@wellfit/experiments";

diagnose({ trainError: 0.01, devError: 0.16 });                       // low bias, high variance, and the next steps
diagnose({ trainError: 0.15, devError: 0.30, baselineError: 0.14 });  // against human-level error
const result = await repeat((seed) => runOnce(seed), { times: 30 });  // mean, sd, confidence interval
const grid = await gridSearch({ dropout: [0, 0.2, 0.4], l2: [0, 0.001] }, build, { times: 10 });

if (result.values.length !== 30 || grid.rows.length !== 6 || typeof recipe !== "function") throw new Error("no");
console.log(String(result), String(grid));
console.log("program 4 holds");
