/** A number for a table: four digits that count, no zeros behind them. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  return String(+value.toPrecision(4));
}

/** Columns of text under their headings: the first ones to the left, as many as `left` says, numbers to the right. */
export function textTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  left: number,
): string {
  const widths = headings.map((heading, i) =>
    rows.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), heading.length),
  );
  return [headings, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
