import { scaleLinear } from "d3-scale";
import type { NumbersLike } from "./arrays";
import { bottomRoom, drawPlotArea, drawXAxis, type NumberScale, type Plot, ticksOf } from "./axes";
import {
  addFitted,
  type Chart,
  type ChartOptions,
  checkSide,
  makeChart,
  margin,
  type Picture,
  titleHeight,
} from "./chart";
import { pad } from "./domain";
import { add, px } from "./element";
import { count, formatNumber } from "./format";
import { extentOf, readGroups, readNumbers } from "./groups";
import { type LegendItem, layOutLegend } from "./legend";
import { type Quartiles, quartilesOf } from "./quartiles";
import { sentenceCase, widestText } from "./text";
import { colour, paintSurface, type Theme } from "./theme";

/** What several runs of one case gave. */
export interface BoxGroup {
  /** The name of the case. */
  readonly name: string;
  /** One number a run. Those that are not finite are left out and told of. */
  readonly values: NumbersLike;
  /** A value to set it beside, such as the mean that somebody else has found. Default: none. */
  readonly reference?: number | undefined;
}

/** What `boxPlots` can be told besides what every chart can. */
export interface BoxPlotsOptions extends ChartOptions {
  /** What the numbers are, with their unit, for the axis: "Test accuracy". Default `"Value"`. */
  valueLabel?: string;
}

const kind = "boxPlots";
const rowSide = 34;
const nameHeight = 18;
const boxHeight = 16;
/** More runs than this are drawn without a dot for each. */
const manyRuns = 100;

interface Box {
  readonly name: string;
  readonly all: number;
  readonly finite: readonly number[];
  readonly summary: Quartiles | undefined;
  readonly reference: number | undefined;
}

function readBoxes(data: unknown): Box[] {
  return readGroups<BoxGroup>(kind, data, "cases { name, values }").map((group) => {
    const values = readNumbers(kind, group.values, `the values of ${JSON.stringify(group.name)}`);
    const finite = Array.from(values).filter((value) => !Number.isNaN(value));
    const reference = group.reference;
    if (reference !== undefined && !Number.isFinite(reference)) {
      throw new RangeError(`${kind}: expected a finite reference, received ${String(reference)}`);
    }
    return {
      name: group.name,
      all: values.length,
      finite,
      summary: finite.length === 0 ? undefined : quartilesOf(finite),
      reference,
    };
  });
}

function describeBox({ name, all, finite, summary, reference }: Box): string {
  if (summary === undefined) return `${name}: none of ${count(all, "run")} is finite`;
  const [low, high] = extentOf([finite]) as [number, number];
  const lost = all === finite.length ? "" : `, ${all - finite.length} of ${all} not finite`;
  const beside = reference === undefined ? "" : `, reference ${formatNumber(reference)}`;
  return finite.length === 1
    ? `${name}: ${formatNumber(summary.mean)} in 1 run${lost}${beside}`
    : `${name}: median ${formatNumber(summary.median)}, mean ${formatNumber(summary.mean)}, from ${formatNumber(low)} to ${formatNumber(high)} in ${count(finite.length, "run")}${lost}${beside}`;
}

const diamond = (side: number): string => `M0,${-side}L${side},0L0,${side}L${-side},0z`;
const referenceColour = colour(1);

function legendItems(boxes: readonly Box[]): LegendItem[] {
  const items: LegendItem[] = [
    {
      label: "middle half, median",
      sample: (group) => {
        add(group, "rect", { x: -9, y: -6, width: 18, height: 12, ...boxLook });
        add(group, "line", { x1: 2, x2: 2, y1: -6, y2: 6, ...medianLook });
      },
    },
    { label: "a run", sample: (group) => void add(group, "circle", { r: 2.5, ...dotLook }) },
    { label: "mean", sample: (group) => void add(group, "path", { d: diamond(4.5), ...meanLook }) },
  ];
  if (boxes.some(({ reference }) => reference !== undefined)) {
    items.push({
      label: "reference",
      sample: (group) =>
        void add(group, "line", {
          y1: -8,
          y2: 8,
          stroke: referenceColour,
          "stroke-width": 2,
          "stroke-dasharray": "3 2",
        }),
    });
  }
  return items;
}

const boxLook = { fill: colour(0), "fill-opacity": "0.25", stroke: colour(0), "stroke-width": "1.25" };
const medianLook = { stroke: colour(0), "stroke-width": "2.5" };
const dotLook = { fill: "currentColor", "fill-opacity": "0.55" };
const meanLook = { fill: "none", stroke: "currentColor", "stroke-width": "1.5" };

