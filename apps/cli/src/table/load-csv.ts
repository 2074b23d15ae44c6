import { basename, resolve } from "node:path";
import { type ColumnSpec, defaultMissing, readCsv, type Table } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { readNamedFile } from "../files/read-file";
import { sha256 } from "../files/sha256";
import { whole } from "../terminal/wording";

/** How a CSV file is read. */
export interface CsvOptions {
  /** Kinds of columns; the others are inferred. */
  readonly columns?: Readonly<Record<string, ColumnSpec>> | undefined;
  /** Whether `columns` may name only what is there; default true. */
  readonly strictColumns?: boolean | undefined;
  /** Texts that mean a missing value, besides those that always do. */
  readonly missing: readonly string[];
  readonly delimiter: string | undefined;
}

/** A CSV file that was read. */
export interface LoadedCsv {
  readonly table: Table;
  /** The path as it was given. */
  readonly shown: string;
  /** The whole path. */
  readonly path: string;
  /** The name without folders. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The bytes of a file with their hash, before they are read as a table. */
export interface CsvBytes {
  readonly bytes: Uint8Array;
  readonly shown: string;
  readonly path: string;
  readonly sha256: string;
}

/** Reads the bytes once, so that the hash is that of what the table is made from. */
export const readCsvBytes = async (cwd: string, given: string): Promise<CsvBytes> => {
  const path = resolve(cwd, given);
  const bytes = await readNamedFile(path, given, "a CSV file");
  return { bytes, shown: given, path, sha256: sha256(bytes) };
};

const checkText = ({ bytes, shown }: CsvBytes): void => {
  if (bytes.length === 0) {
    throw new UserError(
      `expected a CSV file with a header line and rows, received ${shown}, which is empty; export it again`,
    );
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const zero = isUtf16 ? -1 : bytes.indexOf(0);
  if (zero < 0) return;
  throw new UserError(
    `expected a CSV file, which is text, received ${shown}, which is binary (a zero byte at place ${whole(zero)}); ` +
      "open it in the program that made it and export it as CSV",
  );
};

/** The table in these bytes. */
export const parseCsvBytes = async (csv: CsvBytes, options: CsvOptions): Promise<LoadedCsv> => {
  checkText(csv);
  const file = basename(csv.path);
  const table = await readCsv(new File([Uint8Array.from(csv.bytes)], file), {
    columns: options.columns,
    strictColumns: options.strictColumns,
    missing: [...defaultMissing, ...options.missing],
    delimiter: options.delimiter,
  });
  const { shown, path, sha256: hash, bytes } = csv;
  return { table, shown, path, file, bytes: bytes.length, sha256: hash };
};
