import { count, listNames } from "../wording";
import { chiSquared, holm, kolmogorovSmirnov, type TestResult } from "./distributions";
import type { Finding } from "./finding";
import type { Sheet, SheetColumn, SheetPart } from "./sheet";
import { tellApart } from "./tell-apart";

/**
 * How far a column of one part is from that of train.
 *
 * @example
 * ```ts
 * const far: ColumnDrift[] = report.drift.filter(({ p }) => p < 0.01);
 * ```
 */
export interface ColumnDrift {
  /** The column. */
  readonly column: string;
  /** The part that was compared with train. */
  readonly part: string;
  /** The test: Kolmogorov-Smirnov's for numbers, chi-squared for categories. */
  readonly test: "kolmogorovSmirnov" | "chiSquared";
  /** Kolmogorov-Smirnov's D, or Cramér's V: 0 is alike, 1 as far apart as can be. */
  readonly effect: number;
  /** The p-value after Holm's correction for all columns and parts. */
  readonly p: number;
}

/** Below this p-value (corrected), and from this effect on, a difference is told. */
const [surely, worthTelling] = [0.001, 0.1];

const compare = ({ values, categories }: SheetColumn, train: SheetPart, other: SheetPart): TestResult => {
  const one = values.subarray(train.start, train.end);
  const two = values.subarray(other.start, other.end);
  if (categories === undefined) return kolmogorovSmirnov(one, two);
  const counts = [one, two].map((part) => {
    const row = new Array<number>(categories.length + 1).fill(0);
    for (const code of part) row[Number.isNaN(code) ? categories.length : code]!++;
    return row;
  });
  return chiSquared(counts);
};

/** Every column of every part against train. */
export const driftOf = (sheet: Sheet, columns: readonly SheetColumn[]): ColumnDrift[] => {
  const [train, ...others] = sheet.parts as [SheetPart, ...SheetPart[]];
  const tests = others.flatMap((part) =>
    columns.map((column) => ({ column, part, ...compare(column, train, part) })),
  );
  const corrected = holm(tests.map(({ p }) => p));
  return tests.map(({ column, part, effect }, i) => ({
    column: column.name,
    part: part.name,
    test: column.categories === undefined ? "kolmogorovSmirnov" : "chiSquared",
    effect,
    p: corrected[i]!,
  }));
};

const fix =
  "deal the rows at random (split shuffles unless told otherwise) if train and what you will predict later are of one kind; if they are not, take dev and test from the kind that you will meet, and say so";

/** Columns that differ between parts, and parts that a classifier tells apart. */
export const driftFindings = (
  sheet: Sheet,
  columns: readonly SheetColumn[],
  drift: readonly ColumnDrift[],
): Finding[] => {
  const findings: Finding[] = [];
  const [train, ...others] = sheet.parts as [SheetPart, ...SheetPart[]];
  for (const part of others) {
    const far = drift
      .filter((one) => one.part === part.name && one.p < surely && one.effect >= worthTelling)
      .sort((a, b) => b.effect - a.effect);
    if (far.length > 0) {
      const shown = far
        .slice(0, 3)
        .map(
          ({ column, test, effect, p }) =>
            `"${column}" (${test === "chiSquared" ? "Cramér's V" : "Kolmogorov-Smirnov's D"} ${effect.toFixed(2)}, p ${p.toExponential(0)})`,
        );
      findings.push({
        code: "drift",
        severity: "warning",
        message: `${count(far.length, "column")} ${far.length === 1 ? "differs" : "differ"} between train and ${part.name}: ${shown.join(", ")}${far.length > 3 ? ", …" : ""}`,
        rows: {},
        columns: far.map(({ column }) => column),
        fix,
      });
    }
    const apart = tellApart(columns, train, part);
    if (apart === undefined || apart.auc < 0.6 || apart.z < 4) continue;
    const strongest = apart.columns.slice(0, 3);
    findings.push({
      code: "partsApart",
      severity: "warning",
      message: `a classifier tells ${part.name} from train with an area under the ROC curve of ${apart.auc.toFixed(3)} (chance 0.5), mostly by ${listNames(strongest)}`,
      rows: {},
      columns: strongest,
      fix,
    });
  }
  return findings;
};
