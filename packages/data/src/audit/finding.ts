/**
 * How much a finding matters: an `error` makes scores worthless, a `warning` should be looked at, an `info`
 * is good to know.
 *
 * @example
 * ```ts
 * const severity: Severity = "warning";
 * ```
 */
export type Severity = "error" | "warning" | "info";

/**
 * What a check found.
 *
 * @example
 * ```ts
 * const [first]: readonly Finding[] = checkParts({ train, test });
 * first?.fix; // "split by group: …"
 * ```
 */
export interface Finding {
  /** What it is about, such as "duplicateRows", for programs. */
  readonly code: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** What was found, in a sentence. */
  readonly message: string;
  /** The rows that it is about, by part (or "table"), counted from 0 there; the first 100 of each. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
  /** The columns that it is about. */
  readonly columns: readonly string[];
  /** How to mend it, with code. */
  readonly fix: string;
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The worst first; else in the order in which they were found. */
export const bySeverity = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => order[a.severity] - order[b.severity]);

/** So many rows are listed. */
export const mostRows = 100;

/** "rows 3, 7, 9, …" */
export const showRows = (rows: readonly number[], most = 5): string =>
  `${rows.length === 1 ? "row" : "rows"} ${rows.slice(0, most).join(", ")}${rows.length > most ? ", …" : ""}`;
