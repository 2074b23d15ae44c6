import { scaleLinear } from "d3-scale";
import { checkFinite, describeValue, type NumbersLike, toList } from "./arrays";
import { bottomRoom, type NumberScale, ticksOf, topRoom } from "./axes";
import {
  type Chart,
  type ChartOptions,
  checkSide,
  makeChart,
  margin,
  type Picture,
  titleHeight,
} from "./chart";
import { pad } from "./domain";
import { add } from "./element";
import { fitOf } from "./fit-quality";
import { count, formatNumber } from "./format";
import { drawFrame, layOutPlot } from "./frame";
import { layOutLegend } from "./legend";
import { classMark, drawPoints } from "./scatter";

/** What `predictedVersusActual` draws. */
export interface RegressionData {
  /** The true values, one a sample. */
  readonly actual: NumbersLike;
  /** The predicted values, in the same order. */
  readonly predicted: NumbersLike;
}

/** What `predictedVersusActual` can be told besides what every chart can. */
export interface PredictedVersusActualOptions extends ChartOptions {
  /** What is predicted, for the axes: "price". Default: the axes say only "Actual" and "Predicted". */
  target?: string;
  /** Its unit: "EUR". Default: none. */
  unit?: string;
}

const kind = "predictedVersusActual";

function readValues(value: unknown, name: string): ArrayLike<number> {
  const list = toList<number>(value, `${kind}: ${name}`);
  checkFinite(list, `${kind}: ${name}`, "leave those samples out, or find out where they come from");
  for (let i = 0; i < list.length; i++) {
    if (Math.abs(list[i]!) > 1e100) {
      throw new RangeError(`${kind}: expected ${name} within ±1e100, received ${list[i]} at index ${i}`);
    }
  }
  return list;
}

function compose(data: RegressionData, options: PredictedVersusActualOptions): Picture {
  if (typeof data !== "object" || data === null || !("actual" in data && "predicted" in data)) {
    throw new TypeError(`${kind}: expected { actual, predicted }, received ${describeValue(data)}`);
  }
  const actual = readValues(data.actual, "actual");
  const predicted = readValues(data.predicted, "predicted");
  if (actual.length !== predicted.length || actual.length === 0) {
    throw new RangeError(
      `${kind}: expected as many predicted as actual values, and at least one, received ${predicted.length} and ${actual.length}`,
    );
  }
  const fit = fitOf(actual, predicted);
  const r2 = fit.r2 === undefined ? "R² undefined" : `R² = ${formatNumber(fit.r2)}`;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of [actual, predicted]) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
  }

  const width = checkSide(kind, "width", options.width, 440, 160);
  const legend = layOutLegend(
    [
      { label: `sample (${r2})`, sample: (group) => void add(group, "path", classMark(0)) },
      {
        label: "predicted = actual",
        sample: (group) =>
          void add(group, "line", { x1: -10, x2: 10, stroke: "currentColor", "stroke-dasharray": "4 3" }),
      },
    ],
    width,
  );
  const top = titleHeight + legend.height + topRoom;
  const height = checkSide(
    kind,
    "height",
    options.height,
    width + legend.height,
    top + bottomRoom + margin + 40,
  );
  // One domain for both axes, so that the diagonal runs from corner to corner.
  const domain = pad(low, high, 0.05);
  const y: NumberScale = scaleLinear().domain(domain);
  const yTicks = ticksOf(y, Math.min(7, Math.floor((height - top - bottomRoom) / 40)));
  const plot = layOutPlot(width, height, top, y, yTicks);
  const x: NumberScale = scaleLinear()
    .domain(domain)
    .range([plot.x, plot.x + plot.width]);
  const xTicks = ticksOf(x, Math.min(7, Math.floor(plot.width / 64)));
  const what = options.target === undefined ? "" : ` ${options.target}`;
  const unit = options.unit === undefined ? "" : ` (${options.unit})`;
  const unitAfter = options.unit === undefined ? "" : ` ${options.unit}`;

  return {
    width,
    height,
    title: options.title ?? "Predicted versus actual",
    description: `${count(actual.length, "prediction")} against actual values: ${
      fit.r2 === undefined
        ? `R² is undefined because ${fit.constant ? "all actual values are equal" : "the actual values hardly differ"}`
        : `R² is ${formatNumber(fit.r2)}`
    }, the mean absolute error is ${formatNumber(fit.mae)}${unitAfter}.`,
    draw(root): void {
      drawFrame(
        root,
        { legend, plot },
        { scale: x, ticks: xTicks, label: `Actual${what}${unit}` },
        { scale: y, ticks: yTicks, label: `Predicted${what}${unit}` },
      );
      add(root, "line", {
        class: "wellfit-diagonal",
        x1: plot.x,
        y1: plot.y + plot.height,
        x2: plot.x + plot.width,
        y2: plot.y,
        stroke: "currentColor",
        "stroke-dasharray": "4 3",
      });
      drawPoints(
        root,
        Array.from(actual, (value, i) => ({ x: value, y: predicted[i]!, group: 0 })),
        x,
        y,
        { "fill-opacity": "0.6" },
      );
    },
  };
}

/**
 * Draws the predictions of a regression against the truth: one mark a sample, and the diagonal on which
 * perfect predictions lie. R² = 1 - Σ(actual - predicted)² / Σ(actual - mean)², as scikit-learn's `r2_score`;
 * where all actual
 * values are equal it is called undefined (scikit-learn answers 0 or 1). More than 2,000 samples are drawn as squares of
 * 2 by 2 pixels, one for all that fall in it.
 *
 * @param data Actual and predicted values, shape [n] or [n, 1] each.
 * @param options See {@link PredictedVersusActualOptions}; default 440 pixels wide and about as high.
 * @returns An `<svg>` element; `update(data)` draws it anew.
 * @throws When lengths differ, there is no sample, or a value is not finite.
 * @example
 * ```ts
 * import { predictedVersusActual } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = predictedVersusActual({ actual: [1, 2, 3], predicted: [1, 2, 4] }, { document, unit: "kg" });
 * chart.querySelector("desc")?.textContent;
 * // "3 predictions against actual values: R² is 0.5, the mean absolute error is 0.333 kg."
 * ```
 */
export function predictedVersusActual(
  data: RegressionData,
  options: PredictedVersusActualOptions = {},
): Chart<RegressionData> {
  return makeChart(kind, data, options, (next) => compose(next, options));
}
