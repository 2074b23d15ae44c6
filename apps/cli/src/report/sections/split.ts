import { whole } from "../../terminal/wording";
import { partNames } from "../../train/split-rows";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { tableOf } from "../table";

const uses = {
  train: "the weights and the preparation are learned from it",
  dev: "says when to stop, and what to try next",
  test: "judges the result, once",
} as const;

/** How the rows were dealt. */
export const split = ({ config, rows }: ReportData): Html => {
  const total = partNames.reduce((sum, part) => sum + rows[part], 0);
  const alike =
    config.task === "regression"
      ? "Low and high values are dealt alike to all parts."
      : "Every part has the classes in the same proportions.";
  return html`<h2 id="split">Split</h2>
<p>${alike} The seed is ${config.settings.seed}.</p>
${tableOf(
  ["part", "#rows", "#share", "what for"],
  partNames.map((part) => [
    part,
    whole(rows[part]),
    `${((100 * rows[part]) / total).toFixed(1)}%`,
    uses[part],
  ]),
)}`;
};
