import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HistoryLike, type LearningCurvesOptions, learningCurves, toSvgString } from "../src/index";
import { isInside, markPositions, newDocument, number, plotOf, readAxis, vertices } from "./support";

const draw = (history: HistoryLike, options: LearningCurvesOptions = {}) =>
  learningCurves(history, { document: newDocument(), ...options });
const words = (history: HistoryLike, options?: LearningCurvesOptions): string =>
  draw(history, options).querySelector("desc")!.textContent!;

describe("panels", () => {
  it("pairs training with validation, loss first", () => {
    const history = {
      accuracy: [0.5, 0.6],
      loss: [1, 2],
      valAccuracy: [0.4, 0.5],
      val_loss: [3, 4],
      lr: [1, 1],
    };
    const panels = [...draw(history).querySelectorAll(".wellfit-panel")];
    expect(panels.map((p) => p.querySelector(".wellfit-label-y")!.textContent)).toEqual([
      "Loss",
      "Accuracy",
      "Lr",
    ]);
    const lines = (series: string) => panels.map((p) => p.querySelectorAll(`path.wellfit-${series}`).length);
    expect(lines("training")).toEqual([1, 1, 1]);
    expect(lines("validation")).toEqual([1, 1, 0]);
  });

  it("draws only the metrics asked for, in that order", () => {
    const chart = draw(
      { loss: [1, 2], mae: [1, 2], auc: [0, 1] },
      { metrics: ["auc", "mae"], units: { mae: "mm" } },
    );
    const labels = [...chart.querySelectorAll(".wellfit-label-y")].map((label) => label.textContent);
    expect(labels).toEqual(["AUC", "Mean absolute error (mm)"]);
  });

  it("tells lines apart by dash as well as by colour", () => {
    const chart = draw({ loss: [1, 2], valLoss: [1, 3] });
    expect(chart.querySelector("path.wellfit-training")!.hasAttribute("stroke-dasharray")).toBe(false);
    expect(chart.querySelector("path.wellfit-validation")!.hasAttribute("stroke-dasharray")).toBe(true);
  });
});

describe("marks of epochs", () => {
  const history = { loss: [3, 2, 1], valLoss: [3, 1, 2] };
  const legend = (options: LearningCurvesOptions) =>
    [...draw(history, options).querySelectorAll(".wellfit-legend text")].map((text) => text.textContent);

  it("marks where the validation loss is lowest", () => {
    expect(legend({})).toEqual(["training", "validation", "best epoch 2"]);
    const chart = draw(history);
    const circle = chart.querySelector(".wellfit-marks circle")!;
    expect(readAxis(chart, "y")(number(circle, "cy"))).toBeCloseTo(1, 6);
  });

  it("takes both from the options, counted from 1", () => {
    expect(legend({ bestEpoch: 3, stoppedEpoch: 3 })).toEqual([
      "training",
      "validation",
      "best epoch 3",
      "stopped early at 3",
    ]);
    expect(legend({ bestEpoch: false })).toEqual(["training", "validation"]);
    expect(words(history, { bestEpoch: false, stoppedEpoch: 3 })).toMatch(
      /Training stopped early at epoch 3\.$/,
    );
  });

  it.each([0, 4, 1.5, Number.NaN])("refuses epoch %s", (epoch) => {
    expect(() => draw(history, { bestEpoch: epoch })).toThrow(
      `learningCurves: expected bestEpoch to be an epoch from 1 to 3, received ${epoch}; epochs are counted from 1`,
    );
    expect(() => draw(history, { stoppedEpoch: epoch })).toThrow("expected stoppedEpoch");
  });
});

describe("few and many epochs", () => {
  it("draws one epoch as dots", () => {
    const chart = draw({ loss: [0.5], valLoss: [0.6] });
    expect(chart.querySelectorAll("circle.wellfit-training, rect.wellfit-validation").length).toBe(2);
    expect(words({ loss: [0.5], valLoss: [0.6] })).toBe(
      "Training loss is 0.5 after 1 epoch; validation loss is 0.6.",
    );
  });

  it("refuses none", () => {
    expect(() => draw({ loss: [] })).toThrow(
      "learningCurves: expected at least one epoch, received 0 values in loss",
    );
    expect(() => draw({})).toThrow("expected at least one metric, received an empty history");
  });

  it("keeps the picture of 100,000 epochs small, and its extremes", () => {
    const loss = Float64Array.from({ length: 100_000 }, (_, i) => 1 + Math.sin(i * i));
    loss[54_321] = 7;
    loss[76_543] = -5;
    const chart = draw({ loss });
    expect(toSvgString(chart).length).toBeLessThan(60_000);
    const value = readAxis(chart, "y");
    const drawn = vertices(chart.querySelector("path.wellfit-training")!).map(({ y }) => value(y));
    expect(Math.max(...drawn)).toBeCloseTo(7, 1);
    expect(Math.min(...drawn)).toBeCloseTo(-5, 1);
    const labels = [...chart.querySelectorAll(".wellfit-axis-x .tick text")].map((text) => text.textContent);
    expect(labels.at(-1)).toBe("100k");
  });
});

