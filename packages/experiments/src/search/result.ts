import { printable } from "../common/printable";
import { shortNumber, textTable } from "../common/text-table";
import type { Repeatable } from "../repeat/result";
import type { Summary } from "../repeat/summary";

/** What one combination of parameters came to. */
export interface SearchRow<P = Record<string, unknown>> extends Summary {
  /** The combination. */
  readonly parameters: P;
  /** Its place, the best being 1. */
  readonly rank: number;
  /** How many of its runs gave NaN or an infinity, or stopped training with a NonFiniteError. */
  readonly notFinite: number;
  /** Why the first of those did, when it said so. */
  readonly message?: string;
  /** All numbers that its runs gave, by name; "value" when each gave just one. */
  readonly metrics: Readonly<Record<string, Summary>>;
}

/** What a search came to. Plain JSON. */
export interface SearchResult<P = Record<string, unknown>> extends Repeatable {
  /** The number that decides. */
  readonly monitor: string;
  /** Whether the least or the largest mean is best. */
  readonly mode: "min" | "max";
  /** The seeds of each combination. */
  readonly seeds: readonly number[];
  /** How many folds each seed was judged on, with cross-validation. */
  readonly folds?: number;
  /** The combinations, the best first. */
  readonly rows: readonly SearchRow<P>[];
  /** The first of them. */
  readonly best: SearchRow<P>;
  /** A table for people. */
  toString(): string;
}

const cell = (value: unknown): string => {
  if (typeof value === "number") return shortNumber(value);
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
};

/** The result, with a table. */
export function searchResult(found: Omit<SearchResult, "toString">): SearchResult {
  return printable(found, () => {
    const { rows, seeds, folds, monitor, mode } = found;
    const names = Object.keys(rows[0]?.parameters ?? {});
    const failing = rows.some(({ notFinite }) => notFinite > 0);
    const table = textTable(
      [...names, "mean", "sd", "95% interval", ...(failing ? ["not finite"] : [])],
      rows.map((row) => [
        ...names.map((name) => cell(row.parameters[name])),
        shortNumber(row.mean),
        shortNumber(row.sd),
        `${shortNumber(row.interval[0])} … ${shortNumber(row.interval[1])}`,
        ...(failing ? [`${row.notFinite} of ${row.values.length}`] : []),
      ]),
      names.length,
    );
    const times = `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"}${folds === undefined ? "" : ` on ${folds} folds`}`;
    return `${monitor}, ${mode === "max" ? "the largest" : "the least"} first; ${times} each\n${table}`;
  });
}
