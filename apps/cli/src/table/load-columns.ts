import type { ColumnSpec, Table } from "@wellfit/data";
import { UsageError, UserError } from "../errors/errors";
import { listNames } from "../terminal/wording";
import { checkColumn, columnsOf } from "./column-names";
import { type CsvBytes, type LoadedCsv, parseCsvBytes } from "./load-csv";

/** What the command line says of the columns of a file. */
export interface ColumnRequest {
  readonly target: string | undefined;
  readonly drop: readonly string[];
  readonly numeric: readonly string[];
  readonly nominal: readonly string[];
  /** Ordinal columns with their values in order. */
  readonly ordinal: Readonly<Record<string, readonly string[]>>;
  readonly missing: readonly string[];
  readonly delimiter: string | undefined;
}

/** A table whose columns are what the command line says. */
export interface LoadedColumns {
  readonly csv: LoadedCsv;
  readonly target: string;
  readonly drop: readonly string[];
  /** Columns whose kind was given on the command line. */
  readonly declared: ReadonlySet<string>;
}

/** Twice in different lists is a contradiction that nobody could guess an answer to. */
const checkOnce = (lists: Readonly<Record<string, readonly string[]>>): void => {
  const seen = new Map<string, string>();
  for (const [option, names] of Object.entries(lists)) {
    for (const name of names) {
      const other = seen.get(name);
      if (other !== undefined) {
        throw new UsageError(
          `expected column "${name}" in one option, received it in ${other} and ${option}`,
        );
      }
      seen.set(name, option);
    }
  }
};

const targetOf = (table: Table, target: string | undefined, shown: string): string => {
  if (target === undefined) {
    throw new UsageError(
      `expected the column to predict with --target; the columns of ${shown} are ${listNames(table.columnNames, 40)}`,
    );
  }
  if (table.nColumns === 1) {
    throw new UserError(
      `expected columns to predict "${target}" from, received only one, ${listNames(table.columnNames)}, in ${shown}; is the delimiter another than a comma? Then give --delimiter`,
    );
  }
  checkColumn(table, target, "--target");
  return target;
};

/** The kinds of columns that the command line gives, as `readCsv` takes them; lists are those of `columnsOf`. */
const declaredKinds = (
  numeric: readonly string[],
  nominal: readonly string[],
  ordinal: Readonly<Record<string, readonly string[]>>,
): Record<string, ColumnSpec> => ({
  ...Object.fromEntries(numeric.map((name): [string, ColumnSpec] => [name, "float"])),
  ...Object.fromEntries(nominal.map((name): [string, ColumnSpec] => [name, "nominal"])),
  ...Object.fromEntries(
    Object.entries(ordinal).map(([name, order]): [string, ColumnSpec] => [name, { kind: "ordinal", order }]),
  ),
});

/** Reads the table, and throws for columns that are not there or cannot be what they are said to be. */
export const loadColumns = async (bytes: CsvBytes, request: ColumnRequest): Promise<LoadedColumns> => {
  const { missing, delimiter, ordinal } = request;
  // Lists of names are taken apart by the columns there are, so the file is read once without them.
  const plain = await parseCsvBytes(bytes, { missing, delimiter });
  const target = targetOf(plain.table, request.target, bytes.shown);
  const drop = columnsOf(request.drop, plain.table, "--drop");
  const numeric = columnsOf(request.numeric, plain.table, "--numeric");
  const nominal = columnsOf(request.nominal, plain.table, "--nominal");
  for (const name of Object.keys(ordinal)) checkColumn(plain.table, name, "--ordinal");
  checkOnce({
    "--drop": drop,
    "--numeric": numeric,
    "--nominal": nominal,
    "--ordinal": Object.keys(ordinal),
  });
  if (drop.includes(target)) {
    throw new UsageError(`expected --drop to name inputs, received the target "${target}"`);
  }
  const columns = declaredKinds(numeric, nominal, ordinal);
  const declared = new Set(Object.keys(columns));
  const csv = declared.size === 0 ? plain : await parseCsvBytes(bytes, { missing, delimiter, columns });
  return { csv, target, drop, declared };
};
