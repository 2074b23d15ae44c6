import { confusionMatrix, learningCurves, predictedVersusActual, toSvgString } from "@wellfit/viz";
import { parseHTML } from "linkedom";
import { type Html, html, trusted } from "./html";
import type { ReportData } from "./report-data";

/** A document to draw in. */
export const blank = (): Document => parseHTML("<!doctype html><html><body></body></html>").document;

/** A picture twice, for wide and for narrow pages: scaled down, its text could not be read. */
export const twice = (
  draw: (options: { document: Document; width: number; id: string }) => SVGSVGElement,
  id: string,
  widths: readonly [wide: number, narrow: number],
): Html => {
  const document = blank();
  const svg = (width: number, kind: string): Html =>
    trusted(toSvgString(draw({ document, width, id: `${id}-${kind}` })));
  return html`<figure><div class="wide">${svg(widths[0], "wide")}</div><div class="narrow">${svg(widths[1], "narrow")}</div></figure>`;
};

/** Loss and its metric over the epochs. */
export const curvesOf = ({ history, metrics, config }: ReportData): Html =>
  twice(
    (options) =>
      learningCurves(history, {
        ...options,
        title: "Learning curves",
        bestEpoch: metrics.bestEpoch,
        ...(metrics.stoppedEarly ? { stoppedEpoch: metrics.epochs } : {}),
        ...(config.task === "regression" ? { units: { mae: "standard deviations" } } : {}),
      }),
    "curves",
    [760, 340],
  );

/** Actual against predicted classes on the test part. */
export const confusionOf = ({ metrics }: ReportData): Html | undefined => {
  const { test } = metrics;
  if (!("confusion" in test)) return undefined;
  const labels = test.perClass.map((score) => score.class);
  const width = labels.length <= 4 ? [480, 340] : [760, Math.max(340, 140 + labels.length * 18)];
  return twice(
    (options) =>
      confusionMatrix(
        { labels, matrix: test.confusion },
        { ...options, title: "Test part: actual and predicted" },
      ),
    "confusion",
    [width[0] ?? 480, width[1] ?? 340],
  );
};

/** Predicted against actual values on the test part. */
export const scatterOf = ({ testValues, config }: ReportData): Html | undefined => {
  if (testValues === undefined) return undefined;
  return twice(
    (options) =>
      predictedVersusActual(testValues, {
        ...options,
        title: "Test part: predicted and actual",
        target: config.target,
      }),
    "scatter",
    [520, 340],
  );
};
