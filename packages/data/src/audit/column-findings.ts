import { type Cell, showCell } from "../cell";
import type { Table } from "../table/table";
import { count, listNames } from "../wording";
import { inDeviations } from "./chance";
import { columnNotes } from "./column-notes";
import { type Finding, mostRows } from "./finding";
import type { SheetColumn } from "./sheet";

/** Columns with one value, without any, and those that number the rows. */
export const uselessFindings = (table: Table, leaveOut: readonly (string | undefined)[]): Finding[] =>
  [...columnNotes(table)].flatMap(([name, notes]) =>
    notes.flatMap(({ code, message }): Finding[] => {
      const id = code === "idLike";
      if ((!id && code !== "constant" && code !== "allMissing") || leaveOut.includes(name)) return [];
      return [
        {
          code: id ? "idColumn" : "constantColumn",
          severity: "warning",
          message: `"${name}": ${message}`,
          rows: {},
          columns: [name],
          fix: id
            ? `leave it out: table.drop("${name}"). A network can learn rows by heart by it, and nothing else`
            : `leave it out: table.drop("${name}")`,
        },
      ];
    }),
  );

/** Classes with few rows. */
export const imbalanceFindings = (
  name: string,
  classes: readonly Cell[],
  codes: Int32Array,
  rowOf: ArrayLike<number>,
): Finding[] => {
  const sizes = new Float64Array(classes.length);
  for (const code of codes) sizes[code]!++;
  const smallest = sizes.reduce((best, size, i) => (size < sizes[best]! ? i : best), 0);
  const largest = sizes.reduce((best, size, i) => (size > sizes[best]! ? i : best), 0);
  const share = sizes[smallest]! / codes.length;
  const few = sizes[smallest]! < 10;
  if (!few && (share >= 0.1 || share >= 0.5 / classes.length)) return [];
  const rows: number[] = [];
  codes.forEach((code, i) => {
    if (code === smallest && rows.length < mostRows) rows.push(rowOf[i]!);
  });
  return [
    {
      code: "imbalance",
      severity: few || share < 0.05 ? "warning" : "info",
      message:
        `of class ${showCell(classes[smallest])} of "${name}" there ${sizes[smallest] === 1 ? "is" : "are"} ${count(sizes[smallest]!, "row")} (${(100 * share).toFixed(share < 0.001 ? 3 : 1)}%), ` +
        `of ${showCell(classes[largest])} ${sizes[largest]} (${((100 * sizes[largest]!) / codes.length).toFixed(1)}%)`,
      rows: { table: rows },
      columns: [name],
      fix: `keep the shares in all parts: split(table, { stratify: "${name}" }); weigh the classes in fit: { classWeight }; judge by balanced accuracy or the area under the precision-recall curve, not by accuracy`,
    },
  ];
};

/** What is the same for columns that are one another in other units or codes: a hash of all rows. */
const patternOf = (column: SheetColumn): string => {
  let [one, two] = [0x811c9dc5, 0x1b873593];
  const add = (value: number): void => {
    one = Math.imul(one ^ value, 0x01000193);
    two = Math.imul(((two << 13) | (two >>> 19)) ^ value, 0x85ebca6b);
  };
  if (column.categories === undefined) {
    const z = inDeviations(column);
    const sign = Math.sign(z.find((value) => Math.abs(value) > 1e-6 && value > -1e5) ?? 1);
    for (const value of z) add(value <= -1e5 ? 0x7fffffff : Math.round(sign * value * 1e6));
  } else {
    const seen = new Map<number, number>();
    for (const code of column.values) {
      if (!Number.isNaN(code) && !seen.has(code)) seen.set(code, seen.size);
      add(seen.get(code) ?? -1);
    }
  }
  return `${one} ${two}`;
};

/** Inputs that say the same. */
export const sameColumnFindings = (columns: readonly SheetColumn[]): Finding[] => {
  const full = new Map<string, string[]>();
  for (const column of columns) {
    const key = `${column.categories === undefined} ${patternOf(column)}`;
    full.set(key, [...(full.get(key) ?? []), column.name]);
  }
  return [...full.values()]
    .filter((names) => names.length > 1)
    .map((names) => ({
      code: "sameColumn",
      severity: "info",
      message: `${listNames(names)} say the same in every row, in other units or codes`,
      rows: {},
      columns: names,
      fix: `one of them is enough: table.drop(${JSON.stringify(names.slice(1))})`,
    }));
};
