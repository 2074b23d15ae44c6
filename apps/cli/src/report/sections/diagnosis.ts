import type { Gap } from "../../judge/diagnosis";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { tableOf } from "../table";

const percent = (share: number): string => `${+(100 * share).toFixed(1)}%`;

const row = (name: string, from: string, { gap, threshold, high }: Gap): (string | Html)[] => [
  name,
  from,
  percent(gap),
  percent(threshold),
  high ? html`<b class="bad">high</b>` : html`<b class="good">low</b>`,
];

/** Bias and variance, and what follows. */
export const diagnosis = ({ metrics, config }: ReportData): Html => {
  const { label, trainError, devError, testError, baselineError, bias, variance, devOverfit, nextSteps } =
    metrics.diagnosis;
  const error =
    config.task === "regression"
      ? "share of the variance that is not explained (1 − R²)"
      : "share of mistakes";
  return html`<h2 id="diagnosis">Diagnosis: ${label}</h2>
<p>The error is the ${error}: ${percent(trainError)} on train, ${percent(devError)} on dev, ${percent(testError)} on test. The best possible is taken to be ${percent(baselineError)}${
    baselineError === 0 &&
    html`; where even people make mistakes, say how many with <code>--baseline-error</code>`
  }.</p>
${tableOf(
  ["", "how it is measured", "#gap", "#high above", ""],
  [
    row("bias", "train error − best possible error", bias),
    row("variance", "dev error − train error", variance),
    row("chosen by dev", "test error − dev error", devOverfit),
  ],
)}
<h3>What to do next</h3>
<ol>${nextSteps.map((step) => html`<li>${step}</li>`)}</ol>`;
};
