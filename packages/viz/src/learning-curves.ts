import {
  type Chart,
  type ChartOptions,
  checkSide,
  makeChart,
  margin,
  type Picture,
  titleHeight,
} from "./chart";
import { drawCurvePanel, type EpochMark, layOutCurvePanel, seriesStyles } from "./curve-panel";
import { bestIndex, describeCurves } from "./describe-curves";
import { isDrawable } from "./domain";
import { add } from "./element";
import { formatNumber } from "./format";
import { type Curves, type HistoryLike, readHistory } from "./history";
import { type LegendItem, layOutLegend } from "./legend";

/** What `learningCurves` can be told besides what every chart can. */
export interface LearningCurvesOptions extends ChartOptions {
  /** Which metrics to draw and in which order, by their training names: `["loss", "accuracy"]`. Default: all. */
  metrics?: readonly string[];
  /**
   * The epoch to mark as best, counted from 1 as on the axis (add 1 to an index). Default: where `valLoss` is
   * lowest, when there is more than one epoch; `false` marks none.
   */
  bestEpoch?: number | false;
  /** The epoch after which early stopping ended the training, counted from 1. Default: none is marked. */
  stoppedEpoch?: number;
  /** The y axes. `"log"` leaves gaps at values of 0 and less, and says so. Default `"linear"`. */
  scale?: "linear" | "log";
  /** Units of metrics, for the labels of their axes: `{ mae: "mm" }`. Default: none. */
  units?: Readonly<Record<string, string>>;
}

const kind = "learningCurves";
const panelGap = 24;
const panelWidth = 260;
const panelHeight = 230;

function checkEpoch(name: string, epoch: number | undefined, epochs: number): number | undefined {
  if (epoch === undefined || (Number.isInteger(epoch) && epoch >= 1 && epoch <= epochs)) return epoch;
  throw new RangeError(
    `${kind}: expected ${name} to be an epoch from 1 to ${epochs}, received ${String(epoch)}; epochs are counted from 1`,
  );
}

function defaultBest(history: HistoryLike): number | undefined {
  const { metrics, epochs } = readHistory(history);
  const validation = metrics.find(({ name }) => name === "loss")?.validation;
  if (validation === undefined || epochs === 1) return undefined;
  const best = bestIndex(validation, "lower", isDrawable);
  return best < 0 ? undefined : best + 1;
}

function compose(history: HistoryLike, options: LearningCurvesOptions): Picture {
  const scale = options.scale ?? "linear";
  if (scale !== "linear" && scale !== "log") {
    throw new TypeError(`${kind}: expected scale "linear" or "log", received ${JSON.stringify(scale)}`);
  }
  const curves: Curves = readHistory(history, options.metrics);
  const bestEpoch =
    options.bestEpoch === false
      ? undefined
      : checkEpoch("bestEpoch", options.bestEpoch ?? defaultBest(history), curves.epochs);
  const stoppedEpoch = checkEpoch("stoppedEpoch", options.stoppedEpoch, curves.epochs);
  const isLog = scale === "log";
  const drawable = (value: number): boolean => isDrawable(value) && (!isLog || value > 1e-100);

  const width = checkSide(kind, "width", options.width, 640, 160);
  const marks: EpochMark[] = [];
  if (bestEpoch !== undefined) marks.push({ epoch: bestEpoch, kind: "best" });
  if (stoppedEpoch !== undefined) marks.push({ epoch: stoppedEpoch, kind: "stopped" });
  const legend = layOutLegend(legendItems(curves, marks), width);
  const columns = Math.min(
    curves.metrics.length,
    Math.max(1, Math.floor((width - 2 * margin + panelGap) / (panelWidth + panelGap))),
  );
  const rows = Math.ceil(curves.metrics.length / columns);
  const top = titleHeight + legend.height + 4;
  const height = checkSide(
    kind,
    "height",
    options.height,
    top + rows * panelHeight + margin,
    top + rows * 130 + margin,
  );
  const outerWidth = (width - 2 * margin - (columns - 1) * panelGap) / columns;
  const outerHeight = (height - top - margin) / rows;
  const panels = curves.metrics.map((metric, i) =>
    layOutCurvePanel(metric, {
      box: {
        x: margin + (i % columns) * (outerWidth + panelGap),
        y: top + Math.floor(i / columns) * outerHeight,
        width: outerWidth,
        height: outerHeight,
      },
      epochs: curves.epochs,
      isLog,
      drawable,
      marks,
      unit: options.units?.[metric.name],
    }),
  );
  return {
    width,
    height,
    title: options.title ?? "Learning curves",
    description: describeCurves(curves, drawable, isLog, { bestEpoch, stoppedEpoch }),
    draw(root): void {
      legend.draw(root, titleHeight + 2);
      for (const panel of panels) drawCurvePanel(root, panel, options.theme ?? "auto");
    },
  };
}

function legendItems(curves: Curves, marks: readonly EpochMark[]): LegendItem[] {
  const items: LegendItem[] = [];
  for (const series of ["training", "validation"] as const) {
    if (!curves.metrics.some((metric) => metric[series])) continue;
    items.push({
      label: series,
      sample: (group) => {
        add(group, "line", { x1: -10, x2: 10, ...seriesStyles[series] });
      },
    });
  }
  for (const { epoch, kind: mark } of marks) {
    items.push({
      label: `${mark === "best" ? "best epoch" : "stopped early at"} ${formatNumber(epoch)}`,
      sample: (group) => {
        add(group, "line", { y1: -7, y2: 7, ...seriesStyles[mark] });
        if (mark === "best") add(group, "circle", { r: 3.5, ...seriesStyles.bestValue });
      },
    });
  }
  return items;
}

/**
 * Draws how loss and metrics went over the epochs, training (solid, blue) beside validation (dashed,
 * vermilion), one panel a metric: `loss` is paired with `valLoss`, `accuracy` with `valAccuracy`, and so on.
 * The best epoch is marked. Values that are not finite leave a gap, and the description tells of them. Long
 * histories are thinned to what the pixels can show (first, lowest, highest and last value of each column).
 *
 * @param history One list a metric with one value an epoch, such as `history.history` of `fit`.
 * @param options See {@link LearningCurvesOptions}; default size 640 pixels wide, and as high as the panels need.
 * @returns An `<svg>` element; `update(history)` draws it anew, after each epoch if you like.
 * @throws When there is no epoch, lists differ in length, a metric asked for is missing, or Node has no document.
 * @example
 * ```ts
 * import { learningCurves, toSvgString } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = learningCurves({ loss: [0.7, 0.4, 0.2], valLoss: [0.8, 0.5, 0.6] }, { document });
 * chart.querySelector("desc")?.textContent;
 * // "Training loss falls from 0.7 to 0.2 over 3 epochs; validation loss is lowest (0.5) at epoch 2 and ends
 * // at 0.6. The best epoch marked is 2."
 * ```
 */
export function learningCurves(
  history: HistoryLike,
  options: LearningCurvesOptions = {},
): Chart<HistoryLike> {
  return makeChart(kind, history, options, (data) => compose(data, options));
}
