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
<span class="soft">Validation is the dev part. Both losses hold the l2 penalty; dropout acts in training only, so the training curve may lie above.</span></p>
${curvesOf(data)}`;
};
