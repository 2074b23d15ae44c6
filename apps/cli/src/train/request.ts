import type { ColumnSpec } from "@wellfit/data";
import type { TrainSettings } from "./settings";

/** What the command line asks of `wellfit train`. */
export interface TrainRequest {
  readonly csv: string;
  readonly target: string | undefined;
  readonly task: "auto" | "classification" | "regression";
  /** What was given; the rest is the default. */
  readonly settings: Partial<TrainSettings>;
  readonly drop: readonly string[];
  readonly numeric: readonly string[];
  readonly nominal: readonly string[];
  /** Ordinal columns with their values in order. */
  readonly ordinal: Readonly<Record<string, readonly string[]>>;
  readonly missing: readonly string[];
  readonly delimiter: string | undefined;
  /** Where to save; default runs/<name>. */
  readonly out: string | undefined;
  /** The name of the run; default that of the CSV file. */
  readonly name: string | undefined;
  readonly baselineError: number;
  readonly onnxCheck: boolean;
}

/** The kinds of columns that the command line gives, as `readCsv` takes them; lists are those of `columnsOf`. */
export const declaredKinds = (
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
