import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast } from "../src/contrast";
import { count, formatNumber, formatPair, formatShare } from "../src/format";
import { toSvgString } from "../src/index";
import { betterWhen, metricWords } from "../src/metric-names";
import { textWidth, truncate } from "../src/text";
import { palette } from "../src/theme";

describe("numbers in sentences", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [200, "200"],
    [100_000, "100,000"],
    [-1234, "-1,234"],
    [0.4321, "0.432"],
    [1234.5, "1,230"],
    [0.000012345, "1.23e-5"],
    [1.5e12, "1.5e12"],
    [1e300, "1e300"],
    [Number.NaN, "NaN"],
  ])("%s is %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("tell unequal ones apart and stay near the value", () => {
    const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [x, y] = formatPair(a, b);
        if (a !== b) expect(x).not.toBe(y);
        const read = Number(x.replace(/,/g, ""));
        expect(Math.abs(read - a)).toBeLessThanOrEqual(Math.abs(a) * 0.006 + 1e-320);
      }),
    );
  });

  it("never round a share to none or all", () => {
    expect([0, 1e-9, 0.005, 0.5, 0.994, 1].map(formatShare)).toEqual([
      "0%",
      "<1%",
      "<1%",
      "50%",
      ">99%",
      "100%",
    ]);
    expect([count(1, "class", "classes"), count(2, "class", "classes")]).toEqual(["1 class", "2 classes"]);
  });
});

it("cuts text to any width", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 24, max: 300 }), (text, room) => {
      const cut = truncate(text, room);
      if (textWidth(text) <= room) expect(cut).toBe(text);
      else {
        expect(cut.endsWith("…")).toBe(true);
        expect(textWidth(cut)).toBeLessThanOrEqual(Math.max(room, 24));
      }
    }),
  );
});

it("knows metrics by name", () => {
  expect(metricWords("sparseCategoricalAccuracy")).toBe("sparse categorical accuracy");
  expect([metricWords("mse"), metricWords("r2")]).toEqual(["mean squared error", "R²"]);
  expect(["loss", "rmse", "meanAbsoluteError"].map(betterWhen)).toEqual(["lower", "lower", "lower"]);
  expect(["accuracy", "auc", "f1Score"].map(betterWhen)).toEqual(["higher", "higher", "higher"]);
  expect(betterWhen("learningRate")).toBeUndefined();
});

it("draws lines and the first classes in colours that stand out on white and on black", () => {
  for (const colour of palette.slice(0, 4)) {
    expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(2.9);
    expect(contrast(colour, "#121212")).toBeGreaterThanOrEqual(3);
  }
});

it.each([undefined, null, "svg", { localName: "g" }])("writes no SVG of %o", (value) => {
  expect(() => toSvgString(value as unknown as SVGSVGElement)).toThrow("toSvgString: expected a chart");
});
