import type { Metrics } from "../judge/metrics";
import type { OnnxReport } from "../onnx/check";
import type { RunConfig } from "../run/config";
import type { NetworkDescription } from "../train/describe-network";
import type { PartName } from "../train/split-rows";

/** Everything that a report tells. */
export interface ReportData {
  readonly config: RunConfig;
  readonly metrics: Metrics;
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly onnx: OnnxReport;
  readonly network: NetworkDescription;
  /** The names of the numbers that go into the network. */
  readonly features: readonly string[];
  /** How many rows each part has. */
  readonly rows: Readonly<Record<PartName, number>>;
  /** Truth and prediction on the test part, of a regression. */
  readonly testValues:
    | { readonly actual: readonly number[]; readonly predicted: readonly number[] }
    | undefined;
}