function drawBox(
  marks: SVGElement,
  { finite, summary, reference }: Box,
  x: NumberScale,
  middle: number,
): void {
  if (summary !== undefined) {
    const { lower, median, upper, whiskers, mean } = summary;
    const [top, bottom] = [middle - boxHeight / 2, middle + boxHeight / 2];
    for (const [from, to] of [
      [whiskers[0], lower],
      [upper, whiskers[1]],
    ] as const) {
      add(marks, "line", { x1: x(from), x2: x(to), y1: middle, y2: middle, stroke: colour(0) });
    }
    for (const end of whiskers) {
      add(marks, "line", { x1: x(end), x2: x(end), y1: middle - 4, y2: middle + 4, stroke: colour(0) });
    }
    add(marks, "path", {
      d: `M${px(x(lower))},${top}L${px(x(upper))},${top}L${px(x(upper))},${bottom}L${px(x(lower))},${bottom}z`,
      ...boxLook,
    });
    add(marks, "line", { x1: x(median), x2: x(median), y1: top, y2: bottom, ...medianLook });
    if (finite.length <= manyRuns) {
      // Runs with equal numbers would hide each other: they go up and down in turn.
      finite.forEach((value, i) => {
        add(marks, "circle", { cx: x(value), cy: middle + ((i % 5) - 2) * 2.5, r: 2.5, ...dotLook });
      });
    }
    add(marks, "path", { transform: `translate(${px(x(mean))},${middle})`, d: diamond(4.5), ...meanLook });
  }
  if (reference !== undefined) {
    add(marks, "line", {
      class: "wellfit-reference",
      x1: x(reference),
      x2: x(reference),
      y1: middle - boxHeight / 2 - 3,
      y2: middle + boxHeight / 2 + 3,
      stroke: referenceColour,
      "stroke-width": 2,
      "stroke-dasharray": "3 2",
    });
  }
}

function drawEmpty(root: SVGElement, plot: Plot, middle: number, theme: Theme): void {
  add(
    root,
    "text",
    {
      x: plot.x + plot.width / 2,
      y: middle,
      dy: "0.35em",
      "text-anchor": "middle",
      ...paintSurface("stroke", theme),
      "paint-order": "stroke",
      "stroke-width": 3,
    },
    "no finite value",
  );
}

function compose(data: unknown, options: BoxPlotsOptions): Picture {
  const boxes = readBoxes(data);
  const width = checkSide(kind, "width", options.width, 640, 200);
  const legend = layOutLegend(legendItems(boxes), width);
  const widest = widestText(boxes.map(({ name }) => name));
  // Long names stand above their boxes, where they have the whole width.
  const isAbove = widest > width * 0.32;
  const row = isAbove ? rowSide + nameHeight : rowSide;
  const top = titleHeight + legend.height + 8;
  const least = top + boxes.length * (boxHeight + 6 + (isAbove ? nameHeight : 0)) + bottomRoom + margin / 2;
  const height = checkSide(
    kind,
    "height",
    options.height,
    top + boxes.length * row + bottomRoom + margin / 2,
    least,
  );
  const left = isAbove ? margin + 4 : Math.round(margin + widest + 10);
  const plot: Plot = {
    x: left,
    y: top,
    width: Math.floor(width - left - margin - 12),
    height: Math.floor(height - top - bottomRoom - margin / 2),
  };
  const values = boxes.flatMap(({ finite, reference }) => [
    finite,
    reference === undefined ? [] : [reference],
  ]);
  const [low, high] = extentOf(values) ?? [0, 1];
  const x: NumberScale = scaleLinear()
    .domain(pad(low, high, 0.06))
    .range([plot.x, plot.x + plot.width]);
  const ticks = ticksOf(x, Math.min(8, Math.floor(plot.width / 64)));
  const label = options.valueLabel ?? "Value";
  return {
    width,
    height,
    title: options.title ?? "Box plots",
    description: `${sentenceCase(label)} of ${count(boxes.length, "case")}. ${boxes.map(describeBox).join("; ")}.`,
    draw(root): void {
      legend.draw(root, titleHeight + 2);
      drawPlotArea(root, plot);
      drawXAxis(root, plot, { scale: x, ticks, label });
      const marks = add(root, "g", { class: "wellfit-marks" });
      const step = plot.height / boxes.length;
      boxes.forEach((box, i) => {
        const start = plot.y + i * step;
        const middle = px(isAbove ? start + nameHeight + (step - nameHeight) / 2 : start + step / 2);
        addFitted(root, box.name, isAbove ? plot.width : widest + 1, {
          class: "wellfit-name",
          ...(isAbove
            ? { x: plot.x + 4, y: start + nameHeight - 4 }
            : { x: plot.x - 8, y: middle, dy: "0.35em", "text-anchor": "end" }),
        });
        drawBox(marks, box, x, middle);
        if (box.summary === undefined) drawEmpty(root, plot, middle, options.theme ?? "auto");
      });
    },
  };
}

/**
 * Draws what several runs of each case gave: a box around the middle half with the median in it (quartiles by linear
 * interpolation), whiskers to the furthest runs within 1.5 boxes of it, a dot for each run (of up to 100), the mean, and
 * a reference value where a case has one.
 *
 * @param groups The cases in the order in which they are drawn, from the top.
 * @param options See {@link BoxPlotsOptions}; default 640 pixels wide, and as high as the cases need.
 * @returns An `<svg>` element; `update(groups)` draws it anew.
 * @throws When there is no case, or one without a number.
 * @example
 * ```ts
 * import { boxPlots } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = boxPlots(
 *   [
 *     { name: "plain", values: [0.91, 0.91, 0.93], reference: 0.915 },
 *     { name: "l2", values: [0.94, 0.95, 0.94] },
 *   ],
 *   { document, valueLabel: "Test accuracy" },
 * );
 * chart.querySelector("desc")?.textContent;
 * // "Test accuracy of 2 cases. plain: median 0.91, mean 0.917, from 0.91 to 0.93 in 3 runs, reference 0.915;
 * // l2: median 0.94, mean 0.943, from 0.94 to 0.95 in 3 runs."
 * ```
 */
export function boxPlots(
  groups: readonly BoxGroup[],
  options: BoxPlotsOptions = {},
): Chart<readonly BoxGroup[]> {
  return makeChart(kind, groups, options, (next) => compose(next, options));
}
