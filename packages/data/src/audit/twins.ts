import { count } from "../wording";
import { Chance, inDeviations } from "./chance";
import { equalRows } from "./copies-of-rows";
import { type Finding, mostRows, type Severity } from "./finding";
import { nearRows } from "./near-rows";
import { partOfRow, rowsByPart, type Sheet, type SheetColumn } from "./sheet";

/**
 * When rows count as near duplicates.
 *
 * @example
 * ```ts
 * checkParts({ train, test }, { near: { tolerance: 0.05, share: 0.8 } });
 * ```
 */
export interface NearOptions {
  /** Numbers are alike when they differ by no more than so many standard deviations; default 0.02. */
  tolerance?: number | undefined;
  /** The share of the columns that must be alike; default 0.9. */
  share?: number | undefined;
}

/** A row and the earlier one that it is like. */
interface Pair {
  readonly row: number;
  readonly twin: number;
}

/** Of groups of equal rows, each that has an earlier one in another part (or in the one table there is). */
const pairsOf = (groups: readonly number[][], part: Uint8Array, single: boolean): Pair[] =>
  groups.flatMap((group) =>
    group.flatMap((row, i) => {
      const twin = group.slice(0, i).find((other) => single || part[other] !== part[row]);
      return twin === undefined ? [] : [{ row, twin }];
    }),
  );

const fixAcross =
  "drop the copies before the split: they are the same row twice; or, when they belong together (one patient, one scene), split by group so that copies stay in one part";
const fixInside =
  "drop the copies before the split, or they will stand in train and test; or, when they belong together (one patient, one scene), split by group";

/** The pairs that are no chance. Rows of the first part are none that could be held out. */
const realPairs = (chance: Chance, sheet: Sheet, pairs: readonly Pair[]): Pair[] => {
  const start = sheet.parts.length === 1 ? 0 : sheet.parts[0]!.end;
  const rows = pairs.map(({ row }) => row);
  const real = new Set(chance.realOf(rows, start, sheet.nRows - start));
  return pairs.filter(({ row }) => real.has(row));
};

/** An error when so many are no accident any more. */
const severityOf = (sheet: Sheet, pairs: readonly Pair[], part: Uint8Array, single: boolean): Severity => {
  if (single) return "warning";
  const byPart = new Map<number, number>();
  for (const { row } of pairs) byPart.set(part[row]!, (byPart.get(part[row]!) ?? 0) + 1);
  for (const [i, n] of byPart) {
    const { start, end } = sheet.parts[i]!;
    if (n >= 5 && n >= 0.05 * (end - start)) return "error";
  }
  return "warning";
};

const examplesOf = (sheet: Sheet, pairs: readonly Pair[], part: Uint8Array): string => {
  const place = (row: number): string => {
    const { name, start } = sheet.parts[part[row]!]!;
    return sheet.parts.length === 1 ? `row ${row - start}` : `row ${row - start} of ${name}`;
  };
  const shown = pairs.slice(0, 3).map(({ row, twin }) => `${place(row)} and ${place(twin)}`);
  return `${shown.join("; ")}${pairs.length > 3 ? "; …" : ""}`;
};

interface Wording {
  readonly code: string;
  readonly across: string;
  readonly inside: string;
}

const finding = (
  sheet: Sheet,
  pairs: readonly Pair[],
  columns: readonly SheetColumn[],
  words: Wording,
  severity?: Severity,
): Finding => {
  const part = partOfRow(sheet);
  const single = sheet.parts.length === 1;
  const held = new Map<string, number>();
  for (const { row } of pairs) {
    const { name } = sheet.parts[part[row]!]!;
    held.set(name, (held.get(name) ?? 0) + 1);
  }
  const counts = [...held].map(([name, n]) => `${count(n, "row")} of ${name}`).join(" and ");
  const what = single ? `${count(pairs.length, "row")} ${words.inside}` : `${counts} ${words.across}`;
  return {
    code: words.code,
    severity: severity ?? severityOf(sheet, pairs, part, single),
    message: `${what} (${examplesOf(sheet, pairs, part)})`,
    rows: rowsByPart(
      sheet,
      pairs.flatMap(({ row, twin }) => [row, twin]),
      mostRows,
    ),
    columns: columns.map(({ name }) => name),
    fix: single ? fixInside : fixAcross,
  };
};

/** Rows that stand in several parts (or several times in one table), to the last digit. */
export const duplicateFindings = (sheet: Sheet, columns: readonly SheetColumn[]): Finding[] => {
  const single = sheet.parts.length === 1;
  const pairs = pairsOf(equalRows(columns, sheet.nRows), partOfRow(sheet), single);
  if (pairs.length === 0) return [];
  const scaled = columns.map(inDeviations);
  const chance = new Chance(scaled, { tolerance: 0, need: scaled.length });
  const real = realPairs(chance, sheet, pairs);
  const all = `in all ${count(columns.length, "column")}`;
  if (real.length > 0) {
    const words: Wording = {
      code: "duplicateRows",
      across: `found in another part too, alike ${all}`,
      inside: `equal to an earlier one, alike ${all}`,
    };
    return [finding(sheet, real, columns, words)];
  }
  const words: Wording = {
    code: "equalRows",
    across: `equal to a row of another part ${all}, as chance would have it with columns of so few values`,
    inside: `equal to an earlier one ${all}, as chance would have it with columns of so few values`,
  };
  return [finding(sheet, pairs, columns, words, "info")];
};

/**
 * Rows that are nearly the same as one of another part (or an earlier one of one table).
 *
 * @param whole The columns in which exact copies are equal; those are no near ones.
 */
export const nearFindings = (
  sheet: Sheet,
  columns: readonly SheetColumn[],
  whole: readonly SheetColumn[],
  { tolerance = 0.02, share = 0.9 }: NearOptions,
): Finding[] => {
  if (columns.length === 0) return [];
  const part = partOfRow(sheet);
  const single = sheet.parts.length === 1;
  const scaled = columns.map(inDeviations);
  const like = { tolerance, need: Math.max(1, Math.ceil(share * columns.length - 1e-9)) };
  const same = (a: number, b: number): boolean =>
    whole.every(({ values }) => Object.is(values[a], values[b]));
  const mayPair = (later: number, earlier: number): boolean =>
    (single || part[later] !== part[earlier]) && !same(later, earlier);
  const twin = nearRows(scaled, sheet.nRows, like, mayPair);
  const chance = new Chance(scaled, like);
  const pairs: Pair[] = [];
  twin.forEach((earlier, row) => {
    if (earlier >= 0) pairs.push({ row, twin: earlier });
  });
  const real = realPairs(chance, sheet, pairs);
  if (real.length === 0) return [];
  // Rows that merely lie densely have ever more neighbours the farther one looks; copies do not.
  const wider = nearRows(scaled, sheet.nRows, { ...like, tolerance: 4 * tolerance }, mayPair);
  if (wider.filter((earlier) => earlier >= 0).length >= 2 * pairs.length) return [];
  const how = `in at least ${like.need} of ${count(columns.length, "column")} (numbers within ${tolerance} standard deviations)`;
  const words: Wording = {
    code: "nearDuplicateRows",
    across: `nearly the same as a row of another part, alike ${how}`,
    inside: `nearly the same as an earlier one, alike ${how}`,
  };
  return [finding(sheet, real, columns, words)];
};
