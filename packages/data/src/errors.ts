/**
 * A mistake in the data or in a call, told for the person who made it: what was expected, what was
 * received, and how to mend it. Every error this package throws on purpose is one of these.
 *
 * @example
 * ```ts
 * try { table.column("speceis"); } catch (error) { error instanceof DataError; } // true
 * ```
 */
export class DataError extends Error {
  /** The name of the error's class. */
  override readonly name: string = "DataError";
}

/**
 * A transform was asked to transform before it was fitted.
 *
 * @example
 * ```ts
 * standardScaler().transform([[1]]); // throws NotFittedError
 * ```
 */
export class NotFittedError extends DataError {
  /** The name of the error's class. */
  override readonly name: string = "NotFittedError";
}

/**
 * A transform would learn (or has learned) from rows that are held out to judge the model. The message
 * names the rows and shows the right way. `{ allowLeakage: true }` lets it happen on purpose.
 *
 * @example
 * ```ts
 * const { test } = split(table, { train: 0.6, dev: 0.2, test: 0.2 });
 * standardScaler().fit(test); // throws LeakageError
 * ```
 */
export class LeakageError extends DataError {
  /** The name of the error's class. */
  override readonly name: string = "LeakageError";
}

/**
 * A CSV text that cannot be read as a table. `line` is the physical line in the file (1-based, a quoted
 * field may span several), `column` the name or the 1-based position of the field.
 *
 * @example
 * ```ts
 * await readCsv("a,b\n1,2\n3\n"); // throws CsvError with line 3
 * ```
 */
export class CsvError extends DataError {
  /** The name of the error's class. */
  override readonly name: string = "CsvError";
  /** The file, address or "CSV text" that was read. */
  readonly file: string;
  /** The physical line, 1-based; undefined when the mistake is in the file as a whole. */
  readonly line: number | undefined;
  /** The column's name, or its 1-based position when it has none. */
  readonly column: string | number | undefined;

  constructor(message: string, where: { file: string; line?: number; column?: string | number }) {
    const at = where.line === undefined ? "" : `, line ${where.line}`;
    const field =
      where.column === undefined
        ? ""
        : typeof where.column === "number"
          ? `, column ${where.column}`
          : `, column "${where.column}"`;
    super(`${where.file}${at}${field}: ${message}`);
    this.file = where.file;
    this.line = where.line;
    this.column = where.column;
  }
}

/**
 * A JSON or NDJSON text that cannot be read as a table. `line` and `column` are 1-based places in the text.
 *
 * @example
 * ```ts
 * await readJson('[{"a": 1},\n {"a": [2]}]'); // throws JsonError with line 2, column 8
 * ```
 */
export class JsonError extends DataError {
  /** The name of the error's class. */
  override readonly name: string = "JsonError";
  /** The file, address or "JSON text" that was read. */
  readonly file: string;
  /** The line, 1-based; undefined when the mistake is in the file as a whole. */
  readonly line: number | undefined;
  /** The character in the line, 1-based. */
  readonly column: number | undefined;

  constructor(message: string, where: { file: string; line?: number; column?: number }) {
    const at = where.line === undefined ? "" : `, line ${where.line}, column ${where.column}`;
    super(`${where.file}${at}: ${message}`);
    this.file = where.file;
    this.line = where.line;
    this.column = where.column;
  }
}
