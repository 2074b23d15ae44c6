import { expect, it } from "vitest";
import { gradientNorms } from "../src";
import { markPositions, newDocument, readAxis, vertices } from "./support";

const epochs = Array.from({ length: 2001 }, (_, epoch) => epoch);
const draw = (layers: number[][]): SVGSVGElement =>
  gradientNorms({ epochs, layers }, { document: newDocument() });

it("draws many epochs as a line with a mark now and then", () => {
  const norms = epochs.map((epoch) => 1 / (1 + epoch));
  const chart = draw([norms, norms.map((norm) => norm / 10)]);
  const lines = [...chart.querySelectorAll(".wellfit-marks path[stroke-linejoin]")];
  expect(lines).toHaveLength(2);
  const points = vertices(lines[0]!);
  // Of the epochs on a column of pixels no more than can be seen.
  expect(points.length).toBeGreaterThan(200);
  expect(points.length).toBeLessThan(1500);
  expect(points.every(({ x }, i) => i === 0 || x >= points[i - 1]!.x)).toBe(true);
  const marks = chart.querySelectorAll(".wellfit-marks path[transform]");
  expect(marks.length).toBeGreaterThan(10);
  expect(marks.length).toBeLessThan(40);
});

it("keeps the peak among epochs that share a column of pixels", () => {
  const norms = epochs.map((epoch) => (epoch === 1703 ? 100 : 1));
  const chart = draw([norms]);
  const top = Math.min(...markPositions(chart).map(({ y }) => y));
  const line = vertices(chart.querySelector(".wellfit-marks path[stroke-linejoin]")!);
  expect(line.filter(({ y }) => y === top)).toHaveLength(1);
  const peak = line.find(({ y }) => y === top)!;
  const place = readAxis(chart, "x");
  expect(place(peak.x)).toBeGreaterThan(0);
});

it("breaks the line where a norm is 0", () => {
  const norms = epochs.map((epoch) => (epoch > 900 && epoch < 1500 ? 0 : 1 + (epoch % 7)));
  const d = draw([norms]).querySelector(".wellfit-marks path[stroke-linejoin]")!.getAttribute("d")!;
  expect(d.match(/M/g)).toHaveLength(2);
  const circles = draw([norms]).querySelectorAll(".wellfit-marks circle");
  expect(circles.length).toBeGreaterThan(1);
  expect(circles.length).toBeLessThan(20);
});

it("names round epochs when there are many", () => {
  const texts = [...draw([epochs.map(() => 1)]).querySelectorAll(".wellfit-axis-x .tick text")];
  expect(texts.map((text) => text.textContent)).toEqual([
    "0",
    "1",
    "2",
    "5",
    "10",
    "20",
    "50",
    "100",
    "200",
    "500",
    "2,000",
  ]);
});
