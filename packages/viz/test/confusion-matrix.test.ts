import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfusion } from "../src/confusion-counts";
import { contrast, mix, textOn } from "../src/contrast";
import { type ChartOptions, type ConfusionData, confusionMatrix, toSvgString } from "../src/index";
import { newDocument, number } from "./support";

const draw = (data: ConfusionData, options: ChartOptions = {}) =>
  confusionMatrix(data, { document: newDocument(), ...options });
const tips = (data: ConfusionData) =>
  [...draw(data).querySelectorAll(".wellfit-cells title")].map((title) => title.textContent);

interface Golden {
  name: string;
  yTrue: number[];
  yPred: number[];
  labels: number[] | null;
  value: number[];
}
const goldens = JSON.parse(readFileSync(new URL("goldens/metrics.json", import.meta.url), "utf8")) as {
  confusion: Golden[];
};

describe("counts", () => {
  it.each(goldens.confusion.map((golden) => [golden.name, golden] as const))(
    "equal scikit-learn's confusion_matrix: %s",
    (_, { yTrue, yPred, labels, value }) => {
      const data = labels === null ? { yTrue, yPred } : { yTrue, yPred, labels };
      expect(readConfusion(data).counts).toEqual(value);
    },
  );

  it("are the same from names, positions, arrays and tensors", () => {
    const labels = ["cat", "dog"];
    const counts = [1, 0, 1, 1];
    const forms: ConfusionData[] = [
      { yTrue: ["cat", "dog", "dog"], yPred: ["cat", "cat", "dog"], labels },
      { yTrue: [0, 1, 1], yPred: Int32Array.of(0, 0, 1), labels },
      { yTrue: { data: [0, 1, 1], shape: [3, 1] }, yPred: { toArray: () => [[0], [0], [1]] }, labels },
      {
        labels,
        matrix: [
          [1, 0],
          [1, 1],
        ],
      },
      { labels, matrix: { data: counts, shape: [2, 2] } },
      { yTrue: [false, true, true], yPred: [false, false, true] },
    ];
    for (const form of forms) expect(readConfusion(form).counts).toEqual(counts);
  });

  it("sum to the samples", () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(samples, (pairs) => {
        const { counts, labels } = readConfusion({
          yTrue: pairs.map(([t]) => t),
          yPred: pairs.map(([, p]) => p),
        });
        expect(counts.reduce((a, b) => a + b, 0)).toBe(pairs.length);
        expect(counts.length).toBe(labels.length ** 2);
      }),
    );
  });
});

