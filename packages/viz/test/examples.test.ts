import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  boxPlots,
  confusionMatrix,
  decisionBoundary,
  gradientNorms,
  learningCurves,
  lineWithBand,
  normBars,
  type PointsBatch,
  predictedVersusActual,
  toSvgString,
} from "../src/index";
import { newDocument } from "./support";

const words = (chart: Element): string | null | undefined => chart.querySelector("desc")?.textContent;

// What the doc comments promise.
describe("examples of the documentation", () => {
  const document = newDocument();

  it("learningCurves", () => {
    const chart = learningCurves({ loss: [0.7, 0.4, 0.2], valLoss: [0.8, 0.5, 0.6] }, { document });
    expect(words(chart)).toBe(
      "Training loss falls from 0.7 to 0.2 over 3 epochs; validation loss is lowest (0.5) at epoch 2 and ends at 0.6. The best epoch marked is 2.",
    );
  });

  it("confusionMatrix", () => {
    const chart = confusionMatrix(
      { yTrue: ["cat", "dog", "dog"], yPred: ["cat", "dog", "cat"] },
      { document },
    );
    expect(words(chart)).toBe(
      "Of 3 samples in 2 classes, 2 (67%) are predicted correctly. The most frequent mistake: dog predicted as cat, 1 time.",
    );
  });

  it("decisionBoundary", () => {
    const chart = decisionBoundary(
      {
        predict: ({ data, shape }) =>
          Array.from({ length: shape[0] }, (_, i) => 1 / (1 + Math.exp(-4 * data[2 * i]!))),
        points: [
          [-1, 0],
          [-0.5, 1],
          [0.5, 0],
          [1, 1],
        ],
        labels: [0, 0, 1, 1],
      },
      { document, width: 480 },
    );
    expect(words(chart)).toBe(
      "4 points of 2 classes. The model predicts 0 in 50% and 1 in 50% of the area shown; 4 of 4 points (100%) lie where their own class is predicted.",
    );
  });

  it("predictedVersusActual", () => {
    const chart = predictedVersusActual(
      { actual: [1, 2, 3], predicted: [1, 2, 4] },
      { document, unit: "kg" },
    );
    expect(words(chart)).toBe(
      "3 predictions against actual values: R² is 0.5, the mean absolute error is 0.333 kg.",
    );
  });

  it("boxPlots", () => {
    const chart = boxPlots(
      [
        { name: "plain", values: [0.91, 0.91, 0.93], reference: 0.915 },
        { name: "l2", values: [0.94, 0.95, 0.94] },
      ],
      { document, valueLabel: "Test accuracy" },
    );
    expect(words(chart)).toBe(
      "Test accuracy of 2 cases. plain: median 0.91, mean 0.917, from 0.91 to 0.93 in 3 runs, reference 0.915; l2: median 0.94, mean 0.943, from 0.94 to 0.95 in 3 runs.",
    );
  });

  it("lineWithBand", () => {
    const series = {
      name: "dropout",
      x: [0, 0.2, 0.4],
      mean: [2.1, 1.2, 0.6],
      low: [2, 1, 0.5],
      high: [2.2, 1.4, 0.7],
    };
    const chart = lineWithBand([series], { document, xLabel: "Rate", yLabel: "Test loss" });
    expect(words(chart)).toBe(
      "Test loss over Rate. dropout: lowest 0.6 at 0.4, highest 2.1 at 0, in 3 places.",
    );
  });

  it("normBars", () => {
    const chart = normBars(
      [
        { name: "plain", norms: [12.1, 11.5], sd: [0.2, 0.2] },
        { name: "l2", norms: [3.25, 20.9] },
      ],
      { document },
    );
    expect(words(chart)).toBe(
      "Norm of the weights in 2 layers, the first one first. plain: 12.1, 11.5; l2: 3.25, 20.9.",
    );
  });

  it("gradientNorms", () => {
    const layers = [
      [0.15, 0.03, 0.003],
      [0.9, 0.45, 0.014],
    ];
    const chart = gradientNorms({ epochs: [0, 1, 10], layers }, { document });
    expect(words(chart)).toBe(
      "Norms of the gradients of 2 layers over the epochs. layer 1: 0.15 at epoch 0, 0.003 at epoch 10; layer 2: 0.9 at epoch 0, 0.014 at epoch 10.",
    );
  });

  it("toSvgString", () => {
    const chart = learningCurves({ loss: [0.7, 0.4, 0.3] }, { document, theme: "light" });
    expect(toSvgString(chart)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" aria-labelledby=/);
  });
});

describe("pictures in a page", () => {
  const scope = globalThis as { document?: Document | undefined };
  beforeEach(() => {
    scope.document = newDocument();
  });
  afterEach(() => {
    delete scope.document;
  });

  it("go into the document and are updated there", () => {
    const history = { history: { loss: [0.7, 0.5, 0.4], valLoss: [0.8, 0.6, 0.7] } };
    const points = { data: Float64Array.of(-1, 0, 1, 0.5), shape: [2, 2] };
    const labels = { data: Int32Array.of(0, 1), shape: [2] };
    const predict = (x: PointsBatch) => ({
      toArray: () => Array.from({ length: x.shape[0] }, (_, i) => [x.data[2 * i]! > 0 ? 1 : 0]),
    });

    document.body.append(learningCurves(history.history, { title: "Early stopping" }));
    const chart = decisionBoundary({ predict, points, labels }, { width: 480 });
    chart.update({ predict, points, labels });

    expect(document.querySelector("body > svg > title")?.textContent).toBe("Early stopping");
    expect(chart.getAttribute("width")).toBe("480");
    expect(words(chart)).toContain("2 of 2 points (100%)");
  });
});
