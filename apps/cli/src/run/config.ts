import type { ColumnKind } from "@wellfit/data";
import type { TrainSettings } from "../train/settings";

/** What `config.json` holds: with the same file and the same versions, the same run. */
export interface RunConfig {
  readonly format: "wellfit-run";
  /** Of the format. */
  readonly version: 1;
  /** The version of the command. */
  readonly wellfit: string;
  /** The versions of the packages that have a say in the numbers. */
  readonly packages: Readonly<Record<string, string>>;
  /** The command line that repeats it. */
  readonly command: string;
  readonly name: string;
  readonly data: DataConfig;
  readonly target: string;
  readonly task: "binary" | "multiclass" | "regression";
  /** Why it is this task. */
  readonly why: string;
  readonly columns: readonly ColumnConfig[];
  readonly settings: TrainSettings;
  /** What the best possible error is taken to be. */
  readonly baselineError: number;
  readonly onnxCheck: boolean;
}

/** Where the data came from and how it was read. */
export interface DataConfig {
  /** From the run folder, with forward slashes. */
  readonly path: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
  /** Rows without a target, which were left out. */
  readonly rowsWithoutTarget: number;
  /** Texts that were told to mean a missing value, besides the usual ones. */
  readonly missing: readonly string[];
  readonly delimiter: string | null;
}

/** A column of the data. */
export interface ColumnConfig {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The values of an ordinal column in their order. */
  readonly order?: readonly string[];
  readonly role: "input" | "target" | "dropped";
  readonly missing: number;
  readonly unique: number;
  /** Was its kind given on the command line? */
  readonly declared: boolean;
  readonly remarks: readonly string[];
}
