import { type Cell, showCell } from "../cell";
import { DataError } from "../errors";
import { provenance } from "../leakage/provenance";
import type { Column } from "../table/column";
import { count, listNames } from "../wording";
import { type Finding, mostRows, showRows } from "./finding";

/** A column of each part. */
export type PartColumns = readonly { readonly part: string; readonly column: Column }[];

const some = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(", ")}, …` : names.join(", ");

/** Groups whose rows stand in more than one part. */
export const groupFindings = (columns: PartColumns, name: string): Finding[] => {
  const partsOf = new Map<Cell, Set<string>>();
  for (const { part, column } of columns) {
    for (const value of column.unique()) partsOf.set(value, (partsOf.get(value) ?? new Set()).add(part));
  }
  const torn = new Set([...partsOf].filter(([, parts]) => parts.size > 1).map(([value]) => value));
  if (torn.size === 0) return [];
  const rows: Record<string, number[]> = {};
  let n = 0;
  for (const { part, column } of columns) {
    for (let row = 0; row < column.length; row++) {
      const cell = column.at(row);
      if (cell === null || !torn.has(cell)) continue;
      n++;
      const list = (rows[part] ??= []);
      if (list.length < mostRows) list.push(row);
    }
  }
  return [
    {
      code: "groupAcrossParts",
      severity: "error",
      message: `${torn.size} of ${count(partsOf.size, "group")} of "${name}" have rows in more than one part (${some([...torn].map(showCell))}): ${count(n, "row")}. What is learned of a group in train is known again in test`,
      rows,
      columns: [name],
      fix: `split by group, so that all rows of one "${name}" stand in one part: const [{ train, test }] = groupShuffleSplit({ nSplits: 1, randomState: 1 }).split(table, { groups: "${name}" })`,
    },
  ];
};

/** A moment as a number: of a number itself, of a text its date. */
const momentOf = (cell: Cell): number => {
  if (cell === null) return Number.NaN;
  return typeof cell === "string" ? Date.parse(cell) : Number(cell);
};

/** The moments of a time column. Throws when there are values that are no time. */
export const momentsOf = (column: Column, who: string): Float64Array => {
  if (column.kind === "datetime") return column.values;
  const moments = Float64Array.from({ length: column.length }, (_, row) => momentOf(column.at(row)));
  const bad = moments.findIndex((moment, row) => Number.isNaN(moment) && !column.isMissing(row));
  if (bad < 0) return moments;
  throw new DataError(
    `${who}: expected times in "${column.name}" as numbers or texts such as 2024-05-31, received ${showCell(column.at(bad))} in row ${bad}; mend the value, or give another time column`,
  );
};

const extent = (moments: Float64Array): { first: number; last: number } => {
  let [first, last] = [Infinity, -Infinity];
  for (const moment of moments) {
    if (moment < first) first = moment;
    if (moment > last) last = moment;
  }
  return { first, last };
};

/** Rows of an earlier part that are later than the first row of a part that is to judge it. */
export const futureFindings = (columns: PartColumns, name: string, who: string): Finding[] => {
  const moments = columns.map(({ part, column }) => {
    const times = momentsOf(column, who);
    return { part, column, times, ...extent(times) };
  });
  const findings: Finding[] = [];
  for (const [i, { part, column, times }] of moments.entries()) {
    const later = moments
      .slice(i + 1)
      .reduce<(typeof moments)[number] | undefined>(
        (best, one) => (best === undefined || one.first < best.first ? one : best),
        undefined,
      );
    if (later === undefined || later.first === Infinity) continue;
    const future: number[] = [];
    times.forEach((moment, row) => {
      if (moment > later.first) future.push(row);
    });
    if (future.length === 0) continue;
    const begins = later.column.at(later.times.indexOf(later.first));
    findings.push({
      code: "futureRows",
      severity: part === "train" ? "error" : "warning",
      message:
        `${future.length} of ${count(column.length, "row")} of ${part} are later than ${showCell(begins)}, where ${later.part} begins (${showRows(future)}). ` +
        `The model would know the future of the rows that it is judged by`,
      rows: { [part]: future.slice(0, mostRows) },
      columns: [name],
      fix: `split by time, the last rows for test: const { train, dev, test } = split(table.sort("${name}"), { shuffle: false })`,
    });
  }
  return findings;
};

/** Rows that are the same row of one source by their origin, whatever their values. */
export const sharedFindings = (parts: Readonly<Record<string, object>>): Finding[] => {
  const seen = new Map<string, { part: string; row: number }>();
  const rows: Record<string, number[]> = {};
  const names = new Set<string>();
  let n = 0;
  for (const [part, data] of Object.entries(parts)) {
    const from = provenance(data);
    from?.rows.forEach((source, row) => {
      const key = `${from.sourceId}:${source}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, { part, row });
      else if (before.part !== part) {
        n++;
        names.add(from.source);
        if ((rows[part] ??= []).length < mostRows) {
          rows[part]!.push(row);
          (rows[before.part] ??= []).push(before.row);
        }
      }
    });
  }
  if (n === 0) return [];
  return [
    {
      code: "sharedRows",
      severity: "error",
      message: `${count(n, "row")} of ${listNames([...names])} stand in more than one part by their origin (${Object.entries(
        rows,
      )
        .map(([part, list]) => `${showRows(list)} of ${part}`)
        .join("; ")})`,
      rows,
      columns: [],
      fix: "take all parts from one split: const { train, dev, test } = split(table)",
    },
  ];
};
