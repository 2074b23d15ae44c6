import type { Column } from "./column-kinds";

const text = (column: Column, row: number): string => {
  const cell = column.at(row);
  return cell === null ? "·" : String(cell).replace(/\s+/g, " ");
};

/** A table as text: a head line of names, one of kinds, then the first rows; missing values as "·". */
export const showTable = (columns: readonly Column[], nRows: number, most: number): string => {
  const shown = Math.min(nRows, most);
  const blocks = columns.map((column) => {
    const right = column.kind === "integer" || column.kind === "float";
    const cells = [column.name, column.kind, ...Array.from({ length: shown }, (_, row) => text(column, row))];
    const width = Math.min(
      24,
      cells.reduce((widest, cell) => Math.max(widest, cell.length), 0),
    );
    return cells.map((cell) => {
      const cut = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
      return right ? cut.padStart(width) : cut.padEnd(width);
    });
  });
  const lines = Array.from({ length: shown + 2 }, (_, line) =>
    blocks
      .map((block) => block[line]!)
      .join("  ")
      .trimEnd(),
  );
  if (nRows > shown) lines.push(`… ${nRows - shown} more`);
  lines.push(`[${nRows} rows × ${columns.length} columns]`);
  return lines.join("\n");
};
