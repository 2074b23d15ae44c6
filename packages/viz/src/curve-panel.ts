import { scaleLinear, scaleLog } from "d3-scale";
import {
  bottomRoom,
  drawAxes,
  drawPlotArea,
  integerTicks,
  type NumberScale,
  type Plot,
  type Ticks,
  tickGap,
  ticksOf,
  tickWidth,
  topRoom,
} from "./axes";
import { pad } from "./domain";
import { type Attributes, add, px } from "./element";
import type { MetricCurves } from "./history";
import { metricWords } from "./metric-names";
import { sentenceCase } from "./text";
import { colour, paintSurface, type Theme } from "./theme";
import { type CurvePoint, thin } from "./thin";

/** An epoch to mark with a vertical line in every panel. */
export interface EpochMark {
  readonly epoch: number;
  readonly kind: "best" | "stopped";
}

/** How lines are drawn; told apart by dash as well as by colour. */
export const seriesStyles: Readonly<
  Record<"training" | "validation" | "best" | "stopped" | "bestValue", Attributes>
> = {
  training: {
    stroke: colour(0),
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  },
  validation: {
    stroke: colour(1),
    "stroke-width": "1.75",
    "stroke-linejoin": "round",
    "stroke-dasharray": "6 3",
  },
  best: { stroke: "currentColor", "stroke-opacity": "0.7", "stroke-dasharray": "1 2" },
  stopped: { stroke: "currentColor", "stroke-opacity": "0.7" },
  bestValue: { fill: colour(1), stroke: "currentColor", "stroke-width": "1" },
};

interface PanelContext {
  readonly box: Plot;
  readonly epochs: number;
  readonly isLog: boolean;
  readonly drawable: (value: number) => boolean;
  readonly marks: readonly EpochMark[];
  readonly unit: string | undefined;
}

/** One metric, worked out. */
export interface CurvePanel {
  readonly metric: MetricCurves;
  readonly context: PanelContext;
  readonly plot: Plot;
  readonly x: NumberScale;
  readonly y: NumberScale;
  readonly xTicks: Ticks;
  readonly yTicks: Ticks;
  readonly label: string;
  readonly isEmpty: boolean;
}

function valueScale(metric: MetricCurves, context: PanelContext): { scale: NumberScale; isEmpty: boolean } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of [metric.training, metric.validation]) {
    for (const value of values ?? []) {
      if (!context.drawable(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const isEmpty = low > high;
  if (isEmpty) [low, high] = context.isLog ? [0.1, 1] : [0, 1];
  // Lone dots need room around them; a line may touch the frame.
  const room = context.epochs === 1 ? 0.2 : 0;
  if (!context.isLog)
    return {
      scale: scaleLinear()
        .domain(pad(low, high, room))
        .nice(5),
      isEmpty,
    };
  const domain = high > low * 1.0001 ? [low, high] : [low / 2, high * 2];
  const scale = scaleLog().domain(domain);
  // To whole decades only where that does not flatten the curve.
  return { scale: high / low > 30 ? scale.nice() : scale, isEmpty };
}

/** Works out where everything of a panel goes. */
export function layOutCurvePanel(metric: MetricCurves, context: PanelContext): CurvePanel {
  const { box, epochs } = context;
  const { scale: y, isEmpty } = valueScale(metric, context);
  const plotHeight = box.height - topRoom - bottomRoom;
  const yTicks = ticksOf(y, Math.min(6, Math.floor(plotHeight / 28)));
  const left = tickWidth(yTicks) + tickGap;
  const plot: Plot = {
    x: Math.round(box.x + left),
    y: Math.round(box.y + topRoom),
    width: Math.floor(box.width - left - 6),
    height: Math.floor(plotHeight),
  };
  y.range([plot.y + plot.height, plot.y]);
  const x = scaleLinear()
    .domain(epochs === 1 ? [0.5, 1.5] : [1, epochs])
    .range([plot.x, plot.x + plot.width]);
  const unit = [context.unit, context.isLog ? "log scale" : undefined].filter((part) => part !== undefined);
  return {
    metric,
    context,
    plot,
    x,
    y,
    xTicks: integerTicks(x, Math.min(6, Math.floor(plot.width / 48))),
    yTicks,
    label: sentenceCase(metricWords(metric.name)) + (unit.length > 0 ? ` (${unit.join(", ")})` : ""),
    isEmpty,
  };
}

/** A path through the points, and the points that stand alone between gaps, which no line would show. */
function trace(points: readonly CurvePoint[], { x, y }: CurvePanel): { path: string; alone: CurvePoint[] } {
  let path = "";
  const alone: CurvePoint[] = [];
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    if (Number.isNaN(point.value)) continue;
    const starts = i === 0 || Number.isNaN(points[i - 1]!.value);
    const ends = i === points.length - 1 || Number.isNaN(points[i + 1]!.value);
    if (starts && ends) alone.push(point);
    else path += `${starts ? "M" : "L"}${px(x(point.index + 1))},${px(y(point.value))}`;
  }
  return { path, alone };
}

/** Draws a panel. */
export function drawCurvePanel(root: SVGElement, panel: CurvePanel, theme: Theme): void {
  const { metric, context, plot, x, y } = panel;
  const group = add(root, "g", { class: "wellfit-panel" });
  drawPlotArea(group, plot);
  drawAxes(
    group,
    plot,
    { scale: x, ticks: panel.xTicks, label: "Epoch" },
    { scale: y, ticks: panel.yTicks, label: panel.label, left: context.box.x },
  );
  const marks = add(group, "g", { class: "wellfit-marks" });
  const columns = Math.max(1, plot.width);
  for (const { epoch, kind } of context.marks) {
    const at = x(epoch);
    add(marks, "line", { x1: at, x2: at, y1: plot.y, y2: plot.y + plot.height, ...seriesStyles[kind] });
  }
  for (const series of ["training", "validation"] as const) {
    const values = metric[series];
    if (values === undefined) continue;
    const { path, alone } = trace(thin(values, columns, context.drawable), panel);
    if (path !== "") {
      add(marks, "path", {
        class: `wellfit-${series}`,
        d: path,
        fill: "none",
        ...seriesStyles[series],
        // Thinned curves are bands of noise; a thinner line keeps what is in them apart.
        ...(values.length > columns * 2 ? { "stroke-width": "1" } : {}),
      });
    }
    for (const point of alone) {
      add(marks, series === "training" ? "circle" : "rect", {
        class: `wellfit-${series}`,
        fill: seriesStyles[series].stroke,
        ...dot(series, x(point.index + 1), y(point.value)),
      });
    }
  }
  const best = context.marks.find(({ kind }) => kind === "best");
  const value = best && metric.validation?.[best.epoch - 1];
  if (best && value !== undefined && context.drawable(value)) {
    add(marks, "circle", { cx: x(best.epoch), cy: y(value), r: 3.5, ...seriesStyles.bestValue });
  }
  if (panel.isEmpty) {
    add(
      group,
      "text",
      {
        x: plot.x + plot.width / 2,
        y: plot.y + plot.height / 2,
        "text-anchor": "middle",
        ...paintSurface("stroke", theme),
        "paint-order": "stroke",
        "stroke-width": 3,
      },
      context.isLog ? "no positive value" : "no finite value",
    );
  }
}

function dot(series: "training" | "validation", cx: number, cy: number): Attributes {
  return series === "training" ? { cx, cy, r: 3 } : { x: cx - 3, y: cy - 3, width: 6, height: 6 };
}
