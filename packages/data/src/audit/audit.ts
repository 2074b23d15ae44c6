import { DataError } from "../errors";
import { provenance } from "../leakage/provenance";
import { inferTask, type Task } from "../prepare/infer-task";
import { isTable, type Table } from "../table/table";
import { count, unknownColumn } from "../wording";
import { momentsOf } from "./across-parts";
import { inReach } from "./chance";
import { findInParts, nearOptions, type PartsToCheck, tellingColumns } from "./check-parts";
import { imbalanceFindings, sameColumnFindings, uselessFindings } from "./column-findings";
import { type ColumnDrift, driftFindings, driftOf } from "./drift";
import { bySeverity, type Finding, mostRows } from "./finding";
import { type AuditTarget, foldsOf } from "./one-column-tree";
import { AuditReport } from "./report";
import { makeSheet } from "./sheet";
import { missingFindings, strengthFindings, type TargetContext } from "./target-findings";
import { duplicateFindings, type NearOptions, nearFindings } from "./twins";

/**
 * Options of {@link audit}.
 *
 * @example
 * ```ts
 * const options: AuditOptions = { target: "income", groups: "household", parts: { train, test } };
 * ```
 */
export interface AuditOptions {
  /** The column to predict. */
  target: string;
  /** The parts that the table was split into: what `checkParts` finds, and drift between them, is told too. */
  parts?: PartsToCheck | undefined;
  /** A column whose equal values belong together, such as a patient's number. */
  groups?: string | undefined;
  /** A column with the time of each row: numbers, or texts such as 2024-05-31. */
  time?: string | undefined;
  /** When rows are near duplicates, as in `checkParts`; false does not look for them. */
  near?: NearOptions | boolean | undefined;
  /** Override what the target is taken for: "classification" or "regression". */
  task?: "classification" | "regression" | undefined;
}

const auditTarget = (table: Table, name: string, task: Task): AuditTarget => {
  const column = table.column(name);
  if (task.classes === undefined) {
    return {
      classes: undefined,
      values: inReach(Float64Array.from({ length: column.length }, (_, row) => Number(column.at(row)))),
    };
  }
  const places = new Map(task.classes.map((cell, place) => [cell, place]));
  const codes = Int32Array.from({ length: column.length }, (_, row) => places.get(column.at(row))!);
  return { classes: task.classes.length, codes };
};

/** Groups with several rows, which a random split would tear. */
const groupedFindings = (table: Table, groups: string): Finding[] => {
  const column = table.column(groups);
  const sizes = new Map<unknown, number>();
  for (const cell of column.toArray()) if (cell !== null) sizes.set(cell, (sizes.get(cell) ?? 0) + 1);
  let [several, most] = [0, 0];
  for (const n of sizes.values()) {
    if (n > 1) several++;
    most = Math.max(most, n);
  }
  if (several === 0) return [];
  return [
    {
      code: "groupedRows",
      severity: "warning",
      message: `${several} of ${count(sizes.size, "group")} of "${groups}" have several rows (up to ${most}): a split by rows would put rows of one group into train and test`,
      rows: {},
      columns: [groups],
      fix: `split by group, so that all rows of one "${groups}" stand in one part: const [{ train, test }] = groupShuffleSplit({ nSplits: 1, randomState: 1 }).split(table, { groups: "${groups}" })`,
    },
  ];
};

/** Rows have times: a split at random would let the model know the future. */
const timedFindings = (table: Table, time: string): Finding[] => {
  const moments = momentsOf(table.column(time), "audit");
  const back: number[] = [];
  for (let row = 1; row < moments.length; row++) {
    if (moments[row]! < moments[row - 1]! && back.length < mostRows) back.push(row);
  }
  const sorted = back.length === 0;
  return [
    {
      code: "timeOrder",
      severity: "info",
      message: `"${time}" gives each row a time, and the rows are ${sorted ? "" : "not "}in its order: a split at random would let the model know the future of the rows that it is judged by`,
      rows: sorted ? {} : { table: back },
      columns: [time],
      fix: `split by time, the last rows for test: split(${sorted ? "table" : `table.sort("${time}")`}, { shuffle: false })`,
    },
  ];
};

