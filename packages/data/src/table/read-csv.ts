import { CsvError, DataError } from "../errors";
import { count, unknownColumn } from "../wording";
import type { Column, ColumnSpec } from "./column-kinds";
import type { Pieces } from "./csv/chunks";
import { finishColumn } from "./csv/finish";
import type { Head } from "./csv/head";
import { plainNumber } from "./csv/numbers";
import { checkCsvOptions, defaultMissing, type ReadCsvOptions } from "./csv/options";
import { readPass } from "./csv/pass";
import { Scanner, type ScanSettings } from "./csv/scan";
import { ColumnStore, Mode } from "./csv/store";
import { type CsvSource, type OpenSource, openSource, turn } from "./csv-source";
import { declaredReader } from "./datetime-format";
import { Table } from "./table";

export { defaultMissing, type ReadCsvOptions } from "./csv/options";

/** From so many rows on, the event loop runs between one column and the next. */
const longTable = 50_000;

type Spec = Exclude<ColumnSpec, string>;

const specOf = (spec: ColumnSpec | undefined): Spec | undefined =>
  typeof spec === "string" ? { kind: spec } : spec;

const modeOf = (spec: Spec | undefined, name: string): number => {
  switch (spec?.kind) {
    case undefined:
      return Mode.open;
    case "integer":
      return Mode.declaredInteger;
    case "float":
      return Mode.declaredNumber;
    case "datetime":
      return Mode.declaredDatetime;
    case "nominal":
    case "boolean":
    case "text":
      return Mode.text;
    case "ordinal":
      if (Array.isArray(spec.order) && spec.order.length > 0) return Mode.text;
      throw new DataError(
        `readCsv: expected { kind: "ordinal", order: ["low", "high"] } for column "${name}", received no order; give its values in their order`,
      );
    default:
      throw new DataError(
        `readCsv: expected the kind integer, float, boolean, nominal, ordinal, datetime or text for column "${name}", received ${JSON.stringify(spec)}`,
      );
  }
};

/** The specs by name, checked against the names of the file. */
const specsOf = (names: readonly string[], options: ReadCsvOptions, file: string): Map<string, Spec> => {
  const specs = new Map<string, Spec>();
  for (const [name, spec] of Object.entries(options.columns ?? {})) {
    if (names.includes(name)) specs.set(name, specOf(spec)!);
    else if (options.strictColumns !== false) {
      throw new CsvError(`columns: ${unknownColumn(name, names)}`, { file });
    }
  }
  for (const name of options.select ?? []) {
    if (!names.includes(name)) throw new CsvError(`select: ${unknownColumn(name, names)}`, { file });
  }
  return specs;
};

/** A source that is read once, kept so that it can be read again. */
const remembered = (source: OpenSource): OpenSource => {
  const kept: (Uint8Array | string)[] = [];
  let first = true;
  const pieces = async function* (): AsyncGenerator<Uint8Array | string> {
    if (!first) {
      yield* kept;
      return;
    }
    first = false;
    for await (const piece of source.pieces()) {
      kept.push(piece instanceof Uint8Array ? piece.slice() : piece);
      yield piece;
    }
  };
  return { ...source, pieces: (): Pieces => pieces() };
};

const noRows = (file: string): CsvError =>
  new CsvError(
    "expected at least one row below the header, received none; add rows, or pass { header: false } if line 1 is data",
    { file },
  );

/**
 * Reads CSV as a {@link Table} of typed columns.
 *
 * A column is integer when every value is a whole number, float when every value is a number, boolean when
 * every value is true or false, datetime when every value is a date that can be read in one way only, text when
 * its values are long and hardly come twice, else nominal; `columns` overrides that. A column that only a few
 * texts keep from being numbers becomes nominal, and `schema()` tells which line made it so. Numbers with leading
 * zeros, or too long to be exact, are codes and stay texts. Blank lines are skipped; line breaks are read
 * as "\n", also inside quotes.
 *
 * Values go straight from the bytes into typed columns, piece by piece. Where a column turns out to be other than
 * its first values suggested, the source is read a second time for this column; a stream that gives its bytes
 * only once is kept in memory for that until the end.
 *
 * @param source A path, an address, CSV text (a string with a line break), bytes, a Blob, a stream or `{ text }`.
 * @throws CsvError with file, line and column for ragged records, unclosed quotes, duplicate or empty
 *   names, values that do not fit a declared kind, bytes that are not of the encoding, and files without a row;
 *   DataError when the source cannot be read or the options mean nothing.
 * @example
 * ```ts
 * const table = await readCsv("age,city\n31,Rome\n,Oslo\n", { columns: { age: "float" } });
 * table.column("age").missingCount; // 1
 * ```
 */
