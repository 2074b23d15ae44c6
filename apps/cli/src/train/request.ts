import type { ColumnRequest } from "../table/load-columns";
import type { TrainSettings } from "./settings";

/** What the command line asks of `wellfit train`. */
export interface TrainRequest extends ColumnRequest {
  readonly csv: string;
  readonly task: "auto" | "classification" | "regression";
  /** What was given; the rest is the default. */
  readonly settings: Partial<TrainSettings>;
  /** Where to save; default runs/<name>. */
  readonly out: string | undefined;
  /** The name of the run; default that of the CSV file. */
  readonly name: string | undefined;
  readonly baselineError: number;
  readonly onnxCheck: boolean;
}
