// The frame that charts of numbers share: a legend, then the label of the y axis, then the plot.

import {
  bottomRoom,
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
  const plotHeight = Math.floor(height - top - bottomRoom - margin / 2);
  const yTicks = ticksOf(y, Math.min(6, Math.floor(plotHeight / 28)));
  const left = Math.round(margin + tickWidth(yTicks) + tickGap);
  const plot: Plot = { x: left, y: top, width: Math.floor(width - left - margin - 6), height: plotHeight };
  y.range([plot.y + plot.height, plot.y]);
  return { width, height, legend, plot, yTicks };
}
