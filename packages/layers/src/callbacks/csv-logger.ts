import { readOptions, show } from "../common/options";
import type { Callback, CallbackState, FitParams, Logs } from "./callback";
import { csvLine } from "./csv";
import { checkLinePlace, type LineFile, type LineWriter, openLineFile } from "./line-file";

/** Options of {@link csvLogger}. */
export interface CsvLoggerOptions {
  /** What stands between two fields: one character. Default ",". */
  readonly separator?: string;
  /** Whether lines are added to a file that is there, instead of replacing it. Default false. */
  readonly append?: boolean;
}

/**
 * A callback that writes a line of comma-separated values for each epoch: the epoch, counted from 0, and the numbers of the
 * logs, sorted by their names as Keras does. Fields are quoted as in RFC 4180 where they must be.
 *
 * @param file - A path in Node (folders are made, each line is on the disk before the next epoch begins); elsewhere a function
 *   that receives each line.
 * @throws TypeError for an unknown option, a separator that is not one character, or a path where there are no files; Error in
 *   training when the file cannot be written.
 * @example
 * const lines: string[] = [];
 * csvLogger((line) => void lines.push(line));
 */
export function csvLogger(file: string | LineWriter, options: CsvLoggerOptions = {}): Callback {
  const where = "csvLogger";
  const { separator, append } = readOptions(where, options, { separator: ",", append: false });
  if (typeof separator !== "string" || separator.length !== 1 || /["\r\n]/.test(separator)) {
    throw new TypeError(
      `${where}: received separator ${show(separator)}, expected one character such as "," or ";"`,
    );
  }
  checkLinePlace(where, file);
  let keys: readonly string[] = [];
  let headed = false;
  let out: LineFile | undefined;
  const open = async (): Promise<LineFile> => {
    const opened = await openLineFile(where, file, append ? "append" : "replace");
    headed = append && opened.size > 0;
    return opened;
  };
  const line = async (epoch: number, logs: Logs): Promise<void> => {
    out ??= await open();
    const rows: string[] = headed ? [] : [csvLine(["epoch", ...keys], separator)];
    headed = true;
    rows.push(csvLine([epoch, ...keys.map((key) => logs[key] ?? "NA")], separator));
    for (const row of rows) await out.write(row);
  };
  return {
    setParams: ({ metrics }: FitParams) => {
      keys = [...metrics].sort();
    },
    onTrainBegin: () => {
      out = undefined;
    },
    onEpochEnd: line,
    onTrainEnd: async () => {
      await out?.close();
      out = undefined;
    },
    getState: (): CallbackState => ({ size: out?.size, headed }),
    // Lines that were written after the state was kept will be written again.
    setState: async (state: CallbackState) => {
      if (state.size === undefined) return;
      out = await openLineFile(where, file, state.size as number);
      headed = state.headed as boolean;
    },
  };
}
