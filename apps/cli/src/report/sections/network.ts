import { whole } from "../../terminal/wording";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { tableOf } from "../table";

/** The layers and how they were trained. */
export const network = ({ network: net, config, features, onnx }: ReportData): Html => {
  const { settings } = config;
  const penalty =
    settings.l2 > 0 ? `an l2 penalty of ${settings.l2} on the weights` : "no penalty on the weights";
  return html`<h2 id="network">Network</h2>
<p>${net.inputs} numbers go in (numeric columns standardized, one column of zeros and ones for each category), ${whole(net.weights)} weights.</p>
${tableOf(
  ["layer", "what", "#outputs", "#weights"],
  net.layers.map(({ name, what, outputs, weights }) => [name, what, whole(outputs), whole(weights)]),
)}
<p>Trained by Adam with a learning rate of ${settings.learningRate}, ${settings.batchSize} rows a step, ${penalty}, until the loss on dev had not fallen for ${settings.patience} epochs (at most ${whole(settings.epochs)}); the weights of the best epoch were kept.</p>
<p>${
    onnx.checked
      ? `As ONNX it was run in ONNX Runtime on ${whole(onnx.rows)} rows: the largest difference is ${onnx.maxAbsError.toExponential(1)} (${onnx.maxRelativeError.toExponential(1)} of 1 + the number)${onnx.passed ? "" : `, more than ${onnx.tolerance}: use model.onnx with care`}.`
      : `It was not compared with ONNX Runtime: ${onnx.reason}.`
  }</p>
<details><summary>The ${features.length} numbers that go in</summary><p><code>${features.join(", ")}</code></p></details>`;
};
