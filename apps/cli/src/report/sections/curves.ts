import { whole } from "../../terminal/wording";
import { curvesOf } from "../charts";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";

/** How training went, in a picture. */
export const curves = (data: ReportData): Html => {
  const { epochs, bestEpoch, stoppedEarly } = data.metrics;
  const end = stoppedEarly ? "Early stopping ended it." : "It ran for as many epochs as it was given.";
  return html`<h2 id="curves">Learning curves</h2>
<p>${whole(epochs)} epochs; the loss on dev was lowest at epoch ${whole(bestEpoch)}, whose weights were kept. ${end}
<span class="soft">While training, dropout and the penalty are part of the training loss; the validation part is dev.</span></p>
${curvesOf(data)}`;
};
