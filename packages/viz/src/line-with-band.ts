import { scaleLinear } from "d3-scale";
import type { NumbersLike } from "./arrays";
import { integerTicks, type NumberScale, ticksOf } from "./axes";
import { type Chart, type ChartOptions, makeChart, type Picture } from "./chart";
import { pad } from "./domain";
import { add, px } from "./element";
import { count, formatNumber } from "./format";
import { drawFrame, layOutFrame } from "./frame";
import { checkLength, extentOf, readGroups, readNumbers } from "./groups";
import { classMark } from "./scatter";
import { sentenceCase } from "./text";
import { colour } from "./theme";

/** A mean with an interval around it, over a grid. */
export interface BandSeries {
  /** What it is, for the legend. */
  readonly name: string;
  /** The grid, such as dropout rates, from low to high. */
  readonly x: NumbersLike;
  /** The mean at each place of the grid; one that is not finite leaves a gap. */
  readonly mean: NumbersLike;
  /** The lower end of the interval. */
  readonly low: NumbersLike;
  /** The upper end of the interval. */
  readonly high: NumbersLike;
}

/** What `lineWithBand` can be told besides what every chart can. */
export interface LineWithBandOptions extends ChartOptions {
  /** What the grid is, with its unit. Default `"x"`. */
  xLabel?: string;
  /** What the numbers are, with their unit. Default `"Value"`. */
  yLabel?: string;
  /** What the band is, for the legend; it is not named where no interval has a width. Default `"95% interval of the mean"`. */
  bandLabel?: string;
}

const kind = "lineWithBand";

