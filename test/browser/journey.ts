// One journey through the packages that browsers load. It runs in a page and in Node, and both must see the same.

import { grad, type Tensor, tensor } from "@wellfit/core";
import { makeMoons, trainTestSplit } from "@wellfit/data";
import { adam, dense, dropout, sequential, setSeed } from "@wellfit/layers";
import { toOnnx } from "@wellfit/onnx";
import { confusionMatrix, decisionBoundary, learningCurves } from "@wellfit/viz";

/** What the journey saw. */
export interface Seen {
  readonly slope: number[];
  readonly loss: number[];
  readonly valLoss: number[];
  readonly probabilities: number[];
  readonly onnxBytes: number;
  readonly charts: readonly { readonly kind: string; readonly title: string; readonly svg: string }[];
}

/** Trains a small network on the moons and draws it into a document. */
export async function journey(document: Document): Promise<Seen> {
  const f = (x: Tensor): Tensor => x.tanh().square().sum();
  const slope = grad(f)(tensor([0.5, -1, 2])).toArray() as number[];

  setSeed(1);
  const { x: points, y } = makeMoons({ nSamples: 120, noise: 0.2, randomState: 1 });
  const [xTrain, xDev, yTrain, yDev] = trainTestSplit(points, y, { trainSize: 80, randomState: 1 });
  const model = sequential([
    dense(32, { inputShape: [2], activation: "relu" }),
    dropout(0.2),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({
    loss: "binaryCrossentropy",
    optimizer: adam({ learningRate: 0.02 }),
    metrics: ["accuracy"],
  });
  const { history } = await model.fit(xTrain, yTrain, {
    validationData: [xDev, yDev],
    epochs: 60,
    batchSize: 32,
    verbose: 0,
  });
  const probabilities = (model.predict(points).toArray() as number[][]).map((row) => row[0] ?? Number.NaN);

  const labels = Array.from(y.data, Number);
  const yPred = probabilities.map((p) => (p > 0.5 ? 1 : 0));
  const predict = (grid: { data: Float32Array; shape: readonly number[] }): Tensor => model.predict(grid);
  const charts = {
    learningCurves: learningCurves(history, { title: "Moons", document }),
    confusionMatrix: confusionMatrix({ yTrue: labels, yPred, labels: [0, 1] }, { document }),
    decisionBoundary: decisionBoundary({ predict, points, labels }, { width: 480, document }),
  };
  document.body.append(...Object.values(charts));

  return {
    slope,
    loss: Array.from(history.loss ?? []),
    valLoss: Array.from(history.valLoss ?? []),
    probabilities,
    onnxBytes: toOnnx(model).length,
    charts: Object.entries(charts).map(([kind, chart]) => ({
      kind,
      title: chart.querySelector("title")?.textContent ?? "",
      svg: chart.outerHTML,
    })),
  };
}
