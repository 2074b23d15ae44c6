import { afterEach, describe, expect, it } from "vitest";
import * as viz from "../src/index";
import { checkXml, isInside, markPositions, newDocument, plotOf } from "./support";

type AnyChart = viz.Chart<unknown>;

interface Row {
  make: (data: unknown, options?: viz.ChartOptions) => AnyChart;
  data: unknown;
  next: unknown;
  bad: unknown;
  description: string;
}

const row = <D>(
  make: (data: D, options?: viz.ChartOptions) => viz.Chart<D>,
  rest: { data: D; next: D; bad: unknown; description: string },
): Row => ({ make: make as Row["make"], ...rest });

const wave = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const logistic = ({ data, shape }: viz.PointsBatch): number[] =>
  wave(shape[0], (i) => 1 / (1 + Math.exp(-3 * (data[2 * i]! - data[2 * i + 1]! ** 2))));

// A row for every chart; the test below fails when an exported chart has none.
const charts: Record<string, Row> = {
  learningCurves: row<viz.HistoryLike>(viz.learningCurves, {
    data: {
      loss: wave(40, (i) => 0.1 + 0.6 * 0.9 ** i),
      accuracy: wave(40, (i) => 0.95 - 0.4 * 0.9 ** i),
      valLoss: wave(40, (i) => 0.2 + 0.5 * 0.85 ** i + i / 400),
      valAccuracy: wave(40, (i) => 0.9 - 0.4 * 0.9 ** i),
    },
    next: { loss: [0.7, 0.5], valLoss: [0.8, 0.9] },
    bad: { loss: [] },
    description:
      "Training loss falls from 0.7 to 0.11 over 40 epochs; validation loss is lowest (0.269) at epoch 22 and ends at 0.298. " +
      "Training accuracy rises from 0.55 to 0.943 over 40 epochs; validation accuracy is highest (0.893) at epoch 40 and ends at 0.893. " +
      "The best epoch marked is 22.",
  }),
  confusionMatrix: row<viz.ConfusionData>(viz.confusionMatrix, {
    data: {
      labels: ["Adelie", "Chinstrap", "Gentoo"],
      matrix: [
        [30, 1, 0],
        [2, 11, 0],
        [0, 0, 24],
      ],
    },
    next: { yTrue: [0, 1, 1], yPred: [0, 1, 0] },
    bad: { labels: ["a", "b"], matrix: [[1, 2]] },
    description:
      "Of 68 samples in 3 classes, 65 (96%) are predicted correctly. The most frequent mistake: Chinstrap predicted as Adelie, 2 times.",
  }),
  decisionBoundary: row<viz.BoundaryData>(viz.decisionBoundary, {
    data: {
      predict: logistic,
      points: [
        [-1, 0],
        [-0.5, 1],
        [1, 0.2],
        [1.5, -1],
      ],
      labels: [0, 0, 1, 1],
    },
    next: {
      predict: logistic,
      points: [
        [0, 0],
        [2, 1],
      ],
      labels: ["no", "yes"],
    },
    bad: {
      predict: logistic,
      points: [
        [0, 0],
        [2, 1],
      ],
      labels: [0],
    },
    description:
      "4 points of 2 classes. The model predicts 0 in 57% and 1 in 43% of the area shown; 4 of 4 points (100%) lie where their own class is predicted.",
  }),
  predictedVersusActual: row<viz.RegressionData>(viz.predictedVersusActual, {
    data: { actual: [3, -0.5, 2, 7], predicted: [2.5, 0, 2, 8] },
    next: { actual: [1, 2], predicted: Float32Array.of(1, 3) },
    bad: { actual: [1, 2], predicted: [1] },
    description: "4 predictions against actual values: R² is 0.949, the mean absolute error is 0.5.",
  }),
  boxPlots: row<readonly viz.BoxGroup[]>(viz.boxPlots, {
    data: [
      { name: "without dropout", values: wave(10, (i) => 0.75 + 0.01 * ((i * 7) % 5)), reference: 0.771 },
      { name: "dropout", values: wave(10, (i) => 0.76 + 0.013 * ((i * 3) % 7)) },
      { name: "diverges", values: [Number.NaN, Number.NaN] },
    ],
    next: [{ name: "one", values: Float32Array.of(1) }],
    bad: [{ name: "none", values: [] }],
    description:
      "Value of 3 cases. without dropout: median 0.77, mean 0.77, from 0.75 to 0.79 in 10 runs, reference 0.771; " +
      "dropout: median 0.799, mean 0.799, from 0.76 to 0.838 in 10 runs; diverges: none of 2 runs is finite.",
  }),
  lineWithBand: row<readonly viz.BandSeries[]>(viz.lineWithBand, {
    data: [
      {
        name: "5 units",
        x: wave(10, (i) => i + 1),
        mean: wave(10, (i) => 0.83 - 0.003 * i * i),
        low: wave(10, (i) => 0.82 - 0.005 * i * i),
        high: wave(10, (i) => 0.84 - 0.001 * i * i),
      },
      {
        name: "25 units",
        x: [1, 5, 10],
        mean: [0.83, 0.84, 0.83],
        low: [0.82, 0.83, 0.8],
        high: [0.84, 0.85, 0.85],
      },
    ],
    next: [{ name: "a", x: [0, 0.5, 1], mean: [1, Number.NaN, 3], low: [0, 0, 2], high: [2, 2, 4] }],
    bad: [{ name: "a", x: [0, 1], mean: [1], low: [1], high: [1] }],
    description:
      "Value over x. 5 units: lowest 0.587 at 10, highest 0.83 at 1, in 10 places; 25 units: lowest 0.83 at 1, highest 0.84 at 5, in 3 places.",
  }),
  normBars: row<readonly viz.NormGroup[]>(viz.normBars, {
    data: [
      { name: "without a penalty", norms: [12.1, 11.5], sd: [0.2, 0.15] },
      { name: "l2 0.001", norms: [3.25, 20.9], sd: [0.05, 0.3] },
      { name: "l1", norms: [5.6, Number.NaN] },
    ],
    next: [{ name: "deep", norms: wave(6, (i) => i) }],
    bad: [{ name: "a", norms: [-1] }],
    description:
      "Norm of the weights in 2 layers, the first one first. without a penalty: 12.1, 11.5; l2 0.001: 3.25, 20.9; l1: 5.6, not finite.",
  }),
  gradientNorms: row<viz.GradientNormsData>(viz.gradientNorms, {
    data: {
      epochs: [0, 1, 10, 100, 500],
      layers: [
        [0.14, 0.027, 0.0033, 0.013, 0.037],
        [0.015, 0.0027, 0.00029, 0.0013, 0.019],
        [0.9, 0.45, 0.014, 0.016, 0],
      ],
    },
    next: { epochs: [0], layers: [[1], [2]] },
    bad: { epochs: [1, 0], layers: [[1, 1]] },
    description:
      "Norms of the gradients of 3 layers over the epochs. layer 1: 0.14 at epoch 0, 0.037 at epoch 500; " +
      "layer 2: 0.015 at epoch 0, 0.019 at epoch 500; layer 3: 0.9 at epoch 0, 0.016 at epoch 100. " +
      "1 norm of 0 cannot be drawn on a log scale.",
  }),
};

