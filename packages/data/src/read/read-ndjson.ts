import { JsonError } from "../errors";
import { checkOptions } from "../options";
import { Table } from "../table/table";
import { openBudget } from "./budget";
import { columnsFromCells } from "./column-options";
import { placeInJson, shownAt } from "./json-place";
import { JsonRows } from "./json-rows";
import type { ReadJsonOptions } from "./read-json";
import type { TextSource } from "./source";
import { openTexts } from "./text";

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const text of texts) {
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      const end = text.slice(from, at);
      yield rest.length === 0 ? end : rest.join("") + end;
      rest = [];
      from = at + 1;
    }
    if (from < text.length) rest.push(text.slice(from));
  }
  if (rest.length > 0) yield rest.join("");
}

/**
 * Reads NDJSON (JSON Lines: an object a line, each a row) as a {@link Table}. The text is read as it comes
 * and never held as a whole; blank lines are skipped. Columns are typed as {@link readJson} does it. Gzip is
 * unpacked.
 *
 * @param source A path, an address, bytes, a Blob, a stream, or the text: a string that starts with "{" (or
 *   has a line break), or `{ text }`.
 * @throws JsonError with file, line and column for a line that is no object or holds nested values;
 *   DataError when the source cannot be read or a value does not fit a declared kind.
 * @example
 * ```ts
 * const table = await readNdjson('{"age": 31}\n{"age": 44, "city": "Oslo"}\n');
 * table.column("city").at(0); // null
 * ```
 */
export async function readNdjson(source: TextSource, options: ReadJsonOptions = {}): Promise<Table> {
  checkOptions("readNdjson", options, ["columns", "strictColumns", "maxBytes"]);
  const asker = { who: "readNdjson", what: "NDJSON" };
  const { texts, name: file } = openTexts(
    source,
    asker,
    (text) => /^\s*\{|[\r\n]/.test(text),
    options.maxBytes,
  );
  // What a stream of lines holds is as long as the stream; only names that rows lack can make it longer.
  const rows = new JsonRows(openBudget("readNdjson", file, 0, options.maxBytes));
  let line = 0;
  for await (const raw of linesOf(texts)) {
    line++;
    const text = line === 1 && raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
    if (text.trim() === "") continue;
    const refuse = (message: string, offset: number): JsonError =>
      new JsonError(message, { file, line, column: offset + 1 });
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch (error) {
      const fault = placeInJson(text);
      if (fault === undefined || !("expected" in fault)) throw refuse((error as Error).message, 0);
      const more =
        fault.offset >= text.length
          ? "; a row may not span lines (if the file is one JSON value, use readJson)"
          : "";
      throw refuse(
        `expected ${fault.expected}, received ${shownAt(text, fault.offset)}${more}`,
        fault.offset,
      );
    }
    const wrong = rows.add(row);
    if (wrong !== undefined) {
      const place = placeInJson(text, wrong.key === undefined ? [] : [wrong.key]);
      throw refuse(wrong.message, place?.offset ?? 0);
    }
  }
  const cells = rows.finish();
  if (cells.size === 0) {
    throw new JsonError('expected at least one line with an object, such as {"age": 31}, received none', {
      file,
    });
  }
  return new Table(columnsFromCells(cells, options, file), { name: file });
}