export async function readCsv(source: CsvSource, options: ReadCsvOptions = {}): Promise<Table> {
  checkCsvOptions(options);
  const opened = await openSource(source);
  const file = options.name ?? opened.name;
  const input = opened.again ? opened : remembered(opened);
  const decimal = options.decimal ?? ".";
  const plain = plainNumber({ decimal, thousands: options.thousands });
  const comment = options.comment === undefined ? undefined : new TextEncoder().encode(options.comment);
  const chosen = options.select === undefined ? undefined : new Set(options.select);
  let specs = new Map<string, Spec>();
  let notes: string[] = [];
  let settings: ScanSettings | undefined;

  const begin = (head: Head): Scanner => {
    specs = specsOf(head.names, options, file);
    notes = [...head.notes];
    const readers = new Map<string, ReturnType<ScanSettings["readers"]["get"]> & object>();
    for (const [name, spec] of specs) {
      if (spec.kind === "datetime") {
        const format = "format" in spec ? spec.format : undefined;
        readers.set(name, {
          read: declaredReader(format, `readCsv: column "${name}"`),
          form:
            format === undefined
              ? "in ISO 8601, such as 2020-04-03 or 2020-04-03T10:30:00Z"
              : `of the form ${format}`,
        });
      }
    }
    settings = {
      file,
      names: head.names,
      stores: head.names.map((name) => {
        const mode = modeOf(specs.get(name), name);
        return new ColumnStore(name, chosen === undefined || chosen.has(name) ? mode : Mode.skip);
      }),
      delimiter: head.delimiter.charCodeAt(0),
      decimal,
      plain,
      missing: new Set(options.missing ?? defaultMissing),
      comment,
      trim: options.trim ?? true,
      ragged: options.ragged ?? "error",
      maxRows: options.maxRows ?? Number.POSITIVE_INFINITY,
      readers,
    };
    return new Scanner(settings, head.line);
  };
  const scanner = await readPass(input.pieces(), options, file, comment, begin);
  if (scanner.rows === 0) throw noRows(file);
  const nRows = scanner.rows;

  // Columns that were given up are read again, as texts.
  let stores = settings!.stores;
  const given = stores.filter(({ conflict }) => conflict > 0);
  if (given.length > 0) {
    const retried = stores.map(
      ({ name, conflict }) => new ColumnStore(name, conflict > 0 ? Mode.text : Mode.skip),
    );
    const again = { ...settings!, stores: retried };
    const second = await readPass(
      input.pieces(),
      options,
      file,
      comment,
      (head) => new Scanner(again, head.line),
    );
    if (second.rows !== nRows) {
      throw new DataError(
        `readCsv: expected ${file} to stay as it is while it is read, received ${count(nRows, "row")} and then ${second.rows}; read it again when nobody writes it`,
      );
    }
    stores = stores.map((store, j) => (store.conflict > 0 ? retried[j]! : store));
  }
  if (scanner.raggedCount > 0) {
    const done = options.ragged === "fill" ? "were filled with missing values" : "were left out";
    notes.push(
      `${count(scanner.raggedCount, "record")} with another number of fields than ${settings!.names.length} ${done}, the first on line ${scanner.raggedLine}`,
    );
  }
  const columns = new Map<string, Column>();
  for (const store of stores) {
    if (chosen !== undefined && !chosen.has(store.name)) continue;
    if (nRows >= longTable) await turn();
    columns.set(store.name, finishColumn(store, specs.get(store.name), { file, nRows, plain }));
  }
  const inOrder = options.select?.map((name) => columns.get(name)!) ?? [...columns.values()];
  return new Table(inOrder, { name: file, notes });
}

/**
 * Reads values that are separated by tabs, as {@link readCsv} reads CSV.
 *
 * @param source A path, an address, text with a line break, bytes, a Blob, a stream or `{ text }`.
 * @param options Those of `readCsv`; the delimiter is a tab.
 * @throws What `readCsv` throws.
 * @example
 * ```ts
 * (await readTsv("a\tb\n1\t2\n")).columnNames; // ["a", "b"]
 * ```
 */
export async function readTsv(
  source: CsvSource,
  options: Omit<ReadCsvOptions, "delimiter"> = {},
): Promise<Table> {
  return readCsv(source, { ...options, delimiter: "\t" });
}
