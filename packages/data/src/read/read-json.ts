import type { Cell } from "../cell";
import { JsonError } from "../errors";
import { checkOptions } from "../options";
import { Table } from "../table/table";
import { count } from "../wording";
import { type Budget, openBudget } from "./budget";
import { type ColumnOptions, columnsFromCells } from "./column-options";
import { lineAndColumn, placeInJson, shownAt } from "./json-place";
import { JsonRows, shownType } from "./json-rows";
import type { TextSource } from "./source";
import { schemaOptions } from "./table-schema";
import { openTexts } from "./text";

/**
 * Options of {@link readJson}.
 *
 * @example
 * ```ts
 * const options: ReadJsonOptions = { columns: { zip: "nominal" } };
 * ```
 */
export interface ReadJsonOptions extends ColumnOptions {
  /** The most bytes that the table may take; default the larger of 256 MiB and 64 times the text. */
  maxBytes?: number | undefined;
}

const forms =
  'rows as [{"a": 1}, {"a": 2}], columns as {"a": [1, 2]}, or a table with a schema as {"schema": …, "data": […]}';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCell = (value: unknown): value is Cell => value === null || typeof value !== "object";

const columnsForm = (
  columns: Record<string, unknown>,
  refuse: (path: (string | number)[], message: string) => JsonError,
): Map<string, Cell[]> => {
  const cells = new Map<string, Cell[]>();
  let length: number | undefined;
  for (const name of Object.keys(columns)) {
    const values = columns[name];
    if (!Array.isArray(values))
      throw refuse([name], `expected ${forms}, received ${shownType(values)} for "${name}"`);
    length ??= values.length;
    if (values.length !== length) {
      throw refuse(
        [name],
        `expected columns of one length (${length}, as the first has), received ${values.length} values for "${name}"; put null where one is missing`,
      );
    }
    const bad = values.findIndex((value) => !isCell(value));
    if (bad >= 0) {
      throw refuse(
        [name, bad],
        `expected a number, a text, a truth value or null in column "${name}", row ${bad}, received ${shownType(values[bad])}; flatten it first`,
      );
    }
    cells.set(name, values as Cell[]);
  }
  return cells;
};

/** Rows as cells by column. */
const rowsForm = (
  rows: readonly unknown[],
  budget: Budget,
  refuse: (path: (string | number)[], message: string) => JsonError,
): ReadonlyMap<string, Cell[]> => {
  const collected = new JsonRows(budget);
  rows.forEach((row, i) => {
    const wrong = collected.add(row);
    if (wrong !== undefined) throw refuse(wrong.key === undefined ? [i] : [i, wrong.key], wrong.message);
  });
  return collected.finish();
};

/**
 * Reads JSON as a {@link Table}: an array with an object for each row, an object with an array for each
 * column, or pandas' form with a schema (`orient="table"`), which keeps the kinds. A name that a row lacks
 * is a missing value there, as is null. A column of whole numbers is integer, of numbers float, of truth
 * values boolean; texts are typed as {@link table} does it; `columns` overrides that. Gzip is unpacked.
 *
 * @param source A path, an address, bytes, a Blob, a stream, or the text: a string that starts with "[" or
 *   "{" (or has a line break), or `{ text }`.
 * @throws JsonError with file, line and column for text that is no JSON, has another form, or holds nested
 *   values; DataError when the source cannot be read or a value does not fit a declared kind.
 * @example
 * ```ts
 * const table = await readJson('[{"age": 31, "city": "Rome"}, {"city": "Oslo"}]');
 * table.column("age").missingCount; // 1
 * ```
 */
export async function readJson(source: TextSource, options: ReadJsonOptions = {}): Promise<Table> {
  checkOptions("readJson", options, ["columns", "strictColumns", "maxBytes"]);
  const asker = { who: "readJson", what: "JSON" };
  const { texts, name: file } = openTexts(
    source,
    asker,
    (text) => /^\s*[[{]|[\r\n]/.test(text),
    options.maxBytes,
  );
  const parts: string[] = [];
  for await (const part of texts) parts.push(part);
  const joined = parts.length === 1 ? parts[0]! : parts.join("");
  const text = joined.charCodeAt(0) === 0xfeff ? joined.slice(1) : joined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const fault = placeInJson(text);
    if (fault === undefined || !("expected" in fault)) {
      throw new JsonError(`expected JSON, received text that is none (${(error as Error).message})`, {
        file,
      });
    }
    throw new JsonError(
      `expected ${fault.expected}, received ${shownAt(text, fault.offset)}; mend the JSON there`,
      {
        file,
        ...lineAndColumn(text, fault.offset),
      },
    );
  }
  const refuseAt =
    (...start: (string | number)[]) =>
    (path: (string | number)[], message: string): JsonError => {
      const place = placeInJson(text, [...start, ...path]);
      return new JsonError(message, {
        file,
        ...(place === undefined ? {} : lineAndColumn(text, place.offset)),
      });
    };
  const budget = openBudget("readJson", file, text.length, options.maxBytes);
  let cells: ReadonlyMap<string, Cell[]>;
  let typed: ColumnOptions = options;
  if (Array.isArray(value)) cells = rowsForm(value, budget, refuseAt());
  else if (isObject(value) && isObject(value.schema) && Array.isArray(value.data)) {
    cells = rowsForm(value.data, budget, refuseAt("data"));
    ({ typed, cells } = schemaOptions(value.schema, cells, value.data.length, options, refuseAt("schema")));
  } else if (isObject(value)) cells = columnsForm(value, refuseAt());
  else throw refuseAt()([], `expected ${forms}, received ${shownType(value)}`);
  if (cells.size === 0) {
    throw new JsonError(
      `expected ${forms}, with at least one column, received ${count(cells.size, "column")}`,
      { file },
    );
  }
  return new Table(columnsFromCells(cells, typed, file), { name: file });
}
