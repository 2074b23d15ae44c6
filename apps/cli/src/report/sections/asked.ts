import { type Html, html } from "../html";
import type { ReportData } from "../report-data";

/** The command and what it was taken to mean. */
export const asked = ({ config }: ReportData): Html => html`<h2 id="asked">What was asked</h2>
<pre>${config.command}</pre>
<p>Predict <b>${config.target}</b>: ${
  { binary: "two classes", multiclass: "several classes", regression: "a number" }[config.task]
}, because ${config.why}.</p>`;
