/**
 * One value of a table: a number, a text, a truth value, or `null` where the value is missing.
 *
 * @example
 * ```ts
 * const cells: Cell[] = [1.5, "Adelie", true, null];
 * ```
 */
export type Cell = number | string | boolean | null;

/** True where a cell holds no value: null, undefined or NaN. */
export const isMissing = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === "number" && Number.isNaN(cell));

// Python sorts strings by code point, JavaScript by UTF-16 unit; they differ beyond the basic plane only.
const compareText = (a: string, b: string): number => {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    const low = i > 0 && (a.charCodeAt(i) & 0xfc00) === 0xdc00 && (b.charCodeAt(i) & 0xfc00) === 0xdc00;
    const at = low ? i - 1 : i;
    return a.codePointAt(at)! - b.codePointAt(at)!;
  }
  return a.length - b.length;
};

const rank = (cell: Cell): number =>
  isMissing(cell) ? 3 : typeof cell === "boolean" ? 0 : typeof cell === "number" ? 1 : 2;

/** Orders cells as NumPy's sort does (truth values, numbers, texts by code point), the missing last. */
export const compareCells = (a: Cell, b: Cell): number => {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (isMissing(a)) return 0;
  if (typeof a === "string") return compareText(a, b as string);
  return Number(a) - Number(b);
};

/** The distinct cells in order, as `numpy.unique`; null and NaN count as one, the last. */
export const uniqueCells = (cells: Iterable<Cell>): Cell[] => {
  const seen = new Set<Cell>();
  const missing: Cell[] = [];
  for (const cell of cells) {
    if (!isMissing(cell)) seen.add(cell);
    else if (missing.length === 0) missing.push(cell);
  }
  return [...[...seen].sort(compareCells), ...missing];
};

/** A cell as it stands in a message: texts quoted. */
export const showCell = (cell: Cell | undefined): string =>
  typeof cell === "string" ? JSON.stringify(cell) : String(cell);
