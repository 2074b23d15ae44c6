import { type Html, html } from "./html";

/** A table; columns whose name begins with "#" hold numbers and stand to the right. */
export const tableOf = (
  columns: readonly string[],
  rows: readonly (readonly (string | number | Html)[])[],
): Html => {
  const isNumber = columns.map((name) => name.startsWith("#"));
  const cell = (value: string | number | Html, j: number): Html => {
    if (j === 0) return html`<th scope="row">${value}</th>`;
    return isNumber[j] === true ? html`<td class="n">${value}</td>` : html`<td>${value}</td>`;
  };
  return html`<div class="scroll"><table>
<thead><tr>${columns.map((name, j) =>
    isNumber[j] === true
      ? html`<th scope="col" class="n">${name.slice(1)}</th>`
      : html`<th scope="col">${name}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
};
