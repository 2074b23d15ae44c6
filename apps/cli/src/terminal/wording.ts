/** "1 row", "1,234 rows". */
export const count = (n: number, noun: string, plural: string = `${noun}s`): string =>
  `${whole(n)} ${n === 1 ? noun : plural}`;

/** A whole number with commas. */
export const whole = (n: number): string => n.toLocaleString("en-US");

/** Names in quotes, the first few of them. */
export const listNames = (names: readonly string[], most = 8): string => {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
};

/** A number for people: four significant digits, more of a whole one. */
export const short = (value: number | null): string => {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(2);
  return size >= 1000
    ? value.toLocaleString("en-US", { maximumFractionDigits: 1 })
    : String(+value.toPrecision(4));
};

/** A share as a score: three decimals. */
export const score = (value: number | null): string =>
  value === null ? "–" : value.toFixed(3).replace(/^-(0\.0+)$/, "$1");

/** An argument as a shell takes it. */
export const shellQuote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** Columns of texts set below each other, all but the first to the right. */
export const alignColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, j) =>
    rows.reduce((width, row) => Math.max(width, (row[j] ?? "").length), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, j) => (j === 0 ? cell.padEnd(widths[j] ?? 0) : cell.padStart(widths[j] ?? 0)))
      .join("   ")
      .trimEnd(),
  );
};
