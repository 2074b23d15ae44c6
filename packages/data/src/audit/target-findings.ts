import { type Cell, showCell } from "../cell";
import { count } from "../wording";
import { chiSquared, kolmogorovSmirnov, type TestResult } from "./distributions";
import { type Finding, mostRows } from "./finding";
import { type AuditTarget, columnScore } from "./one-column-tree";
import type { SheetColumn } from "./sheet";
import { copyOfTarget } from "./target-copies";

/**
 * How well a column predicts the target all by itself.
 *
 * @example
 * ```ts
 * const best: ColumnStrength | undefined = report.columns[0];
 * ```
 */
export interface ColumnStrength {
  /** The column. */
  readonly column: string;
  /** From 0 (chance) to 1: (balanced accuracy - 1/k) / (1 - 1/k) for k classes, R² for numbers; cross-validated. */
  readonly score: number;
  /** The balanced accuracy, or R². */
  readonly raw: number;
}

/** A column and what it has to do with the target. */
export interface TargetContext {
  readonly name: string;
  readonly target: AuditTarget;
  /** The classes, when there are. */
  readonly classes: readonly Cell[];
  /** The fold of each row. */
  readonly fold: Uint8Array;
  /** The row in the table of each row that has a target. */
  readonly rows: ArrayLike<number>;
}

// From these scores on a column is said to give the target away, or to be strangely good.
const [givesAway, suspicious] = [0.99, 0.95];
/** With fewer rows a perfect score may be luck. */
const enoughRows = 50;

const dropIt = (columns: readonly string[], why: string): string =>
  `${why}; if it is not known when you predict, leave it out: table.drop(${JSON.stringify(columns.length === 1 ? columns[0] : columns)})`;

const copyFinding = (column: SheetColumn, { name, target, classes }: TargetContext): Finding | undefined => {
  const copy = copyOfTarget(column, target);
  const base = { rows: {}, columns: [column.name] };
  if (copy === undefined || column.values.length < 10) return undefined;
  const fix = dropIt([column.name], "it is the answer under another name");
  if (copy.how === "indicator") {
    const shown = copy.classes.map((code) => showCell(classes[code])).join(", ");
    return {
      ...base,
      code: "targetIndicator",
      severity: "warning",
      message: `"${column.name}" follows from "${name}": it has one value for ${shown} and another for the other classes, in every row`,
      fix: dropIt([column.name], `ask whether it is made of "${name}"`),
    };
  }
  const how =
    copy.how === "sameClasses"
      ? "it has one value for each class and a different one for every class"
      : copy.how === "linear"
        ? `it is the same numbers${copy.slope === 1 ? "" : " in another unit"} (correlation ${copy.slope < 0 ? "-1" : "1"})`
        : "it puts all rows into the same order";
  return {
    ...base,
    code: "targetCopy",
    severity: column.values.length < enoughRows && copy.how === "sameClasses" ? "warning" : "error",
    message: `"${column.name}" is "${name}" under another name: ${how}`,
    fix,
  };
};

/** Indicators that together tell every class are a copy in pieces. */
const joinIndicators = (
  findings: readonly Finding[],
  columns: readonly SheetColumn[],
  { name, target }: TargetContext,
): Finding[] => {
  const indicators = findings.filter(({ code }) => code === "targetIndicator");
  if (indicators.length < 2 || target.classes === undefined) return [...findings];
  const names = indicators.flatMap((finding) => finding.columns);
  const chosen = columns.filter((column) => names.includes(column.name));
  const patterns = new Map<number, string>();
  target.codes.forEach((code, row) => {
    if (!patterns.has(code)) patterns.set(code, chosen.map(({ values }) => values[row]).join(" "));
  });
  if (new Set(patterns.values()).size < target.classes) return [...findings];
  const whole: Finding = {
    code: "targetCopy",
    severity: "error",
    message: `${names.map((one) => `"${one}"`).join(", ")} together are "${name}" in pieces, a column for a class`,
    rows: {},
    columns: names,
    fix: dropIt(names, "they are the answer, one-hot"),
  };
  return [whole, ...findings.filter(({ code }) => code !== "targetIndicator")];
};

