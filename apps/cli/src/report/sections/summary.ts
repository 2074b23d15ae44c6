import { mainScore } from "../../judge/scores";
import { score, short } from "../../terminal/wording";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";

const card = (label: string, value: string, note: string, tone = ""): Html =>
  html`<div class="card"><span>${label}</span><b class="${tone}">${value}</b><span>${note}</span></div>`;

/** The page's head: what it is about, and the four things that matter most. */
export const summary = ({ config, metrics, onnx }: ReportData): Html => {
  const { test, baseline, diagnosis } = metrics;
  const value = mainScore(test);
  const usual = mainScore(baseline.test);
  const isBetter = (value ?? 0) > (usual ?? 0);
  const name = config.task === "regression" ? "R²" : "accuracy";
  const fault = diagnosis.bias.high || diagnosis.variance.high;
  return html`<h1>${config.data.file}: ${config.target}</h1>
<p class="soft">A network trained with wellfit ${config.wellfit} to predict <b>${config.target}</b>, ${
    config.task === "regression"
      ? "a number"
      : `one of ${"perClass" in test ? test.perClass.length : 0} classes`
  }. It learned from one part of the rows, was chosen by a second, and is judged here by a third that it never saw.</p>
<div class="cards">
${card(`Test ${name}`, score(value), `baseline ${score(usual)} (${baseline.rule})`, isBetter ? "good" : "bad")}
${
  "accuracy" in test
    ? card("Mistakes on test", String(Math.round((1 - test.accuracy) * test.rows)), `of ${test.rows} rows`)
    : card("Mean absolute error on test", short(test.mae), "in the units of the target")
}
${card("Diagnosis", diagnosis.label, fault ? "what to do stands below" : "nothing urgent", fault ? "bad" : "good")}
${card("ONNX Runtime", onnx.checked ? onnx.maxRelativeError.toExponential(1) : "not checked", onnx.checked ? "largest relative difference" : "see below", onnx.checked && !onnx.passed ? "bad" : "")}
</div>`;
};
