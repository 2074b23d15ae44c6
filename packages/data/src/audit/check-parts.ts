import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { isTable, type Table } from "../table/table";
import { unknownColumn } from "../wording";
import { futureFindings, groupFindings, type PartColumns, sharedFindings } from "./across-parts";
import { columnNotes } from "./column-notes";
import { bySeverity, type Finding } from "./finding";
import { makeSheet, type Sheet, type SheetColumn } from "./sheet";
import { duplicateFindings, type NearOptions, nearFindings } from "./twins";

/**
 * Parts of a split, in the order train, dev, test; what is held out stands behind.
 *
 * @example
 * ```ts
 * const parts: PartsToCheck = { train, dev, test };
 * ```
 */
export interface PartsToCheck {
  /** What is fitted on. */
  readonly train: Table | NdArray;
  /** What is chosen by. */
  readonly dev?: Table | NdArray | undefined;
  /** What is judged by, once. */
  readonly test?: Table | NdArray | undefined;
}

/**
 * Options of {@link checkParts}.
 *
 * @example
 * ```ts
 * const options: CheckPartsOptions = { target: "income", groups: "household", time: "year" };
 * ```
 */
export interface CheckPartsOptions {
  /** The column to predict; near duplicates are looked for in the others. */
  target?: string | undefined;
  /** A column whose equal values belong together, such as a patient's number. */
  groups?: string | undefined;
  /** A column with the time of each row: numbers, or texts such as 2024-05-31. */
  time?: string | undefined;
  /** When rows are near duplicates; false does not look for them. */
  near?: NearOptions | boolean | undefined;
}

/** Columns that say something about a row: neither one value alone, nor a number for each row, nor left out. */
export const tellingColumns = (
  sheet: Sheet,
  tables: readonly unknown[],
  leaveOut: readonly (string | undefined)[],
): SheetColumn[] => {
  const useless = new Set<string>();
  const first = tables.find(isTable);
  for (const [name, notes] of first === undefined ? [] : columnNotes(first)) {
    if (notes.some(({ code }) => code === "idLike" || code === "allMissing")) useless.add(name);
  }
  const chosen = sheet.columns.filter(({ name }) => !leaveOut.includes(name) && !useless.has(name));
  const varied = chosen.filter(({ values }) => values.some((value) => !Object.is(value, values[0])));
  // Texts that are one a row would hide that all else is equal; but with nothing else they are what there is.
  return varied.length > 0 ? varied : sheet.columns.filter(({ name }) => !leaveOut.includes(name));
};

/** The settings of near duplicates, checked; undefined when they are not wanted. */
export const nearOptions = (
  near: NearOptions | boolean | undefined,
  who: string,
): NearOptions | undefined => {
  if (near === false) return undefined;
  if (near === undefined || near === true) return {};
  const { tolerance = 0, share = 1 } = near;
  if (tolerance >= 0 && Number.isFinite(tolerance) && share > 0 && share <= 1) return near;
  throw new DataError(
    `${who}: expected near as { tolerance } of at least 0 and { share } above 0 up to 1, received ${JSON.stringify(near)}; leave it out for 0.02 and 0.9`,
  );
};

/**
 * Looks for what makes the scores on dev and test better than the truth: rows that stand in several parts
 * (by their values and by their origin) or nearly so, groups whose rows are torn between parts, and rows of
 * train that are later than what it is judged by.
 *
 * Near duplicates are rows alike in nine of ten columns (`near`): numbers within 0.02 standard deviations,
 * categories equal. Rows are hashed by random columns, so 100,000 of them take seconds, and a pair is missed
 * about once in a thousand times. Rows that chance alone would bring together, because the columns have few
 * values, do not count.
 *
 * @param parts Tables with the same columns, or arrays of one width.
 * @param options `target`, `groups`, `time`, `near`.
 * @returns What was found, the worst first; empty when nothing was.
 * @throws DataError for parts that do not fit together, unknown columns, and times that are none.
 * @example
 * ```ts
 * const parts = split(table, { randomState: 1 });
 * checkParts(parts, { target: "species" }).filter(({ severity }) => severity === "error"); // []
 * ```
 */
export function checkParts(parts: PartsToCheck, options: CheckPartsOptions = {}): readonly Finding[] {
  return findInParts(parts, options, "checkParts").findings;
}

/** `checkParts` in the name of another, with the sheet that it looked at: the parts in the order train, dev, test. */
export const findInParts = (
  parts: PartsToCheck,
  { target, groups, time, near }: CheckPartsOptions,
  who: string,
): { readonly findings: Finding[]; readonly sheet: Sheet; readonly data: readonly (Table | NdArray)[] } => {
  const given = Object.fromEntries(
    (["train", "dev", "test"] as const).flatMap((name) => {
      const data = parts?.[name];
      return data === undefined ? [] : [[name, data]];
    }),
  );
  if (Object.keys(given).length < 2) {
    throw new DataError(
      `${who}: expected at least two of train, dev and test, received ${Object.keys(given).join(", ") || "none"}; give the parts as split gives them`,
    );
  }
  const nearness = nearOptions(near, who);
  const sheet = makeSheet(given, who);
  const names = sheet.columns.map(({ name }) => name);
  for (const name of [target, groups, time]) {
    if (name !== undefined && !names.includes(name))
      throw new DataError(`${who}: ${unknownColumn(name, names)}`);
  }
  const data = Object.values(given);
  const columnOf = (name: string): PartColumns =>
    Object.entries(given).map(([part, one]) => {
      if (isTable(one)) return { part, column: one.column(name) };
      throw new DataError(
        `${who}: expected tables to find "${name}" in, received arrays; give the tables that the arrays were made of`,
      );
    });
  const inputs = tellingColumns(sheet, data, [target]);
  const whole =
    target === undefined ? inputs : [...inputs, sheet.columns.find(({ name }) => name === target)!];
  const findings = bySeverity([
    ...sharedFindings(given),
    ...duplicateFindings(sheet, whole),
    ...(nearness === undefined ? [] : nearFindings(sheet, inputs, whole, nearness)),
    ...(groups === undefined ? [] : groupFindings(columnOf(groups), groups)),
    ...(time === undefined ? [] : futureFindings(columnOf(time), time, who)),
  ]);
  return { findings, sheet, data };
};
