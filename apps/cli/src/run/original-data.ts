import { relative, resolve } from "node:path";
import type { Table } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { columnSpecsOf, type InputColumn } from "../prepare/preparation";
import { type CsvBytes, parseCsvBytes, readCsvBytes } from "../table/load-csv";
import type { ColumnConfig, RunConfig } from "./config";
import type { RunFiles } from "./read-run";

const targetColumn = ({ columns, target, task }: RunConfig): InputColumn[] => {
  const own = columns.find(({ name }): boolean => name === target);
  if (own === undefined) return [];
  const { name, kind, order }: ColumnConfig = own;
  // Class numbers may be written with a point elsewhere; values are numbers in any case.
  return [{ name, kind: task === "regression" ? "float" : kind, ...(order === undefined ? {} : { order }) }];
};

/** Reads a CSV file for a run: its columns with the kinds they had in training, others as they seem. */
export const readForRun = async (
  run: RunFiles,
  bytes: CsvBytes,
  inputs: readonly InputColumn[],
  options: { readonly withTarget: boolean },
): Promise<Table> => {
  const { missing, delimiter } = run.config.data;
  const wanted = [...inputs, ...(options.withTarget ? targetColumn(run.config) : [])];
  const { table } = await parseCsvBytes(bytes, {
    columns: columnSpecsOf(wanted),
    strictColumns: false,
    missing,
    delimiter: delimiter ?? undefined,
  });
  return table;
};

/**
 * The bytes of the file that a run was trained on.
 *
 * @throws UserError when it is not where it was, or was changed since.
 */
export const readOriginal = async (run: RunFiles, cwd: string): Promise<CsvBytes> => {
  const { data } = run.config;
  const path = resolve(run.path, data.path);
  const near = relative(cwd, path);
  const shown = near.startsWith("..") ? path : near;
  let bytes: CsvBytes;
  try {
    bytes = await readCsvBytes(cwd, shown);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `${run.shown} was trained on ${data.file}: ${error.message}; or give the file: wellfit evaluate ${run.shown} path/to/${data.file}`,
    );
  }
  if (bytes.sha256 === data.sha256) return bytes;
  throw new UserError(
    `expected ${shown} as ${run.shown} was trained on it (SHA-256 ${data.sha256.slice(0, 12)}…), received a changed file ` +
      `(SHA-256 ${bytes.sha256.slice(0, 12)}…), in which the rows of train, dev and test need not be the same; ` +
      `restore it, or judge the run on all rows of another file: wellfit evaluate ${run.shown} other.csv`,
  );
};
