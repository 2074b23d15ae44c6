import { type AxisScale, axisBottom, axisLeft } from "d3-axis";
import type { ScaleContinuousNumeric } from "d3-scale";
import { select } from "d3-selection";
import { addFitted } from "./chart";
import { add, px } from "./element";
import { widestText } from "./text";

/** The rectangle that marks are drawn in, in pixels. */
export interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A linear or logarithmic scale from data to pixels. */
export type NumberScale = ScaleContinuousNumeric<number, number>;

/** Tick values and their texts. */
export interface Ticks {
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

/** What an axis shows: its scale with ticks, and what stands beside it. */
export interface Axis {
  readonly scale: NumberScale;
  readonly ticks: Ticks;
  readonly label: string;
}

/** About `wanted` round tick values with the shortest texts that tell them apart. */
export function ticksOf(scale: NumberScale, wanted: number): Ticks {
  const values = scale.ticks(Math.max(2, wanted));
  const largest = Math.max(...scale.domain().map(Math.abs));
  const isLog = "base" in scale;
  const specifier = isLog
    ? "~g"
    : largest >= 1e15 || largest < 1e-3
      ? "~e"
      : largest >= 1e5
        ? "~s"
        : undefined;
  const format = scale.tickFormat(Math.max(2, wanted), specifier);
  return { values, format: (value) => (value === 0 ? "0" : format(value)) };
}

/** Whole-number ticks for a count such as the epoch. */
export function integerTicks(scale: NumberScale, wanted: number): Ticks {
  const { values } = ticksOf(scale, wanted);
  const whole = values.filter((v) => Number.isInteger(v));
  const [first = 0] = scale.domain();
  const used = whole.length > 0 ? whole : [Math.ceil(first)];
  const largest = Math.max(...used.map(Math.abs));
  const format = largest >= 1e5 ? scale.tickFormat(wanted, "~s") : scale.tickFormat(wanted, ",d");
  return { values: used, format: (value) => format(value) };
}

/** The width of the widest tick text, in pixels. */
export function tickWidth(ticks: Ticks): number {
  return widestText(ticks.values.map((value) => ticks.format(value)));
}

/** Room above a plot for the label of its y axis. */
export const topRoom = 28;

/** Room below a plot for ticks and the label. */
export const bottomRoom = 40;

/** Room between the left edge of the tick texts and the plot, without the texts. */
export const tickGap = 10;

/** Draws the plot's faint surface; it also says where marks may lie. */
export function drawPlotArea(parent: SVGElement, plot: Plot): void {
  add(parent, "rect", { class: "wellfit-plot", ...plot, "fill-opacity": "0.03" });
}

function drawAxis(parent: SVGElement, name: string, plot: Plot, scale: NumberScale, ticks: Ticks): void {
  const isX = name === "x";
  const group = add(parent, "g", {
    class: `wellfit-axis-${name}`,
    transform: isX ? `translate(0,${plot.y + plot.height})` : `translate(${plot.x},0)`,
  });
  const axis = (isX ? axisBottom : axisLeft)(scale as AxisScale<number>)
    .tickValues([...ticks.values])
    .tickFormat(ticks.format)
    .tickSize(4)
    .tickSizeOuter(0)
    .tickPadding(4)
    .offset(0); // d3-axis would ask the screen for its pixel ratio, and a server has none
  const axisSelection = select(group as SVGGElement).call(axis);
  axisSelection.attr("font-size", null).attr("font-family", null).attr("fill", null);
  axisSelection.select(".domain").attr("fill", "none").attr("stroke-opacity", "0.6");
  axisSelection.selectAll(".tick").each((value, index, nodes) => {
    const tick = nodes[index] as SVGGElement;
    const line = tick.querySelector("line");
    line?.setAttribute("stroke-opacity", "0.6");
    const at = px(scale(value as number));
    tick.setAttribute("transform", isX ? `translate(${at},0)` : `translate(0,${at})`);
    const onEdge = isX ? Math.abs(at - plot.x) < 0.5 : Math.abs(at - plot.y - plot.height) < 0.5;
    if (!onEdge) {
      add(tick, "line", {
        class: "wellfit-grid",
        [isX ? "y2" : "x2"]: isX ? -plot.height : plot.width,
        stroke: "currentColor",
        "stroke-opacity": "0.12",
      });
    }
  });
}

function drawXLabel(parent: SVGElement, plot: Plot, label: string): void {
  addFitted(parent, label, plot.width, {
    class: "wellfit-label-x",
    x: plot.x + plot.width / 2,
    y: plot.y + plot.height + 34,
    "text-anchor": "middle",
  });
}

/** Draws the x axis alone with its grid and its label, for rows that have names instead of numbers. */
export function drawXAxis(parent: SVGElement, plot: Plot, x: Axis): void {
  drawAxis(parent, "x", plot, x.scale, x.ticks);
  drawXLabel(parent, plot, x.label);
}

/** Draws both axes with their grid and labels: the one of y above the plot, where it reads without turning. */
export function drawAxes(parent: SVGElement, plot: Plot, x: Axis, y: Axis & { readonly left: number }): void {
  drawAxis(parent, "x", plot, x.scale, x.ticks);
  drawAxis(parent, "y", plot, y.scale, y.ticks);
  drawXLabel(parent, plot, x.label);
  addFitted(parent, y.label, plot.x + plot.width - y.left, {
    class: "wellfit-label-y",
    x: y.left,
    y: plot.y - 12,
  });
}
