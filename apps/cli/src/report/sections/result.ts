import type { ClassScores } from "../../judge/classification";
import type { Scores } from "../../judge/scores";
import { score, short, whole } from "../../terminal/wording";
import { confusionOf, scatterOf } from "../charts";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { tableOf } from "../table";

const classRows: readonly (readonly [string, (scores: ClassScores) => string])[] = [
  ["accuracy", ({ accuracy }) => score(accuracy)],
  ["balanced accuracy", ({ balancedAccuracy }) => score(balancedAccuracy)],
  ["macro F1", ({ macroF1 }) => score(macroF1)],
  ["log loss", ({ logLoss }) => score(logLoss)],
];

const scoreRows = (parts: readonly Scores[]): string[][] => {
  const [first] = parts;
  if (first !== undefined && "accuracy" in first) {
    return classRows.map(([name, of]) => [
      name,
      ...parts.map((part) => ("accuracy" in part ? of(part) : "–")),
    ]);
  }
  const numbers = parts.flatMap((part) => ("r2" in part ? [part] : []));
  return [
    ["R²", ...numbers.map(({ r2 }) => score(r2))],
    ["root mean squared error", ...numbers.map(({ rmse }) => short(rmse))],
    ["mean absolute error", ...numbers.map(({ mae }) => short(mae))],
  ];
};

const perClass = (test: Scores): Html | false =>
  "perClass" in test &&
  html`<h3>Each class on test</h3>
${tableOf(
  ["class", "#rows", "#precision", "#recall", "#F1"],
  test.perClass.map(({ class: name, rows, precision, recall, f1 }) => [
    name,
    whole(rows),
    score(precision),
    score(recall),
    score(f1),
  ]),
)}`;

/** The scores beside the baseline, and what lies behind them. */
export const result = (data: ReportData): Html => {
  const { train, dev, test, baseline } = data.metrics;
  const answer = typeof baseline.answer === "number" ? short(baseline.answer) : `“${baseline.answer}”`;
  return html`<h2 id="result">Result</h2>
${tableOf(["", "#train", "#dev", "#test", "#baseline on test"], scoreRows([train, dev, test, baseline.test]))}
<p class="soft">The baseline looks at no input: it answers ${answer}, ${baseline.rule}. Test was looked at once, after everything was decided.${
    data.config.task === "regression" && " Errors are in the units of the target."
  }</p>
${confusionOf(data) ?? scatterOf(data)}
${perClass(test)}`;
};