describe("values that cannot be drawn", () => {
  it("leaves gaps and tells of them", () => {
    const history = {
      loss: [3, Number.NaN, 2, null, Number.POSITIVE_INFINITY, 1, 0.5],
      valLoss: new Array(7).fill(Number.NaN),
    };
    const chart = draw(history);
    const path = chart.querySelector("path.wellfit-training")!;
    expect(path.getAttribute("d")!.match(/M/g)!.length).toBe(1);
    expect(chart.querySelectorAll("circle.wellfit-training").length).toBe(2); // 3 and 2 stand alone
    expect(words(history)).toBe(
      "Training loss falls from 3 to 0.5 over 7 epochs. 3 values of training loss are gaps (not finite), the first at epoch 2. No value of validation loss can be drawn (not finite).",
    );
  });

  it("says so where nothing is left", () => {
    const chart = draw({ loss: [Number.NaN, Number.NaN] });
    expect(chart.querySelector(".wellfit-panel")!.textContent).toContain("no finite value");
    expect(toSvgString(chart)).not.toMatch(/"[^"]*NaN[^"]*"/);
  });

  it("leaves values of 0 and less out of a log scale", () => {
    const history = { loss: [100, 1, 0, -1, 0.01] };
    const chart = draw(history, { scale: "log" });
    expect(chart.querySelector(".wellfit-label-y")!.textContent).toBe("Loss (log scale)");
    expect(words(history, { scale: "log" })).toContain(
      "2 values of training loss are gaps (not positive and finite, as a log scale needs), the first at epoch 3.",
    );
    const [first, second] = vertices(chart.querySelector("path.wellfit-training")!);
    const last = chart.querySelector("circle.wellfit-training")!;
    // 100, 1 and 0.01 are two decades apart each.
    expect(number(last, "cy") - second!.y).toBeCloseTo(second!.y - first!.y, 1);
  });
});

describe("sentences", () => {
  it.each<[HistoryLike, string]>([
    [{ loss: [1, 1] }, "Training loss starts and ends at 1 over 2 epochs."],
    [{ loss: [0.69312, 0.69311] }, "Training loss falls from 0.69312 to 0.69311 over 2 epochs."],
    [
      { valMae: [3, 2] },
      "Validation mean absolute error is lowest (2) at epoch 2 and ends at 2 over 2 epochs.",
    ],
    [{ learningRate: [1e-3, 1e-5] }, "Training learning rate falls from 0.001 to 1e-5 over 2 epochs."],
    [
      { loss: [1, 0], valPenalty: [1, 2] },
      "Training loss falls from 1 to 0 over 2 epochs. Validation penalty rises from 1 to 2 over 2 epochs.",
    ],
  ])("%o", (history, sentence) => {
    expect(words(history)).toBe(sentence);
  });
});

describe("bad histories", () => {
  it.each<[unknown, LearningCurvesOptions, string]>([
    [
      { loss: [1, 2], valLoss: [1] },
      {},
      "expected every list to have one value an epoch, received 2 in loss and 1 in valLoss; where an epoch has no value, put NaN",
    ],
    [{ loss: 5 }, {}, "expected history.loss to be an array with one number an epoch, received number 5"],
    [{ loss: ["a"] }, {}, "expected history.loss[0] to be a number, received string a"],
    [{ history: { loss: [1] }, epoch: [0] }, {}, "pass its field: learningCurves(history.history)"],
    [
      { loss: [1] },
      { metrics: ["acc"] },
      'metrics asks for "acc", which the history does not have; it has loss',
    ],
    [{ loss: [1] }, { metrics: [] }, "expected at least one name in metrics, received []"],
    [{ loss: [1] }, { scale: "sqrt" as "log" }, 'expected scale "linear" or "log", received "sqrt"'],
  ])("%o", (history, options, message) => {
    expect(() => draw(history as HistoryLike, options)).toThrow(message);
  });
});

describe("laws", () => {
  const value = fc.oneof(fc.double(), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
  const histories = fc.integer({ min: 1, max: 60 }).chain((n) =>
    fc.record({
      loss: fc.array(value, { minLength: n, maxLength: n }),
      valLoss: fc.array(value, { minLength: n, maxLength: n }),
    }),
  );

  it("draws any numbers within the plot", () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom("linear", "log"),
        fc.integer({ min: 160, max: 900 }),
        (history, scale, width) => {
          const chart = draw(history, { scale, width });
          const plot = plotOf(chart);
          for (const position of markPositions(chart)) expect(isInside(plot, position)).toBe(true);
          expect(toSvgString(chart).replace(/<desc.*?<\/desc>/, "")).not.toMatch(/NaN|Infinity/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("draws every value where the axes say it is", () => {
    const plain = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(plain, (loss) => {
        fc.pre(Math.max(...loss) - Math.min(...loss) > 1e-3);
        const chart = draw({ loss }, { width: 600 });
        const drawn = vertices(chart.querySelector("path.wellfit-training")!);
        expect(drawn.length).toBe(loss.length);
        const read = readAxis(chart, "y");
        const perPixel = Math.abs(read(1) - read(0));
        drawn.forEach(({ y }, i) => {
          expect(Math.abs(read(y) - loss[i]!)).toBeLessThan(perPixel * 0.05);
        });
      }),
      { numRuns: 60 },
    );
  });
});
