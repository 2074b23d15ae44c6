import type { ColumnConfig } from "../../run/config";
import { count, whole } from "../../terminal/wording";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { tableOf } from "../table";

const longTable = 12;

const columnTable = (columns: readonly ColumnConfig[], rows: number): Html =>
  tableOf(
    ["column", "kind", "role", "#missing", "#distinct"],
    columns.map(({ name, kind, declared, role, missing, unique }) => [
      name,
      declared ? `${kind} (as asked)` : kind,
      role,
      missing === 0 ? "0" : `${whole(missing)} (${((100 * missing) / rows).toFixed(1)}%)`,
      whole(unique),
    ]),
  );

/** The file, its columns and what was remarked of them. */
export const data = ({ config }: ReportData): Html => {
  const { data: file, columns } = config;
  const remarks = columns.flatMap((column) => column.remarks);
  const inputs = columns.filter(({ role }) => role === "input").length;
  const table = columnTable(columns, file.rows);
  return html`<h2 id="data">Data and columns</h2>
<p>${file.file}: ${count(file.rows, "row")}, ${count(columns.length, "column")}, of which ${inputs} are inputs.
${file.rowsWithoutTarget > 0 && `${count(file.rowsWithoutTarget, "row")} without a value of ${config.target} took no part.`}</p>
<p class="soft">SHA-256 <code style="overflow-wrap:anywhere">${file.sha256}</code></p>
${
  remarks.length > 0 &&
  html`<h3>Remarks, by the train part</h3>
<ul>${remarks.map((text) => html`<li>${text}.</li>`)}</ul>`
}
${
  columns.length > longTable
    ? html`<details><summary>All ${columns.length} columns</summary>${table}</details>`
    : table
}`;
};