interface Line {
  readonly name: string;
  readonly x: Float64Array;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function readLines(data: unknown): Line[] {
  return readGroups<BandSeries>(kind, data, "series { name, x, mean, low, high }").map((series) => {
    const of = (part: "x" | "mean" | "low" | "high"): Float64Array =>
      readNumbers(kind, series[part], `${part} of ${JSON.stringify(series.name)}`);
    const line = { name: series.name, x: of("x"), mean: of("mean"), low: of("low"), high: of("high") };
    for (const part of ["mean", "low", "high"] as const) {
      checkLength(kind, part, line[part].length, line.x.length, "in x");
    }
    line.x.forEach((value, i) => {
      if (Number.isNaN(value) || value <= (line.x[i - 1] ?? Number.NEGATIVE_INFINITY)) {
        throw new RangeError(
          `${kind}: expected x of ${JSON.stringify(series.name)} to be finite and to rise, received ${String(value)} at index ${i}`,
        );
      }
    });
    return line;
  });
}

function describeLine({ name, x, mean }: Line): string {
  const places = Array.from(x.keys()).filter((i) => !Number.isNaN(mean[i]!));
  if (places.length === 0) return `${name}: no finite value`;
  const by = (better: (a: number, b: number) => boolean): number =>
    places.reduce((best, i) => (better(mean[i]!, mean[best]!) ? i : best));
  const least = by((a, b) => a < b);
  const most = by((a, b) => a > b);
  const lost = x.length === places.length ? "" : `, ${count(x.length - places.length, "gap")}`;
  return `${name}: lowest ${formatNumber(mean[least]!)} at ${formatNumber(x[least]!)}, highest ${formatNumber(mean[most]!)} at ${formatNumber(x[most]!)}, in ${count(places.length, "place")}${lost}`;
}

/** The pieces of a line between its gaps, as indices. */
function pieces(line: Line): number[][] {
  const found: number[][] = [];
  let current: number[] = [];
  line.x.forEach((_, i) => {
    if (Number.isNaN(line.mean[i]!)) current = [];
    else {
      if (current.length === 0) found.push(current);
      current.push(i);
    }
  });
  return found;
}

function drawLine(marks: SVGElement, line: Line, index: number, x: NumberScale, y: NumberScale): void {
  const path = (places: readonly number[], values: Float64Array): string =>
    places.map((i, k) => `${k === 0 ? "M" : "L"}${px(x(line.x[i]!))},${px(y(values[i]!))}`).join("");
  for (const places of pieces(line)) {
    const banded = places.filter((i) => !Number.isNaN(line.low[i]!) && !Number.isNaN(line.high[i]!));
    const [first] = banded;
    if (banded.length > 1) {
      add(marks, "path", {
        class: "wellfit-band",
        d: `${path(banded, line.high)}${path([...banded].reverse(), line.low).replace("M", "L")}z`,
        fill: colour(index),
        "fill-opacity": "0.18",
      });
    } else if (first !== undefined) {
      const at = x(line.x[first]!);
      add(marks, "line", {
        x1: at,
        x2: at,
        y1: y(line.low[first]!),
        y2: y(line.high[first]!),
        stroke: colour(index),
      });
    }
    if (places.length > 1) {
      add(marks, "path", {
        d: path(places, line.mean),
        fill: "none",
        stroke: colour(index),
        "stroke-width": "1.75",
        "stroke-linejoin": "round",
      });
    }
    const { d, ...look } = classMark(index);
    for (const i of places) {
      add(marks, "path", {
        transform: `translate(${px(x(line.x[i]!))},${px(y(line.mean[i]!))})`,
        d,
        ...look,
      });
    }
  }
}

function compose(data: unknown, options: LineWithBandOptions): Picture {
  const lines = readLines(data);
  const [low, high] = extentOf(lines.flatMap((line) => [line.mean, line.low, line.high])) ?? [0, 1];
  const y: NumberScale = scaleLinear()
    .domain(pad(low, high, 0.05))
    .nice(5);
  const { width, height, legend, plot, yTicks } = layOutFrame(
    kind,
    options,
    [
      ...lines.map(({ name }, i) => ({
        label: name,
        sample: (group: SVGElement) => {
          add(group, "line", { x1: -10, x2: 10, stroke: colour(i), "stroke-width": "1.75" });
          add(group, "path", classMark(i));
        },
      })),
      ...(lines.some(({ low: a, high: b }) => a.some((value, i) => value < b[i]!))
        ? [
            {
              label: options.bandLabel ?? "95% interval of the mean",
              sample: (group: SVGElement) =>
                void add(group, "rect", {
                  x: -9,
                  y: -6,
                  width: 18,
                  height: 12,
                  fill: colour(0),
                  "fill-opacity": "0.18",
                }),
            },
          ]
        : []),
    ],
    y,
  );
  const [left, right] = extentOf(lines.map((line) => line.x)) ?? [0, 1];
  const x: NumberScale = scaleLinear()
    .domain(pad(left, right, 0.03))
    .range([plot.x, plot.x + plot.width]);
  const isWhole = lines.every((line) => line.x.every(Number.isInteger));
  const wanted = Math.min(10, Math.floor(plot.width / 48));
  return {
    width,
    height,
    title: options.title ?? "Mean and interval",
    description: `${sentenceCase(options.yLabel ?? "Value")} over ${options.xLabel ?? "x"}. ${lines.map(describeLine).join("; ")}.`,
    draw(root): void {
      drawFrame(
        root,
        { legend, plot },
        {
          scale: x,
          ticks: isWhole ? integerTicks(x, wanted) : ticksOf(x, wanted),
          label: options.xLabel ?? "x",
        },
        { scale: y, ticks: yTicks, label: options.yLabel ?? "Value" },
      );
      const marks = add(root, "g", { class: "wellfit-marks" });
      lines.forEach((line, i) => {
        drawLine(marks, line, i, x, y);
      });
    },
  };
}

/**
 * Draws a mean over a grid with its interval as a band, such as the test accuracy over the dropout rate. Several series
 * are told apart by colour and mark.
 *
 * @param series One or more, each with a grid of its own.
 * @param options See {@link LineWithBandOptions}; default 560 pixels wide.
 * @returns An `<svg>` element; `update(series)` draws it anew.
 * @throws When there is no series, lists differ in length, or a grid does not rise.
 * @example
 * ```ts
 * import { lineWithBand } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const series = { name: "dropout", x: [0, 0.2, 0.4], mean: [2.1, 1.2, 0.6], low: [2, 1, 0.5], high: [2.2, 1.4, 0.7] };
 * const chart = lineWithBand([series], { document, xLabel: "Rate", yLabel: "Test loss" });
 * chart.querySelector("desc")?.textContent;
 * // "Test loss over Rate. dropout: lowest 0.6 at 0.4, highest 2.1 at 0, in 3 places."
 * ```
 */
export function lineWithBand(
  series: readonly BandSeries[],
  options: LineWithBandOptions = {},
): Chart<readonly BandSeries[]> {
  return makeChart(kind, series, options, (next) => compose(next, options));
}