describe("cells", () => {
  it("have count and share of the row", () => {
    expect(
      tips({
        labels: ["a", "b"],
        matrix: [
          [3, 1],
          [0, 0],
        ],
      }),
    ).toEqual([
      "Actual a, predicted a: 3 of 4 (75%)",
      "Actual a, predicted b: 1 of 4 (25%)",
      "Actual b, predicted a: 0",
      "Actual b, predicted b: 0",
    ]);
    const texts = [
      ...draw({
        labels: ["a", "b"],
        matrix: [
          [3, 1],
          [0, 2],
        ],
      }).querySelectorAll(".wellfit-cells text"),
    ];
    expect(texts.map((text) => text.textContent)).toEqual(["3", "75%", "1", "25%", "0", "0%", "2", "100%"]);
  });

  it("never round a mistake away", () => {
    const [right, wrong] = tips({
      labels: ["a", "b"],
      matrix: [
        [999_999, 1],
        [0, 1],
      ],
    });
    expect([right, wrong]).toEqual([
      "Actual a, predicted a: 999,999 of 1,000,000 (>99%)",
      "Actual a, predicted b: 1 of 1,000,000 (<1%)",
    ]);
  });

  it("have text that can be read on any of their colours", () => {
    for (const [from, to] of [
      ["#f1f5f9", "#08519c"],
      ["#22262c", "#6cb8f0"],
    ] as const) {
      for (let share = 0; share <= 1; share += 0.01) {
        const cell = mix(from, to, share);
        expect(contrast(cell, textOn(cell))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("lie side by side within the picture, for 1 to 50 classes and any room", () => {
    const sizes = fc.record({
      k: fc.integer({ min: 1, max: 50 }),
      spare: fc.integer({ min: 0, max: 400 }),
      long: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, ({ k, spare, long }) => {
        const labels = Array.from({ length: k }, (_, i) =>
          long ? `a very long name of class number ${i}` : `${i}`,
        );
        const matrix = Array.from({ length: k }, (_, i) =>
          Array.from({ length: k }, (_, j) => (i === j ? 9 : 1)),
        );
        const chart = draw({ labels, matrix }, { width: 500 + spare });
        const rects = [...chart.querySelectorAll(".wellfit-cells g rect")];
        expect(rects.length).toBe(k * k);
        const last = rects.at(-1)!;
        expect(number(last, "x") + number(last, "width")).toBeLessThanOrEqual(number(chart, "width"));
        expect(number(last, "y") + number(last, "height")).toBeLessThanOrEqual(number(chart, "height"));
        expect(number(last, "x")).toBeGreaterThanOrEqual(number(rects[0]!, "x") + (k - 1) * 5);
      }),
      { numRuns: 25 },
    );
  });
});

describe("labels", () => {
  const long = ["a very long name that has to be cut somewhere", "b"];
  it("are cut, with the whole in the tooltip", () => {
    const chart = draw({
      labels: long,
      matrix: [
        [1, 0],
        [0, 1],
      ],
    });
    const cut = [...chart.querySelectorAll(".wellfit-axes text")].filter((text) =>
      text.querySelector("title"),
    );
    expect(cut.map((text) => text.querySelector("title")!.textContent)).toEqual([long[0], long[0]]);
    expect(cut[0]!.textContent).toMatch(/^a very .*…/);
  });

  it("turn where they do not fit side by side", () => {
    const turned = (labels: string[]) =>
      toSvgString(
        draw({
          labels,
          matrix: [
            [1, 0],
            [0, 1],
          ],
        }),
      ).includes("rotate(-45)");
    expect([turned(long), turned(["a", "b"])]).toEqual([true, false]);
  });

  it("name the axes", () => {
    const texts = [
      ...draw({
        labels: ["a", "b"],
        matrix: [
          [1, 0],
          [0, 1],
        ],
      }).querySelectorAll(".wellfit-axes text"),
    ];
    expect(texts.map((text) => text.textContent)).toEqual(expect.arrayContaining(["Actual", "Predicted"]));
  });
});

it("keeps fifty classes small", () => {
  const labels = Array.from({ length: 50 }, (_, i) => i);
  const matrix = labels.map((i) => labels.map((j) => (i === j ? 20 : (i * 7 + j) % 11 === 0 ? 1 : 0)));
  expect(toSvgString(draw({ labels, matrix })).length).toBeLessThan(120_000);
});

it("says when there is no mistake", () => {
  const chart = draw({ yTrue: [1, 1, 0], yPred: [1, 1, 0] });
  expect(chart.querySelector("desc")!.textContent).toBe(
    "Of 3 samples in 2 classes, 3 (100%) are predicted correctly. There is no mistake.",
  );
});

it.each<[unknown, string]>([
  [
    { labels: ["a", "b"], matrix: [[1, 2], [3]] },
    "confusionMatrix: matrix: expected rows of 2 values, as in row 0; row 1 is an array of 1 numbers",
  ],
  [
    {
      labels: ["a"],
      matrix: [
        [1, 2],
        [3, 4],
      ],
    },
    "expected a matrix of shape [1, 1] for 1 labels, received [2, 2]",
  ],
  [
    {
      labels: ["a", "b"],
      matrix: [
        [1, -2],
        [3, 4],
      ],
    },
    "expected counts of 0 or more, received -2 in row 0, column 1",
  ],
  [
    {
      labels: ["a", "b"],
      matrix: [
        [1, Number.NaN],
        [3, 4],
      ],
    },
    "received 1 of 4 that are not, the first NaN at index 1",
  ],
  [
    {
      labels: ["a", "b"],
      matrix: [
        [0, 0],
        [0, 0],
      ],
    },
    "expected at least one sample, received none",
  ],
  [
    {
      labels: ["a", "a"],
      matrix: [
        [1, 0],
        [0, 1],
      ],
    },
    'expected every label once, received "a" twice',
  ],
  [{ yTrue: [], yPred: [] }, "expected at least one sample, received none"],
  [{ yTrue: [1], yPred: [1, 2] }, "expected as many predictions as true classes, received 2 and 1"],
  [
    { yTrue: ["a"], yPred: ["c"], labels: ["a", "b"] },
    'yPred[0] is "c", which is neither one of the labels "a", "b" nor a position in them, 0 to 1; add it to labels',
  ],
  [
    { yTrue: [Number.NaN], yPred: [1] },
    "confusionMatrix: yTrue: expected numbers, strings or booleans, received number NaN at index 0",
  ],
  [{ yTrue: [[1, 0]], yPred: [1] }, "confusionMatrix: yTrue: expected shape [n] or [n, 1], received [1, 2]"],
])("refuses %o", (data, message) => {
  expect(() => draw(data as ConfusionData)).toThrow(message);
});

it("has any number of cells", () => {
  const k = 550; // More cells than a call takes arguments.
  const labels = Array.from({ length: k }, (_, i) => String(i));
  const codes = labels.map(Number);
  expect(draw({ yTrue: codes, yPred: codes, labels }).querySelector("desc")?.textContent).toMatch(
    /^Of 550 samples in 550 classes, 550 /,
  );
});
