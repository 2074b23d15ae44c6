import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitOf } from "../src/fit-quality";
import {
  type PredictedVersusActualOptions,
  predictedVersusActual,
  type RegressionData,
  toSvgString,
} from "../src/index";
import { isInside, markPositions, newDocument, number, plotOf, readAxis } from "./support";

const draw = (data: RegressionData, options: PredictedVersusActualOptions = {}) =>
  predictedVersusActual(data, { document: newDocument(), ...options });

const goldens = JSON.parse(readFileSync(new URL("goldens/metrics.json", import.meta.url), "utf8")) as {
  r2: { name: string; actual: number[]; predicted: number[]; value: number | null }[];
};

describe("R²", () => {
  it.each(goldens.r2.map((golden) => [golden.name, golden] as const))(
    "equals scikit-learn's r2_score: %s",
    (_, { actual, predicted, value }) => {
      const { r2 } = fitOf(actual, predicted);
      // Where all true values are equal scikit-learn answers 0, 1 or NaN by convention; here it is undefined.
      if (new Set(actual).size === 1) expect(r2).toBeUndefined();
      else expect(r2).toBeCloseTo(value!, 12);
    },
  );

  it("is called undefined when all actual values are equal", () => {
    const chart = draw({ actual: [2, 2], predicted: [1, 3] }, { unit: "mm" });
    expect(chart.querySelector("desc")!.textContent).toBe(
      "2 predictions against actual values: R² is undefined because all actual values are equal, the mean absolute error is 1 mm.",
    );
    expect(chart.querySelector(".wellfit-legend text")!.textContent).toBe("sample (R² undefined)");
  });
});

it("labels the axes with target and unit", () => {
  const chart = draw({ actual: [1, 2], predicted: [1, 2] }, { target: "mpg", unit: "miles/gallon" });
  expect(chart.querySelector(".wellfit-label-x")!.textContent).toBe("Actual mpg (miles/gallon)");
  expect(chart.querySelector(".wellfit-label-y")!.textContent).toBe("Predicted mpg (miles/gallon)");
});

it("draws every sample where the axes say it is, and the diagonal where both are equal", () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 40 }), (pairs) => {
      const all = pairs.flat();
      fc.pre(Math.max(...all) - Math.min(...all) > 1e-2);
      const chart = draw({ actual: pairs.map(([a]) => a), predicted: pairs.map(([, p]) => p) });
      const [x, y, plot] = [readAxis(chart, "x"), readAxis(chart, "y"), plotOf(chart)];
      const [perX, perY] = [Math.abs(x(1) - x(0)), Math.abs(y(1) - y(0))];
      const marks = markPositions(chart);
      expect(marks.length).toBe(pairs.length);
      marks.forEach((mark, i) => {
        expect(isInside(plot, mark)).toBe(true);
        expect(Math.abs(x(mark.x) - pairs[i]![0])).toBeLessThan(perX * 0.05);
        expect(Math.abs(y(mark.y) - pairs[i]![1])).toBeLessThan(perY * 0.05);
      });
      const diagonal = chart.querySelector(".wellfit-diagonal")!;
      for (const end of ["1", "2"]) {
        const difference = x(number(diagonal, `x${end}`)) - y(number(diagonal, `y${end}`));
        expect(Math.abs(difference)).toBeLessThan((perX + perY) * 0.05);
      }
    }),
    { numRuns: 40 },
  );
});

it("draws any finite numbers within the plot", () => {
  const value = fc.double({ min: -1e100, max: 1e100, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), (pairs) => {
      const chart = draw({ actual: pairs.map(([a]) => a), predicted: pairs.map(([, p]) => p) });
      for (const mark of markPositions(chart)) expect(isInside(plotOf(chart), mark)).toBe(true);
      expect(toSvgString(chart)).not.toMatch(/NaN|Infinity/);
    }),
    { numRuns: 40 },
  );
});

it("draws many samples in little room", () => {
  const actual = Array.from({ length: 50_000 }, (_, i) => Math.sin(i * 1.3));
  const chart = draw({ actual, predicted: actual.map((v, i) => v + Math.sin(i) / 5) });
  expect(toSvgString(chart).length).toBeLessThan(400_000);
});

it.each<[RegressionData, string]>([
  [
    { actual: [1, Number.NaN, 3], predicted: [1, 2, 3] },
    "predictedVersusActual: actual: expected finite numbers, received 1 of 3 that are not, the first NaN at index 1",
  ],
  [{ actual: [1], predicted: [Number.POSITIVE_INFINITY] }, "predicted: expected finite numbers"],
  [{ actual: [], predicted: [] }, "and at least one, received 0 and 0"],
  [{ actual: [1], predicted: [1e200] }, "expected predicted within ±1e100, received 1e+200 at index 0"],
  [{ actual: [1], predicted: [[1, 2]] }, "predicted: expected shape [n] or [n, 1], received [1, 2]"],
])("refuses %o", (data, message) => {
  expect(() => draw(data)).toThrow(message);
});