const notCharts = ["toSvgString"];

it("has a row for every exported chart", () => {
  const functions = Object.entries(viz).filter(([, value]) => typeof value === "function");
  expect(functions.map(([name]) => name).sort()).toEqual([...Object.keys(charts), ...notCharts].sort());
});

describe.each(Object.entries(charts))("%s", (name, { make, data, next, bad, description }) => {
  const draw = (options: viz.ChartOptions = {}): AnyChart =>
    make(data, { document: newDocument(), ...options });

  it("is an image with a name and a description that a screen reader finds", () => {
    const chart = draw();
    expect(chart.localName).toBe("svg");
    expect(chart.getAttribute("role")).toBe("img");
    const [title, desc] = [chart.firstElementChild!, chart.children[1]!];
    expect([title.localName, desc.localName]).toEqual(["title", "desc"]);
    expect(chart.getAttribute("aria-labelledby")).toBe(`${title.id} ${desc.id}`);
    expect(title.textContent).not.toBe("");
    expect(desc.textContent).toBe(description);
  });

  it.each(["auto", "light", "dark"] as const)("is drawn as approved, theme %s", async (theme) => {
    const text = viz.toSvgString(draw({ theme, title: `${name}, ${theme}` }));
    checkXml(text);
    await expect(`${text.replace(/></g, ">\n<")}\n`).toMatchFileSnapshot(`snapshots/${name}-${theme}.svg`);
  });

  it("is the same string for the same data, whatever was drawn before", () => {
    const document = newDocument();
    const first = viz.toSvgString(make(data, { document }));
    make(next, { document });
    expect(viz.toSvgString(make(data, { document }))).toBe(first);
    expect(viz.toSvgString(draw())).toBe(first);
  });

  it("has numbers in every place and marks within the plot", () => {
    const chart = draw();
    expect(viz.toSvgString(chart)).not.toMatch(/NaN|Infinity|undefined|null/);
    const panels = chart.querySelectorAll(".wellfit-panel");
    for (const panel of panels.length > 0 ? panels : [chart]) {
      if (panel.querySelector(".wellfit-plot") === null) continue;
      for (const position of markPositions(panel)) expect(isInside(plotOf(panel), position)).toBe(true);
    }
  });

  it("keeps texts within the picture, as far as their width can be told", () => {
    const chart = draw({ title: "a title ".repeat(40) });
    const shown = chart.querySelector(".wellfit-title")!.textContent!;
    expect(shown).toMatch(/…$/);
    expect(chart.querySelector("title")!.textContent).toBe("a title ".repeat(40));
  });

  it("updates in place to what a new chart would be", () => {
    const chart = draw();
    chart.update(next);
    expect(viz.toSvgString(chart)).toBe(viz.toSvgString(make(next, { document: newDocument() })));
    chart.update(data);
    expect(viz.toSvgString(chart)).toBe(viz.toSvgString(draw()));
  });

  it("stays as it was when an update is refused", () => {
    const chart = draw();
    const before = viz.toSvgString(chart);
    expect(() => chart.update(bad)).toThrow(/expected .*received/);
    expect(viz.toSvgString(chart)).toBe(before);
  });

  it("leaves its data as it was", () => {
    const before = structuredClone(JSON.stringify(data));
    draw();
    expect(JSON.stringify(data)).toBe(before);
  });

  it("takes width, height and id", () => {
    const chart = draw({ width: 520, height: 500, id: "my-chart" });
    expect(chart.getAttribute("viewBox")).toBe("0 0 520 500");
    expect(chart.getAttribute("aria-labelledby")).toBe("my-chart-title my-chart-desc");
  });

  it("writes hostile text as text", () => {
    const title = `<script>alert("1")</script> & \u0000\ud800`;
    const text = viz.toSvgString(draw({ title }));
    checkXml(text);
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; \ufffd\ufffd");
    expect(text).not.toContain("<script");
  });

  it.each([
    [{ width: 3 }, /expected width from \d+ to 20000 pixels, received 3/],
    [{ width: Number.NaN }, /received NaN/],
    [{ height: 5 }, /expected height from \d+ to 20000 pixels, received 5/],
    [{ height: Number.POSITIVE_INFINITY }, /received Infinity/],
    [{ theme: "pink" as viz.Theme }, /expected theme "auto", "light" or "dark", received "pink"/],
    [{ id: "a b" }, /expected an id of letters/],
    [{ title: 5 as unknown as string }, /expected title to be a string/],
  ])("refuses %o", (options, message) => {
    expect(() => draw(options)).toThrow(message);
  });

  it.each([undefined, null, 5, "text", [], {}])("refuses %o as data", (value) => {
    expect(() => make(value, { document: newDocument() })).toThrow(
      new RegExp(`^${name}: expected .*received`),
    );
  });

  describe("without a document", () => {
    const scope = globalThis as { document?: Document | undefined };
    afterEach(() => {
      delete scope.document;
    });

    it("says how to pass one", () => {
      expect(() => make(data)).toThrow(
        `${name}: expected a document to draw in, received none, and there is no globalThis.document; in Node pass one: ${name}(data, { document: parseHTML("<html></html>").document }) with parseHTML of linkedom`,
      );
    });

    it("draws in that of the page", () => {
      scope.document = newDocument();
      expect(make(data).ownerDocument).toBe(scope.document);
    });
  });
});
