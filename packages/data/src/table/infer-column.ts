import { CsvError } from "../errors";
import {
  type Column,
  categoryColumn,
  datetimeColumn,
  type KindSpec,
  numberColumn,
  textColumn,
} from "./column";
import { datetimeReader, declaredReader } from "./datetime-format";
import { parseIso } from "./datetime-iso";
import { inferTexts } from "./infer-texts";
import { declaredTruthOf, isQuantity, isWhole, numberOf, truthOf } from "./number-text";

/** The texts of one CSV column, and how to name the place of one in a message. */
export interface CsvTexts {
  readonly name: string;
  readonly texts: readonly (string | null)[];
  readonly file: string;
  lineOf(row: number): number;
}

const numbers = (
  column: CsvTexts,
  kind: "integer" | "float" | "boolean",
  of: (text: string) => number,
): Column =>
  numberColumn(
    column.name,
    kind,
    Float64Array.from(column.texts, (text) => (text === null ? Number.NaN : of(text))),
  );

/** The column of the kind that its texts suggest. What is doubtful is told in the column's note. */
export const inferColumn = (column: CsvTexts): Column => {
  const { name, texts } = column;
  const places = new Map<string, number>();
  const counts: number[] = [];
  const rows: number[] = [];
  let there = 0;
  let quantities = 0;
  let wholes = 0;
  texts.forEach((text, row) => {
    if (text === null) return;
    there++;
    if (isQuantity(text)) {
      quantities++;
      if (isWhole(text)) wholes++;
    }
    const place = places.get(text);
    if (place !== undefined) counts[place]!++;
    else {
      places.set(text, counts.length);
      counts.push(1);
      rows.push(row);
    }
  });
  if (quantities === there) {
    return numbers(column, there > 0 && wholes === there ? "integer" : "float", Number);
  }
  const distinct = {
    texts: [...places.keys()],
    counts,
    there,
    where: (place: number) => `line ${column.lineOf(rows[place]!)}`,
    mend: "if it means a missing value, add it to { missing }",
  };
  const { kind, format, note } = inferTexts(distinct, { truths: true });
  if (kind === "boolean") return numbers(column, kind, (text) => Number(truthOf(text)));
  if (kind === "datetime") {
    const read = format === undefined ? parseIso : datetimeReader(format, column.file);
    return datetimeColumn(
      name,
      Float64Array.from(texts, (text) => (text === null ? Number.NaN : read(text))),
      { format, note },
    );
  }
  return kind === "text" ? textColumn(name, texts, note) : categoryColumn(name, texts, { note });
};

/** The column of the kind that was declared. */
export const declaredColumn = (column: CsvTexts, { kind, order, format }: KindSpec): Column => {
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
    case "text":
      return textColumn(column.name, column.texts);
    case "datetime": {
      const read = declaredReader(format, column.file);
      check(
        (text) => !Number.isNaN(read(text)),
        `a date-time ${format === undefined ? "in ISO 8601, such as 2020-04-03 or 2020-04-03T10:30:00Z" : `of the form ${format}`}`,
        'mend the value, add it to { missing }, or declare its form, as { kind: "datetime", format: "dd/MM/yyyy" }',
      );
      const values = Float64Array.from(column.texts, (text) => (text === null ? Number.NaN : read(text)));
      return datetimeColumn(column.name, values, { format });
    }
    case "boolean":
      check(
        (text) => declaredTruthOf(text) !== undefined,
        "true or false (also yes/no, t/f, y/n, 1/0)",
        mend,
      );
      return numbers(column, "boolean", (text) => Number(declaredTruthOf(text)));
    case "integer":
      check((text) => Number.isSafeInteger(numberOf(text)), "a whole number", mend);
      return numbers(column, "integer", Number);
    case "float":
      check((text) => !Number.isNaN(numberOf(text)), "a number", mend);
      return numbers(column, "float", Number);
  }
};
