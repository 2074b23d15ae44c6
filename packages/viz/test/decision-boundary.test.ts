import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BoundaryData,
  type DecisionBoundaryOptions,
  decisionBoundary,
  type PointsBatch,
  type PredictionLike,
  toSvgString,
} from "../src/index";
import { isInside, markPositions, newDocument, plotOf, readAxis, vertices } from "./support";

const points = [
  [-2, 0],
  [-1, 1],
  [1, 0],
  [3, 1],
];
const labels = [0, 0, 1, 1];
const draw = (data: BoundaryData, options: DecisionBoundaryOptions = {}) =>
  decisionBoundary(data, { document: newDocument(), resolution: 40, ...options });
const each = ({ data, shape }: PointsBatch, f: (x: number, y: number) => number): number[] =>
  Array.from({ length: shape[0] }, (_, i) => f(data[2 * i]!, data[2 * i + 1]!));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const atHalf = (batch: PointsBatch): number[] => each(batch, (x) => sigmoid(4 * (x - 0.5)));
const words = (chart: Element): string => chart.querySelector("desc")!.textContent!;

describe("the boundary", () => {
  it("lies where the probability is 0.5", () => {
    const chart = draw({ predict: atHalf, points, labels });
    const x = readAxis(chart, "x");
    const line = vertices(chart.querySelector(".wellfit-boundary")!);
    expect(line.length).toBeGreaterThan(10);
    // The probability is not linear within a cell, which is a fortieth of the width.
    for (const vertex of line) expect(x(vertex.x)).toBeCloseTo(0.5, 1);
    const plot = plotOf(chart);
    expect(Math.min(...line.map(({ y }) => y))).toBeCloseTo(plot.y, 1);
    expect(Math.max(...line.map(({ y }) => y))).toBeCloseTo(plot.y + plot.height, 1);
  });

  it("is exact for a linear field, whatever its slope", () => {
    const slopes = fc.record({
      a: fc.double({ min: -1, max: 1, noNaN: true }),
      b: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(slopes, ({ a, b }) => {
        fc.pre(Math.abs(a) + Math.abs(b) > 0.2);
        const p = (x: number, y: number) => 0.5 + (a * (x - 0.5) + b * (y - 0.5)) / 20;
        const chart = draw({ predict: (batch) => each(batch, p), points, labels });
        const [x, y, plot] = [readAxis(chart, "x"), readAxis(chart, "y"), plotOf(chart)];
        const cell = Math.max(plot.width, plot.height) / 40;
        for (const vertex of vertices(chart.querySelector(".wellfit-boundary")!)) {
          const fromEdge = Math.min(
            vertex.x - plot.x,
            plot.x + plot.width - vertex.x,
            vertex.y - plot.y,
            plot.y + plot.height - vertex.y,
          );
          if (fromEdge > cell) expect(p(x(vertex.x), y(vertex.y))).toBeCloseTo(0.5, 3);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is absent where one class is predicted everywhere", () => {
    const chart = draw({ predict: (batch) => each(batch, () => 0.9), points, labels });
    expect(chart.querySelector(".wellfit-boundary")).toBeNull();
    expect(words(chart)).toBe(
      "4 points of 2 classes. The model predicts 0 in 0% and 1 in 100% of the area shown; 2 of 4 points (50%) lie where their own class is predicted.",
    );
  });

  it("and every mark lie within the plot, for any field", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
        const random = stream[Symbol.iterator]();
        const predict = (batch: PointsBatch) => each(batch, () => random.next().value as number);
        const chart = draw({ predict, points, labels }, { resolution: 8 });
        const plot = plotOf(chart);
        for (const position of markPositions(chart)) expect(isInside(plot, position)).toBe(true);
        expect(toSvgString(chart)).not.toMatch(/NaN|Infinity/);
      }),
      { numRuns: 20 },
    );
  });
});

describe("predict", () => {
  it("gets float32 points of shape [n, 2] that cover the plot, then the points themselves", () => {
    let batch: PointsBatch | undefined;
    draw({ predict: (b) => atHalf((batch = b)), points, labels }, { resolution: 10 });
    expect(batch!.data).toBeInstanceOf(Float32Array);
    expect(batch!.shape).toEqual([12 * 12 + 4, 2]);
    expect([...batch!.data.slice(-8)]).toEqual(points.flat());
  });

  const forms: [string, (p: number[]) => PredictionLike][] = [
    ["array", (p) => p],
    ["typed array", (p) => Float64Array.from(p)],
    ["nested array [n, 1]", (p) => p.map((v) => [v])],
    ["array of shape [n, 1]", (p) => ({ data: p, shape: [p.length, 1] })],
    ["two columns", (p) => p.map((v) => [1 - v, v])],
    ["flat two columns", (p) => ({ data: p.flatMap((v) => [1 - v, v]), shape: [p.length, 2] })],
    ["tensor", (p) => ({ toArray: () => p.map((v) => [v]) })],
  ];
  it.each(forms)("may return a %s", (_, form) => {
    const expected = toSvgString(draw({ predict: atHalf, points, labels }));
    expect(toSvgString(draw({ predict: (batch) => form(atHalf(batch)), points, labels }))).toBe(expected);
  });

  it("may be a class by itself", () => {
    const chart = draw({ predict: (batch) => each(batch, (x) => Number(x > 0.5)), points, labels });
    expect(words(chart)).toContain("4 of 4 points (100%)");
  });

  it.each<[string, (batch: PointsBatch) => unknown, string]>([
    [
      "too few",
      () => [0.5],
      "the result of predict: expected one row for each of 1768 points, shape [1768], [1768, 1] or [1768, classes]; received [1]",
    ],
    ["logits", (b) => each(b, (x) => x), "expected probabilities from 0 to 1, received values from"],
    [
      "NaN",
      (b) => each(b, () => Number.NaN),
      "expected probabilities, received NaN for point 0; the model may have diverged",
    ],
    [
      "nothing",
      () => undefined,
      "expected an array, a typed array, { data, shape } or a tensor, of shape [n] or [n, k]; received undefined undefined",
    ],
    [
      "three columns",
      (b) => each(b, () => 0).map(() => [0.2, 0.3, 0.5]),
      "predict returned 3 columns, which is right for 3 classes; labels have 2 classes: 0, 1; pass all of them as the option classes",
    ],
  ])("is refused when it returns %s", (_, predict, message) => {
    expect(() => draw({ predict: predict as BoundaryData["predict"], points, labels })).toThrow(message);
  });
});

describe("three classes", () => {
  const three = (batch: PointsBatch): number[][] =>
    each(batch, (x) => x).map((x) => {
      const scores = [-x, 1 - Math.abs(x - 0.5), x - 1].map(Math.exp);
      return scores.map((s) => s / (scores[0]! + scores[1]! + scores[2]!));
    });
  it("have a region each", () => {
    const chart = draw({
      predict: three,
      points: [...points, [0.5, 0.5]],
      labels: ["a", "a", "c", "c", "b"],
    });
    expect(chart.querySelectorAll(".wellfit-field path[fill-opacity]").length).toBe(3);
    expect(words(chart)).toMatch(
      /^5 points of 3 classes\. The model predicts a in \d+%, b in \d+% and c in \d+% of the area/,
    );
  });
  it("need a probability each", () => {
    expect(() => draw({ predict: atHalf, points, labels: [0, 1, 2, 2] })).toThrow(
      "predict returned 1 column, which is right for 2 classes; labels have 3 classes: 0, 1, 2",
    );
  });
});

describe("classes", () => {
  it("of 0 and 1 are known even when only one occurs", () => {
    expect(words(draw({ predict: atHalf, points, labels: [1, 1, 1, 1] }))).toContain("4 points of 2 classes");
  });
  it("can be given, in the order of the outputs", () => {
    const chart = draw(
      { predict: atHalf, points, labels: ["no", "no", "yes", "yes"] },
      { classes: ["no", "yes"] },
    );
    expect(words(chart)).toContain("4 of 4 points (100%)");
    expect(() =>
      draw({ predict: atHalf, points, labels: ["x", "no", "no", "yes"] }, { classes: ["no", "yes"] }),
    ).toThrow('labels[0] is "x", which is not among the classes no, yes; add it to classes');
  });
  it("have shapes of their own", () => {
    const chart = draw({ predict: atHalf, points, labels });
    const shapes = [...chart.querySelectorAll(".wellfit-marks path")].map((mark) => mark.getAttribute("d"));
    expect(new Set(shapes).size).toBe(2);
  });
});

describe("a model that answers later", () => {
  const later = (f: (b: PointsBatch) => number[]) => async (b: PointsBatch) => f(b);

  it("fills the field when it does", async () => {
    const chart = draw({ predict: later(atHalf), points, labels });
    expect(chart.querySelector(".wellfit-field")).toBeNull();
    expect(words(chart)).toBe("4 points of 2 classes. The model's prediction is still awaited.");
    await chart.ready;
    expect(toSvgString(chart)).toBe(toSvgString(draw({ predict: atHalf, points, labels })));
  });

  it("is overtaken by a later update", async () => {
    let answer: (p: number[]) => void = () => {};
    const slow = (b: PointsBatch) =>
      new Promise<number[]>((resolve) => {
        answer = () => resolve(each(b, () => 0.1));
      });
    const chart = draw({ predict: slow, points, labels });
    const first = chart.ready;
    chart.update({ predict: atHalf, points, labels });
    const shown = toSvgString(chart);
    answer([]);
    await first;
    await chart.ready;
    expect(toSvgString(chart)).toBe(shown);
  });

  it("leaves the field before until the next is there", async () => {
    const chart = draw({ predict: atHalf, points, labels });
    const before = toSvgString(chart);
    chart.update({ predict: later((b) => each(b, () => 0.1)), points, labels });
    expect(toSvgString(chart)).toBe(before);
    await chart.ready;
    expect(words(chart)).toContain("0 in 100%");
  });

  it("hands its error to ready", async () => {
    const chart = draw({ predict: () => Promise.reject(new Error("out of memory")), points, labels });
    await expect(chart.ready).rejects.toThrow("out of memory");
    const bad = draw({ predict: later((b) => each(b, () => 5)), points, labels });
    await expect(bad.ready).rejects.toThrow("expected probabilities from 0 to 1");
  });
});

it("draws thousands of points in little room", () => {
  const many = Array.from({ length: 20_000 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)]);
  const chart = draw({ predict: atHalf, points: many, labels: many.map((_, i) => i % 2) });
  expect(toSvgString(chart).length).toBeLessThan(700_000);
  const plot = plotOf(chart);
  for (const position of markPositions(chart)) expect(isInside(plot, position)).toBe(true);
});

it.each<[Partial<BoundaryData>, DecisionBoundaryOptions, string]>([
  [
    { points: [[1, 2, 3]] },
    {},
    "expected points of shape [n, 2], received [1, 3]; pick the two columns to show",
  ],
  [{ points: [1, 2] as never }, {}, "expected points of shape [n, 2], received [2]"],
  [{ points: { data: [], shape: [0, 2] }, labels: [] }, {}, "expected at least one point, received none"],
  [
    { points: [[1, Number.NaN]] },
    {},
    "decisionBoundary: points: expected finite numbers, received 1 of 2 that are not",
  ],
  [{ labels: [0] }, {}, "expected a label for each of 4 points, received 1"],
  [{ predict: 5 as never }, {}, "with predict a function"],
  [{}, { resolution: 1 }, "expected resolution to be a whole number from 2 to 500, received 1"],
  [{}, { resolution: 2.5 }, "received 2.5"],
])("refuses %o %o", (data, options, message) => {
  expect(() => draw({ predict: atHalf, points, labels, ...data }, options)).toThrow(message);
});
