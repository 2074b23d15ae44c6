import { CsvError } from "../errors";
import { type Column, type ColumnKind, categoryColumn, numberColumn } from "./column";

/** The texts of one CSV column, and how to name the place of one in a message. */
export interface TextColumn {
  readonly name: string;
  readonly texts: readonly (string | null)[];
  readonly file: string;
  lineOf(row: number): number;
}

const whole = /^[+-]?(?:0|[1-9]\d*)$/;
const decimal = /^[+-]?(?:(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)$/;
const padded = /^[+-]?\d+$/;

/** The number a text says, or NaN when it says none that a float64 holds. */
const numberOf = (text: string): number => {
  if (!whole.test(text) && !decimal.test(text) && !padded.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
};

// A whole number that float64 would round, or one with leading zeros, is a code rather than a quantity.
const isQuantity = (text: string): boolean => {
  if (whole.test(text)) return Number.isSafeInteger(Number(text));
  return decimal.test(text) && Number.isFinite(Number(text));
};

const truths: Readonly<Record<string, boolean>> = { true: true, false: false };
const declaredTruths: Readonly<Record<string, boolean>> = {
  ...truths,
  t: true,
  f: false,
  yes: true,
  no: false,
  y: true,
  n: false,
  "1": true,
  "0": false,
};

const numbers = (
  column: TextColumn,
  kind: "integer" | "float" | "boolean",
  of: (text: string) => number,
): Column =>
  numberColumn(
    column.name,
    kind,
    Float64Array.from(column.texts, (text) => (text === null ? Number.NaN : of(text))),
  );

const whyNot = (text: string): string => {
  if (whole.test(text)) return "is too long for an exact number";
  if (padded.test(text)) return "has leading zeros, which a number would lose";
  return "is not a number";
};

/** The column of the kind that its texts suggest. A near miss is told in the column's note. */
export const inferColumn = (column: TextColumn): Column => {
  const { texts } = column;
  let there = 0;
  let quantities = 0;
  let wholes = 0;
  let truthful = 0;
  let odd = -1;
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row]!;
    if (text === null) continue;
    there++;
    if (isQuantity(text)) {
      quantities++;
      if (whole.test(text)) wholes++;
    } else {
      if (odd < 0) odd = row;
      if (text.toLowerCase() in truths) truthful++;
    }
  }
  if (quantities === there)
    return numbers(column, there > 0 && wholes === there ? "integer" : "float", Number);
  if (truthful === there) return numbers(column, "boolean", (text) => Number(truths[text.toLowerCase()]));
  const text = texts[odd]!;
  const shouldTell = quantities > there / 2 || padded.test(text);
  const note = shouldTell
    ? `nominal because of line ${column.lineOf(odd)}: ${JSON.stringify(text)} ${whyNot(text)} ` +
      `(${quantities} of ${there} values are numbers); if it means a missing value, add it to { missing }`
    : undefined;
  return categoryColumn(column.name, texts, { note });
};

/** The column of the kind that was declared. */
export const declaredColumn = (
  column: TextColumn,
  kind: ColumnKind,
  order: readonly string[] | undefined,
): Column => {
  const refuse = (row: number, expected: string, mend: string): CsvError =>
    new CsvError(`expected ${expected}, received ${JSON.stringify(column.texts[row])}; ${mend}`, {
      file: column.file,
      line: column.lineOf(row),
      column: column.name,
    });
  const check = (ok: (text: string) => boolean, expected: string, mend: string): void => {
    const bad = column.texts.findIndex((text) => text !== null && !ok(text));
    if (bad >= 0) throw refuse(bad, expected, mend);
  };
  const mend = 'mend the value, add it to { missing }, or declare the column "nominal"';
  switch (kind) {
    case "nominal":
      return categoryColumn(column.name, column.texts);
    case "ordinal": {
      const values = new Set(order);
      check(
        (text) => values.has(text),
        `one of ${[...values].join(" < ")}`,
        "add it to the order or mend it",
      );
      return categoryColumn(column.name, column.texts, { order: [...values] });
    }
    case "boolean":
      check(
        (text) => text.toLowerCase() in declaredTruths,
        "true or false (also yes/no, t/f, y/n, 1/0)",
        mend,
      );
      return numbers(column, "boolean", (text) => Number(declaredTruths[text.toLowerCase()]));
    case "integer":
      check((text) => Number.isSafeInteger(numberOf(text)), "a whole number", mend);
      return numbers(column, "integer", Number);
    case "float":
      check((text) => !Number.isNaN(numberOf(text)), "a number", mend);
      return numbers(column, "float", Number);
  }
};
