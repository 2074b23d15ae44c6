import { count } from "../wording";
import type { ColumnDrift } from "./drift";
import type { Finding, Severity } from "./finding";
import type { ColumnStrength } from "./target-findings";

/**
 * What a report is made of, and what it is as JSON.
 *
 * @example
 * ```ts
 * const result: AuditResult = audit(table, { target: "species" }).toJSON();
 * ```
 */
export interface AuditResult {
  /** What the rows came from, as far as it has a name. */
  readonly name: string;
  /** The column to predict. */
  readonly target: string;
  /** What it asks for. */
  readonly task: "binary" | "multiclass" | "regression";
  /** Why it is that task, in words. */
  readonly why: string;
  /** How many rows there are. */
  readonly nRows: number;
  /** How many columns there are, with the target. */
  readonly nColumns: number;
  /** What was found, the worst first. */
  readonly findings: readonly Finding[];
  /** How well each column alone predicts the target, the best first. */
  readonly columns: readonly ColumnStrength[];
  /** How far each column of each part is from train; empty without parts. */
  readonly drift: readonly ColumnDrift[];
}

/** Lines no longer than 100 characters, the later ones indented. */
const wrap = (text: string, indent: string): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > 100) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => indent + one);
};

/**
 * What `audit` found. `String(report)` is for people, `JSON.stringify(report)` for programs.
 *
 * @example
 * ```ts
 * const report: AuditReport = audit(table, { target: "species" });
 * console.log(String(report));
 * ```
 */
export class AuditReport {
  /** What the rows came from, as far as it has a name. */
  readonly name: string;
  /** The column to predict. */
  readonly target: string;
  /** What it asks for. */
  readonly task: "binary" | "multiclass" | "regression";
  /** Why it is that task, in words. */
  readonly why: string;
  /** How many rows there are. */
  readonly nRows: number;
  /** How many columns there are, with the target. */
  readonly nColumns: number;
  /** What was found, the worst first. */
  readonly findings: readonly Finding[];
  /** How well each column alone predicts the target, the best first. */
  readonly columns: readonly ColumnStrength[];
  /** How far each column of each part is from train; empty without parts. */
  readonly drift: readonly ColumnDrift[];

  constructor(result: AuditResult) {
    this.name = result.name;
    this.target = result.target;
    this.task = result.task;
    this.why = result.why;
    this.nRows = result.nRows;
    this.nColumns = result.nColumns;
    this.findings = result.findings;
    this.columns = result.columns;
    this.drift = result.drift;
  }

  /** Is there no error among the findings? */
  get ok(): boolean {
    return this.count("error") === 0;
  }

  /** How many findings of a severity there are. */
  count(severity: Severity): number {
    return this.findings.filter((finding) => finding.severity === severity).length;
  }

  /** The report as text of several lines. */
  toString(): string {
    const measure = this.task === "regression" ? "R²" : "balanced accuracy above chance";
    const shown = this.columns.slice(0, 10);
    const width = Math.max(0, ...shown.map(({ column }) => column.length));
    return [
      `${this.name}: ${count(this.nRows, "row")}, ${count(this.nColumns, "column")}, target "${this.target}" (${this.task}: ${this.why})`,
      "",
      ...(this.findings.length === 0 ? ["nothing found", ""] : []),
      ...this.findings.flatMap(({ severity, code, message, fix }) => [
        `${severity}: ${code}`,
        ...wrap(message, "  "),
        ...wrap(`fix: ${fix}`, "  "),
        "",
      ]),
      ...(shown.length === 0
        ? []
        : [
            `how well each column alone predicts "${this.target}" (${measure}, 0 to 1, cross-validated):`,
            ...shown.map(({ column, score }) => `  ${column.padEnd(width)}  ${score.toFixed(3)}`),
            ...(this.columns.length > shown.length
              ? [`  … and ${this.columns.length - shown.length} more`]
              : []),
            "",
          ]),
      `${count(this.count("error"), "error")}, ${count(this.count("warning"), "warning")}, ${count(this.count("info"), "remark")}`,
    ].join("\n");
  }

  /** The report as plain data. */
  toJSON(): AuditResult & { readonly ok: boolean } {
    const { name, target, task, why, nRows, nColumns, findings, columns, drift, ok } = this;
    return { ok, name, target, task, why, nRows, nColumns, findings, columns, drift };
  }
}