/** Columns that give the target away, and how well each predicts it alone, the best first. */
export const strengthFindings = (
  columns: readonly SheetColumn[],
  context: TargetContext,
): { readonly findings: Finding[]; readonly strengths: ColumnStrength[] } => {
  const { name, target, fold } = context;
  const findings: Finding[] = [];
  const strengths = columns.map((column): ColumnStrength => {
    const { score, raw } = columnScore(column, target, fold);
    const copy = copyFinding(column, context);
    if (copy !== undefined) findings.push(copy);
    if (score >= suspicious && copy?.code !== "targetCopy") {
      const measure =
        target.classes === undefined
          ? `R² ${raw.toFixed(3)}`
          : `balanced accuracy ${raw.toFixed(3)}, where chance has ${(1 / target.classes).toFixed(3)}`;
      findings.push({
        code: "givesTargetAway",
        severity: score >= givesAway && column.values.length >= enoughRows ? "error" : "warning",
        message: `"${column.name}" alone predicts "${name}" (${measure}, cross-validated)`,
        rows: {},
        columns: [column.name],
        fix: dropIt([column.name], "ask how it came to know"),
      });
    }
    return { column: column.name, score, raw };
  });
  return {
    findings: joinIndicators(findings, columns, context),
    strengths: strengths.sort((a, b) => b.score - a.score),
  };
};

const missingTest = (missing: Uint8Array, target: AuditTarget): TestResult => {
  if (target.classes === undefined) {
    return kolmogorovSmirnov(
      target.values.filter((_, row) => missing[row] === 1),
      target.values.filter((_, row) => missing[row] === 0),
    );
  }
  const counts = [0, 1].map((flag) => {
    const row = new Array<number>(target.classes).fill(0);
    target.codes.forEach((code, i) => {
      if (missing[i] === flag) row[code]!++;
    });
    return row;
  });
  return chiSquared(counts);
};

/** Columns of which it tells the target whether a value is missing. */
export const missingFindings = (columns: readonly SheetColumn[], context: TargetContext): Finding[] => {
  const { name, target, fold } = context;
  const gaps = columns.flatMap((column) => {
    const missing = Uint8Array.from(column.values, (value) => (Number.isNaN(value) ? 1 : 0));
    const n = missing.reduce((sum, flag) => sum + flag, 0);
    return n < 5 || n > missing.length - 5 ? [] : [{ column, missing, n }];
  });
  return gaps.flatMap(({ column, missing, n }): Finding[] => {
    const { effect, p } = missingTest(missing, target);
    if (p * gaps.length > 0.001 || effect < 0.5) return [];
    const flags: SheetColumn = {
      name: column.name,
      values: Float64Array.from(missing),
      categories: ["there", "missing"],
    };
    const { score } = columnScore(flags, target, fold);
    const rows: number[] = [];
    missing.forEach((flag, row) => {
      if (flag === 1 && rows.length < mostRows) rows.push(context.rows[row]!);
    });
    const strength = target.classes === undefined ? "Kolmogorov-Smirnov's D" : "Cramér's V";
    return [
      {
        code: "missingTells",
        severity: score >= givesAway && missing.length >= enoughRows ? "error" : "warning",
        message: `whether "${column.name}" is missing (${count(n, "row")}) tells much of "${name}" (${strength} ${effect.toFixed(2)}, p ${p.toExponential(0)})`,
        rows: { table: rows },
        columns: [column.name],
        fix: dropIt(
          [column.name],
          "ask when it is filled in; if that happens after the outcome is known, a model learns the outcome from the gap",
        ),
      },
    ];
  });
};
