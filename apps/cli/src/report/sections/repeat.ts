import { type Html, html } from "../html";
import type { ReportData } from "../report-data";

/** How to get the same numbers again, and how to use the network. */
export const repeat = ({ config }: ReportData): Html => {
  const { wellfit, packages, command, settings } = config;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return html`<h2 id="repeat">How to repeat it</h2>
<pre>${command}</pre>
<p>With the same file (its SHA-256 stands above), wellfit ${wellfit} and the seed ${settings.seed} this gives the same metrics and weights, byte for byte. <code>config.json</code> holds every setting, <code>split.json</code> the rows of each part.</p>
<p class="soft">${versions.join(", ")}.</p>`;
};
