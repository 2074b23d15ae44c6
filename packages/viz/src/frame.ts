// The frame that charts of numbers share: a legend, then the label of the y axis, then the plot.

import {
  type Axis,
  bottomRoom,
  drawAxes,
  drawPlotArea,
  type NumberScale,
  type Plot,
  type Ticks,
  tickGap,
  ticksOf,
  tickWidth,
  topRoom,
} from "./axes";
import { type ChartOptions, checkSide, margin, titleHeight } from "./chart";
import { type Legend, type LegendItem, layOutLegend } from "./legend";

/** Where everything stands. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly legend: Legend;
  readonly plot: Plot;
  readonly yTicks: Ticks;
}

/** Lays out a chart with numbers on its y axis; gives the scale of y its range. */
export function layOutFrame(
  kind: string,
  options: ChartOptions,
  items: readonly LegendItem[],
  y: NumberScale,
): Frame {
  const width = checkSide(kind, "width", options.width, 560, 200);
  const legend = layOutLegend(items, width);
  const top = titleHeight + legend.height + topRoom;
  const height = checkSide(
    kind,
    "height",
    options.height,
    top + bottomRoom + margin + Math.min(240, Math.max(180, Math.round(width * 0.45))),
    top + bottomRoom + margin + 40,
  );
  const yTicks = ticksOf(y, Math.min(6, Math.floor(plotHeight(top, height) / 28)));
  const plot = layOutPlot(width - 6, height, top, y, yTicks);
  return { width, height, legend, plot, yTicks };
}

const plotHeight = (top: number, height: number): number =>
  Math.floor(height - top - bottomRoom - margin / 2);

/** The plot below `top` beside the ticks of y; gives the scale of y its range. */
export function layOutPlot(width: number, height: number, top: number, y: NumberScale, yTicks: Ticks): Plot {
  const left = Math.round(margin + tickWidth(yTicks) + tickGap);
  const plot = { x: left, y: top, width: Math.floor(width - left - margin), height: plotHeight(top, height) };
  y.range([plot.y + plot.height, plot.y]);
  return plot;
}

/** Draws all that stands around the marks, and what lies below them, such as a field. */
export function drawFrame(
  root: SVGElement,
  { legend, plot }: Pick<Frame, "legend" | "plot">,
  x: Axis,
  y: Axis,
  drawBelow?: () => void,
): void {
  legend.draw(root, titleHeight + 2);
  drawPlotArea(root, plot);
  drawBelow?.();
  drawAxes(root, plot, x, { ...y, left: margin });
}