/**
 * Looks through a table for what would make a model look better than it is, before anything is trained:
 *
 * - columns that give the target away: copies of it under another name (other codes, another unit, the same
 *   order, one-hot in pieces), and columns from which a small tree predicts it almost perfectly in
 *   cross-validation; whether a value is missing can tell it too;
 * - rows that stand there twice, or nearly so, and groups that a split by rows would tear;
 * - columns with one value, columns that number the rows, columns that say the same, classes with few rows;
 * - with `parts`, all that `checkParts` finds, and drift: a two-sample Kolmogorov-Smirnov test for each
 *   column of numbers and a chi-squared test for each of categories, against train, with Holm's correction,
 *   and a logistic regression that tries to tell the parts apart, by its area under the ROC curve.
 *
 * An error means that a score could not be believed. A column that predicts almost perfectly may be honest;
 * whether it is known at the time of prediction, only you can tell.
 *
 * @param table All rows, before they are prepared. Rows without a target do not count.
 * @param options `target`, and `parts`, `groups`, `time`, `near`, `task`.
 * @throws DataError for unknown columns and for a target that nothing can be learned of (see `inferTask`).
 * @example
 * ```ts
 * const report = audit(table, { target: "species" });
 * report.ok; // true: no finding is an error
 * console.log(String(report));
 * ```
 */
export function audit(table: Table, options: AuditOptions): AuditReport {
  if (!isTable(table)) {
    throw new DataError(
      `audit: expected a table, received ${table === null ? "null" : typeof table}; make one with readCsv or table`,
    );
  }
  const { target, parts, groups, time } = options;
  for (const name of [target, groups, time]) {
    if (name !== undefined && !table.hasColumn(name)) {
      throw new DataError(`audit: ${unknownColumn(name, table.columnNames)}`);
    }
  }
  const near = nearOptions(options.near, "audit");
  const task = inferTask(table, target, { task: options.task });
  const column = table.column(target);
  const rows = Int32Array.from({ length: table.nRows }, (_, row) => row).filter(
    (row) => !column.isMissing(row),
  );
  const known = rows.length === table.nRows ? table : table.take(rows);
  const sheet = makeSheet({ table: known }, "audit");
  const useless = uselessFindings(table, [target, groups, time]);
  const constant = useless.filter(({ code }) => code === "constantColumn").flatMap(({ columns }) => columns);
  const outside = [target, groups, time, ...constant];
  const inputs = sheet.columns.filter(({ name }) => !outside.includes(name));
  const wanted = auditTarget(known, target, task);
  const classes = task.classes ?? [];
  const context: TargetContext = {
    name: target,
    target: wanted,
    classes,
    fold: foldsOf(wanted, rows.length),
    rows,
  };
  const { findings, strengths } = strengthFindings(inputs, context);
  const telling = tellingColumns(sheet, [known], [target]);
  const whole = [...telling, sheet.columns.find(({ name }) => name === target)!];
  const between = parts === undefined ? undefined : betweenParts(parts, options);
  return new AuditReport({
    name: provenance(table)?.source ?? "the table",
    target,
    task: task.task,
    why: task.why,
    nRows: table.nRows,
    nColumns: table.nColumns,
    columns: strengths,
    drift: between?.drift ?? [],
    findings: bySeverity([
      ...findings,
      ...missingFindings(inputs, context),
      ...(between?.findings ?? []),
      ...(between === undefined
        ? inTable(
            [
              ...duplicateFindings(sheet, whole),
              ...(near === undefined ? [] : nearFindings(sheet, telling, whole, near)),
            ],
            rows,
          )
        : []),
      ...(groups === undefined || parts !== undefined ? [] : groupedFindings(table, groups)),
      ...(time === undefined || parts !== undefined ? [] : timedFindings(table, time)),
      ...("codes" in wanted ? imbalanceFindings(target, classes, wanted.codes, rows) : []),
      ...useless,
      ...sameColumnFindings(inputs),
    ]),
  });
}

/** Findings of rows that have a target, in rows of the table. */
const inTable = (findings: readonly Finding[], rows: Int32Array): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    rows: Object.fromEntries(
      Object.entries(finding.rows).map(([part, list]) => [part, list.map((row) => rows[row]!)]),
    ),
  }));

const betweenParts = (
  parts: PartsToCheck,
  { target, groups, time, near }: AuditOptions,
): { readonly findings: Finding[]; readonly drift: readonly ColumnDrift[] } => {
  const { findings, sheet, data } = findInParts(parts, { target, groups, time, near }, "audit");
  const columns = tellingColumns(sheet, data, [groups, time]);
  const drift = driftOf(sheet, columns);
  return { findings: [...findings, ...driftFindings(sheet, columns, drift)], drift };
};
