// Results as a table for a terminal that is also one in Markdown.

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows as wide as the head
 * @returns {string} the first column to the left, the others to the right
 */
export function table(head, rows) {
  const widths = head.map((cell, i) => Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/**
 * A number with three digits that count: 0.0123, 1.23, 12.3, 123, 1234.
 * @param {number} value
 * @returns {string}
 */
export function digits(value) {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const before = Math.floor(Math.log10(Math.abs(value))) + 1;
  return value.toFixed(Math.min(20, Math.max(0, 3 - before)));
}
